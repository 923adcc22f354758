import { array, assert, asyncProperty, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanStream } from '../../../../src/core/model/cleanStream.ts';
import { FenceFilter } from '../../../../src/core/model/fenceFilter.ts';
import { MarkerScanner } from '../../../../src/core/model/markerScanner.ts';
import type { StreamPart } from '../../../../src/core/model/model.ts';
import {
  SpecialTokenFilter,
  TrailingTokenFilter,
} from '../../../../src/core/model/specialTokenFilter.ts';
import type { TextFilter } from '../../../../src/core/model/textFilter.ts';
import { ThinkingFilter } from '../../../../src/core/model/thinkingFilter.ts';
import { HoleFillingFilter } from '../../../../src/core/prompt/fimHoleFilling.ts';
import { fimTemplates, unmistakableTokens } from '../../../../src/core/prompt/fimTemplate.ts';

/** The text cut at every given number of characters. */
function cut(text: string, size: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; at += size) pieces.push(text.slice(at, at + size));
  return pieces;
}

function run(filter: TextFilter, pieces: readonly string[]): string {
  let kept = '';
  for (const piece of pieces) if (!filter.isClosed) kept += filter.push(piece);
  return kept + filter.end();
}

/** Whatever the pieces, the result is the same. */
function check(make: () => TextFilter, input: string, expected: string): void {
  for (const size of [1, 2, 3, 5, 8, 1000]) {
    expect(run(make(), cut(input, size)), `in pieces of ${size}`).toBe(expected);
  }
}

const soup = array(
  constantFrom(
    ...unmistakableTokens,
    '<think>',
    '</think>',
    '<COMPLETION>',
    '</COMPLETION>',
    '```',
    '```ts\n',
    '\n',
    '<',
    '|',
    'a',
    ' ',
    'let x = 1;',
    'é',
    '<fim_',
    '<|im',
  ),
  { maxLength: 12 },
).map(pieces => pieces.join(''));
const cuts = array(constantFrom(1, 2, 3, 4, 7, 11), { minLength: 1, maxLength: 6 });

function cutBy(text: string, sizes: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    pieces.push(text.slice(at, at + size));
    at += size;
  }
  return pieces;
}

describe('MarkerScanner', () => {
  test('finds the longest marker, in any pieces', () => {
    for (const size of [1, 2, 3, 100]) {
      const scanner = new MarkerScanner(['<a>', '<a><b>', '<b>']);
      const pieces = [
        ...cut('x<a><b><a>y<a', size).flatMap(piece => scanner.push(piece)),
        ...scanner.end(),
      ];
      const found = pieces.filter(({ type }) => type === 'marker');
      expect(found.map(piece => piece.type === 'marker' && piece.marker)).toEqual([
        '<a><b>',
        '<a>',
      ]);
    }
  });

  test('loses nothing', () => {
    void assert(
      property(soup, cuts, (text, sizes) => {
        const scanner = new MarkerScanner(unmistakableTokens);
        const pieces = [
          ...cutBy(text, sizes).flatMap(piece => scanner.push(piece)),
          ...scanner.end(),
        ];
        const joined = pieces.map(piece => (piece.type === 'text' ? piece.text : piece.marker));
        expect(joined.join('')).toBe(text);
      }),
    );
  });
});

describe('special tokens', () => {
  const make = () => new SpecialTokenFilter(unmistakableTokens);
  test('end the text', () => check(make, 'a + b<|fim_pad|><|endoftext|>junk', 'a + b'));
  test('before the text are dropped', () => check(make, '<|fim_middle|> a + b', ' a + b'));
  test('that are only begun are text', () => check(make, 'a <| b', 'a <| b'));

  const trailing = () => new TrailingTokenFilter(unmistakableTokens);
  test('at the end of a chat answer are dropped', () =>
    check(trailing, 'Done.<|im_end|>\n<|endoftext|>', 'Done.'));
  test('in the middle of a chat answer are quoted', () =>
    check(trailing, 'Qwen ends with <|im_end|> always.', 'Qwen ends with <|im_end|> always.'));
});

describe('Markdown fences', () => {
  const make = () => new FenceFilter();
  test('around everything are dropped', () =>
    check(make, '```ts\na();\nb();\n```\n', 'a();\nb();'));
  test('with carriage returns', () => check(make, '```ts\r\na();\r\n```\r\n', 'a();'));
  test('left open are dropped', () => check(make, '```ts\na();\nb();', 'a();\nb();'));
  test('cut in the middle of their end are dropped', () => check(make, '```\na();\n``', 'a();'));
  test('with text behind end the answer', () =>
    check(make, '```\na();\n```\nThis calls a.', 'a();'));
  test('of four marks hold three', () => check(make, '````\n```\nx\n```\n````', '```\nx\n```'));
  test('around nothing leave nothing', () => check(make, '```\n```', ''));
  test('elsewhere are text', () => check(make, 'a\n```\nb\n```\n', 'a\n```\nb\n```\n'));
  test('blanks and line ends in front of code stay', () => check(make, '\n    a();', '\n    a();'));
});

