import { describe, expect, test } from 'vitest';
import { completionDraft } from '../../../../src/core/context/completionDraft.ts';
import type { CursorContext } from '../../../../src/core/context/cursorContext.ts';
import type { Snippet } from '../../../../src/core/context/snippet.ts';

const room = { maxTokens: 1000, counter: { count: (text: string) => text.length / 4 } };

function at(text: string, firstLine = 0): CursorContext {
  const [prefix = '', suffix = ''] = text.split('│');
  return {
    uri: 'file:///a.ts',
    path: 'a.ts',
    languageId: 'typescript',
    version: 1,
    prefix,
    suffix,
    eol: '\n',
    indentUnit: '  ',
    firstLine,
  };
}

function snippet(text: string, rest: Partial<Snippet> = {}): Snippet {
  const path = rest.path ?? 'b.ts';
  const startLine = rest.startLine ?? 0;
  return {
    kind: 'similar',
    uri: `file:///${path}`,
    path,
    startLine,
    endLineExclusive: startLine + text.split('\n').length,
    text,
    score: 1,
    ...rest,
  };
}

/** The snippets of the draft for a place, in sending order. */
function sent(...snippets: Snippet[]): string[] {
  return completionDraft(at('x│'), snippets, room).snippets.map(part => part.text.trimEnd());
}

describe('snippets', () => {
  test('the best stands last, next to the prefix', () =>
    expect(sent(snippet('const best = 1'), snippet('const worse = 2', { path: 'c.ts' }))).toEqual([
      'const worse = 2',
      'const best = 1',
    ]));

  test('a definition counts more than what is similar', () =>
    expect(
      sent(
        snippet('const similar = 1'),
        snippet('class Definition', { kind: 'definition', path: 'c.ts' }),
      ),
    ).toEqual(['const similar = 1', 'class Definition']));

  test('of the document itself are left out', () =>
    expect(sent(snippet('const own = 1', { path: 'a.ts' }))).toEqual([]));

  test('that overlap are one piece', () =>
    expect(
      sent(snippet('line one\nline two'), snippet('line two\nline three', { startLine: 1 })),
    ).toEqual(['line one\nline two\nline three']));

  test('that repeat what is shown are left out', () =>
    expect(sent(snippet('return 42;'), snippet('  return 42;\n}', { path: 'copy.ts' }))).toEqual([
      'return 42;',
    ]));

  test('end with a line end', () =>
    expect(completionDraft(at('│'), [snippet('const a = 1')], room).snippets[0]?.text).toBe(
      'const a = 1\n',
    ));
});

test.each([
  ['one\ntwo│\nthree', 0, [0, 2], [1, 3]],
  ['one\n│two\n', 0, [0, 1], [1, 2]],
  ['│', 0, [0, 0], [0, 0]],
  ['one\n│', 100, [100, 101], [101, 101]],
] as const)('lines of %j', (text, firstLine, prefixLines, suffixLines) => {
  const { prefix, suffix } = completionDraft(at(text, firstLine), [], room);
  const lines = [prefix, suffix].map(({ source }) =>
    source.type === 'file' ? [source.startLine, source.endLineExclusive] : [],
  );
  expect(lines).toEqual([prefixLines, suffixLines]);
});
