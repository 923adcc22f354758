import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Snippet } from '../../../../src/core/context/snippet.ts';
import { createOutboundGate } from '../../../../src/core/outbound/gate.ts';
import { draftChat } from '../../../../src/core/prompt/chatPrompt.ts';
import { foundParts, withoutAttached } from '../../../../src/core/prompt/foundParts.ts';
import { attachment, characterCounter as counter, turn } from '../../../support/chat.ts';

function found(path: string, startLine: number, text: string): Snippet {
  const endLineExclusive = startLine + text.split('\n').length;
  const uri = `file:///shop/${path}`;
  return { kind: 'found', uri, path, startLine, endLineExclusive, text, score: 1 };
}

/** The last message, and the paths of what was found in it. */
function asked(snippets: Snippet[], maxTokens: number, attached: string[] = []) {
  const attachments = attached.map(path => attachment(path, 'let attached = 1;'));
  const { draft } = draftChat([], turn('Why?', '', attachments), maxTokens, counter, { snippets });
  return (
    draft.messages
      .at(-1)
      ?.parts.map(({ text }) => text)
      .join('') ?? ''
  );
}

test('what was found stands under its path and lines, before what was attached', () => {
  expect(asked([found('cart.ts', 4, 'const cart = [];\nfill(cart);')], 9000, ['order.ts'])).toBe(
    '=== cart.ts, lines 5-6, found in the workspace ===\nconst cart = [];\nfill(cart);\n\n' +
      '=== order.ts ===\nlet attached = 1;\n\n=== Question ===\nWhy?',
  );
});

test('what is attached is not shown again', () => {
  expect(asked([found('order.ts', 0, 'let attached = 1;')], 9000, ['order.ts'])).not.toContain(
    'found',
  );
  const snippet = found('cart.ts', 10, 'a\nb\nc\nd');
  const selected = attachment('cart.ts', 'b', {
    kind: 'selection',
    startLine: 11,
    endLineExclusive: 12,
  });
  expect(
    withoutAttached(snippet, [selected]).map(({ startLine, text }) => [startLine, text]),
  ).toEqual([
    [10, 'a'],
    [12, 'c\nd'],
  ]);
});

test('it takes a quarter of the room at most, the best first', () => {
  const snippets = Array.from({ length: 20 }, (_, at) =>
    found(`f${at}.ts`, 0, `const number${at} = ${'x'.repeat(100)};`),
  );
  const text = asked(snippets, 4000);
  const paths = [...text.matchAll(/=== (f\d+)\.ts/g)].map(([, path]) => path);
  expect(paths.length).toBeGreaterThan(2);
  expect(paths.length).toBeLessThan(7);
  expect(paths).toContain('f0');
});

test('where there is hardly any room there is nothing of it', () => {
  expect(foundParts([found('cart.ts', 4, 'fill(cart);')], [], 20, counter)).toEqual([]);
});

const snippet = fc
  .record({
    path: fc.constantFrom('a.ts', 'b.ts', 'c.ts'),
    startLine: fc.nat(30),
    lines: fc.array(
      fc.string({ maxLength: 40 }).map(text => text.replace(/[\r\n]/g, ' ')),
      {
        minLength: 1,
        maxLength: 12,
      },
    ),
  })
  .map(({ path, startLine, lines }) => found(path, startLine, lines.join('\n')));

test('its parts never cost more than they may, and nothing of an ignored file leaves', () => {
  const gate = createOutboundGate({
    isTrusted: () => true,
    secrets: () => undefined,
    ignoreRules: { excludedBy: (_, path) => (path === 'b.ts' ? '.aiignore: b.ts' : undefined) },
  });
  fc.assert(
    fc.property(fc.array(snippet, { maxLength: 8 }), fc.nat(900), (snippets, maxTokens) => {
      const parts = foundParts(snippets, [], maxTokens, counter);
      const tokens = parts.reduce(
        (sum, { text }) => sum + text.split('\n').slice(1).join('\n').length,
        0,
      );
      expect(tokens).toBeLessThanOrEqual(maxTokens);
      const { draft } = draftChat([], turn('Why?', ''), 4000, counter, { snippets });
      const sealed = gate.seal(draft, { maxTokens: 4000, counter });
      expect(sealed.kind === 'sealed' && JSON.stringify(sealed.prompt.content)).not.toContain(
        'b.ts',
      );
    }),
  );
});