describe('hole filling', () => {
  const make = () => new HoleFillingFilter();
  test('takes what stands between the tags', () =>
    check(make, 'Here:\n<COMPLETION>a + b</COMPLETION>\nHope it helps', 'a + b'));
  test('keeps line ends and blanks', () =>
    check(make, '<COMPLETION>\n  a\n</COMPLETION>', '\n  a\n'));
  test('without an end takes what there is', () => check(make, '<COMPLETION>a + ', 'a + '));
  test('without tags takes a fenced block', () =>
    check(make, 'Sure:\n```ts\na + b\n```\nOk?', 'a + b'));
  test('of prose alone takes nothing', () => check(make, 'You could add a and b.', ''));
});

describe('thinking', () => {
  function divide(text: string, size: number) {
    const filter = new ThinkingFilter();
    const parts = [...cut(text, size).map(piece => filter.push(piece)), filter.end()];
    return {
      thinking: parts.map(part => part.thinking).join(''),
      text: parts.map(part => part.text).join(''),
    };
  }
  test.each([
    ['<think>Hm.</think>\n\nYes.', 'Hm.', 'Yes.'],
    ['\n<think>\nHm.\n</think>Yes.', '\nHm.\n', 'Yes.'],
    ['<think>Never ends', 'Never ends', ''],
    ['</think>Yes.', '', 'Yes.'],
    ['Yes, <think> is a tag.', '', 'Yes, <think> is a tag.'],
    ['  indented', '', '  indented'],
  ])('%j', (input, thinking, text) => {
    for (const size of [1, 2, 3, 100]) {
      const divided = divide(input, size);
      expect(divided.thinking.trim()).toBe(thinking.trim());
      expect(divided.text.trimStart()).toBe(text.trimStart());
    }
  });
});

/** Passes a reply through the filters of a model that fills holes in chat. */
async function clean(pieces: readonly string[], filters: readonly TextFilter[]): Promise<string> {
  async function* parts(): AsyncGenerator<StreamPart> {
    for (const text of pieces) yield { type: 'text-delta', text };
    yield { type: 'end', reason: 'stop', usage: {} };
  }
  let kept = '';
  for await (const part of cleanStream(parts(), filters)) {
    if (part.type === 'text-delta') kept += part.text;
  }
  return kept;
}

describe('nothing of a model’s own marks reaches the editor', () => {
  const tokens = [...new Set([...unmistakableTokens, ...fimTemplates.flatMap(one => one.tokens)])];

  test('whatever it says and however it is cut', async () => {
    await assertAsync(async (text, sizes) => {
      const own = () => [new SpecialTokenFilter(tokens), new FenceFilter()];
      const kept = await clean(cutBy(text, sizes), own());
      expect(kept).toBe(await clean([text], own()));
      expect(tokens.filter(token => kept.includes(token))).toEqual([]);
      // A longer fence may hold a shorter one as what it is about.
      const isPlain = !text.includes('````');
      expect(isPlain && /^\s*```[^\n`]*(?:\n|$)/.test(kept)).toBe(false);
      expect(kept).not.toMatch(/<\/?think>/);
    });
  });

  test('nor a long fence that is cut off while it closes', async () => {
    expect(await clean(['``````ts\na\n```'], [new FenceFilter()])).toBe('a');
    expect(await clean(['``````ts\n```\na\n``````'], [new FenceFilter()])).toBe('```\na');
  });

  test('and the cuts make no difference', async () => {
    await assertAsync(async (text, sizes) => {
      const filters = () => [
        new SpecialTokenFilter(tokens),
        new HoleFillingFilter(),
        new FenceFilter(),
      ];
      const kept = await clean(cutBy(text, sizes), filters());
      expect(kept).toBe(await clean([text], filters()));
      expect(kept).not.toMatch(/<\/?COMPLETION>|<\/?think>/);
    });
  });
});

async function assertAsync(holds: (text: string, sizes: readonly number[]) => Promise<void>) {
  await assert(
    asyncProperty(soup, cuts, (text, sizes) => holds(text, sizes)),
    { numRuns: 2000 },
  );
}
