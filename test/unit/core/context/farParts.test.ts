import { expect, test } from 'vitest';
import { explicitContext } from '../../../../bench/explicitContext.ts';
import { completionDraft } from '../../../../src/core/context/completionDraft.ts';
import { farParts } from '../../../../src/core/context/farParts.ts';
import { SteadyDraft } from '../../../../src/core/context/steadyDraft.ts';
import { createOutboundGate } from '../../../../src/core/outbound/gate.ts';

const code = `import { Money } from './money';
import { Unused } from './unused';
class Cart {
  items = [];
  total(rate: number) {
${'    work();\n'.repeat(30)}    if (rate) {
      const sum: Money = `;

const contextOf = (prefix: string) =>
  explicitContext({ languageId: 'typescript', path: 'a.ts', prefix, suffix: '\n    }\n  }\n}\n' });

test('what the cursor stands inside of, and the imports of what is used near it', () =>
  expect(
    farParts(contextOf(code), 20).map(({ startLine, text }) => [startLine, text.trim()]),
  ).toEqual([
    [4, 'total(rate: number) {'],
    [2, 'class Cart {'],
    [0, "import { Money } from './money';"],
  ]));

const counter = { count: (text: string) => text.length / 4 };
const gate = createOutboundGate({
  isTrusted: () => true,
  secrets: () => undefined,
  ignoreRules: { excludedBy: () => undefined },
});

test.each([80, 100, 120, 200, 400])('no line is shown twice within %i tokens', maxTokens => {
  const room = { maxTokens, counter };
  const sealed = gate.seal(completionDraft(contextOf(code), [], room), room);
  if (sealed.kind !== 'sealed' || sealed.prompt.content.kind !== 'fim') throw new Error('refused');
  const { prefix, snippets } = sealed.prompt.content;
  const text = snippets.map(part => part.text).join('') + prefix.text;
  expect(text.match(/class Cart/g)?.length ?? 1).toBe(1);
  expect(text.match(/import \{ Money/g)?.length ?? 1).toBe(1);
});

test('a prompt that comes next begins like the last, although worth has changed', () => {
  const snippetsBy = (scores: Record<string, number>) =>
    Object.entries(scores).map(([path, score]) => {
      const text = `export const ${path} = 1;`;
      return {
        kind: 'declaration' as const,
        uri: path,
        path,
        startLine: 0,
        endLineExclusive: 1,
        text,
        score,
      };
    });
  const steady = new SteadyDraft();
  const room = { maxTokens: 60, counter };
  const shown = (prefix: string, scores: Record<string, number>) =>
    steady
      .draft(contextOf(prefix), snippetsBy(scores), room)
      .snippets.map(({ source }) => (source.type === 'file' ? source.path : ''));
  expect(shown('a', { one: 0.5, two: 0.3 })).toEqual(['two', 'one']);
  expect(shown('ab', { one: 0.2, two: 0.6, three: 0.1 })).toEqual(['two', 'one', 'three']);
});
