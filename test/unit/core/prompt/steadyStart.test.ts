import { expect, test } from 'vitest';
import { explicitContext } from '../../../../bench/explicitContext.ts';
import { completionDraft } from '../../../../src/core/context/completionDraft.ts';
import { createOutboundGate } from '../../../../src/core/outbound/gate.ts';
import { fimTextOf } from '../../../../src/core/prompt/fimContent.ts';

const gate = createOutboundGate({
  isTrusted: () => true,
  secrets: () => undefined,
  ignoreRules: { excludedBy: () => undefined },
});
const maxTokens = 2000;
const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `const value${from + at} = ${from + at};\n`).join('');

/** What the prompt shows of the lines above the cursor's. */
function shownAbove(typed: string): string {
  const context = explicitContext({
    languageId: 'typescript',
    path: 'a.ts',
    prefix: lines(0, 3000) + typed,
    suffix: `\n${lines(3000, 1000)}`,
  });
  const budget = { maxTokens, counter: { count: (text: string) => text.length / 4 } };
  const sealed = gate.seal(completionDraft(context, [], budget), {
    ...budget,
    isForEmbedded: false,
  });
  if (sealed.kind !== 'sealed' || sealed.prompt.content.kind !== 'fim') throw new Error('refused');
  const { prefix } = fimTextOf(sealed.prompt.content);
  return prefix.slice(0, prefix.lastIndexOf('\n') + 1);
}

test('what stands above the cursor stays the same for many keys, and uses the budget', () => {
  const typed = 'const answer = computeEverything(first, second, third);'.repeat(4);
  const seen = Array.from(typed, (_, at) => shownAbove(typed.slice(0, at)));
  const changes = seen.filter((text, at) => at > 0 && text !== seen[at - 1]).length;
  expect(changes).toBeLessThanOrEqual(2);
  const shortest = Math.min(...seen.map(text => text.length));
  expect(shortest / 4).toBeGreaterThan(maxTokens * 0.5);
});
