import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explicitContext } from '../../../../bench/explicitContext.ts';
import { completionDraft, type PromptRoom } from '../../../../src/core/context/completionDraft.ts';
import type { Snippet } from '../../../../src/core/context/snippet.ts';
import { SteadyDraft } from '../../../../src/core/context/steadyDraft.ts';
import { createOutboundGate } from '../../../../src/core/outbound/gate.ts';
import { fimTextOf } from '../../../../src/core/prompt/fimContent.ts';
import { type FimText, renderFimPrompt } from '../../../../src/core/prompt/fimPrompt.ts';
import { fimTemplates } from '../../../../src/core/prompt/fimTemplate.ts';
import type { PromptDraft } from '../../../../src/core/prompt/prompt.ts';

const gate = createOutboundGate({
  isTrusted: () => true,
  secrets: () => undefined,
  ignoreRules: { excludedBy: () => undefined },
});
const maxTokens = 2000;
const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => `const value${from + at} = ${from + at};\n`).join('');

const room = (tokens: number): PromptRoom => ({
  maxTokens: tokens,
  counter: { count: text => text.length / 4 },
});

const [linesAbove, linesBelow] = [lines(0, 1000), `\n${lines(1000, 300)}`];

function contextAt(typed: string) {
  const [prefix, suffix] = [linesAbove + typed, linesBelow];
  return explicitContext({ languageId: 'typescript', path: 'a.ts', prefix, suffix });
}

function sealed(draft: PromptDraft, budget = room(maxTokens)): FimText {
  const result = gate.seal(draft, { ...budget, isForEmbedded: false });
  if (result.kind !== 'sealed' || result.prompt.content.kind !== 'fim') throw new Error('refused');
  return fimTextOf(result.prompt.content);
}

/** What the prompt shows of the lines above the cursor's. */
function shownAbove(typed: string): string {
  const { prefix } = sealed(completionDraft(contextAt(typed), [], room(maxTokens)));
  return prefix.slice(0, prefix.lastIndexOf('\n') + 1);
}

function snippet(path: string, text: string, score: number): Snippet {
  const place = { startLine: 0, endLineExclusive: text.split('\n').length };
  return { kind: 'declaration', uri: path, path, ...place, text, score };
}

test('what stands above the cursor stays the same for many keys, and uses the budget', () => {
  const typed = 'const answer = computeEverything(first, second, third);'.repeat(4);
  const seen = Array.from(typed, (_, at) => shownAbove(typed.slice(0, at)));
  const changes = seen.filter((text, at) => at > 0 && text !== seen[at - 1]).length;
  expect(changes).toBeLessThanOrEqual(2);
  const shortest = Math.min(...seen.map(text => text.length));
  expect(shortest / 4).toBeGreaterThan(maxTokens * 0.5);
});

test.each(['prefix-suffix', 'suffix-prefix'])(
  'of the bytes before the cursor’s line nine tenths stay from key to key, with snippets: %s',
  order => {
    const template = fimTemplates.find(one => one.order === order)!;
    const typed = 'const answer = compute(first, second);\nreturn answer.of(third);\n'.repeat(2);
    const steady = new SteadyDraft();
    const seen = Array.from(typed, (_, at) => {
      // What is worth something changes with every word, as what is found does.
      const words = typed.slice(0, at).split(/\W+/).length;
      const snippets = [0, 1, 2, 3, 4].map(file =>
        snippet(`file${file}.ts`, lines(file * 100, 12), ((words + file * 3) % 5) / 5 + 0.2),
      );
      const draft = steady.draft(contextAt(typed.slice(0, at)), snippets, room(maxTokens));
      const text = sealed(draft);
      const line = text.prefix.slice(text.prefix.lastIndexOf('\n') + 1);
      const prompt = renderFimPrompt(template, text);
      const after = order === 'prefix-suffix' ? template.suffix : template.end;
      return { prompt, above: prompt.lastIndexOf(line + after) };
    });
    let [above, same] = [0, 0];
    seen.slice(1).forEach((now, at) => {
      const before = seen[at]!.prompt;
      let shared = 0;
      while (shared < now.above && before[shared] === now.prompt[shared]) shared++;
      above += now.above;
      same += shared;
    });
    expect(same / above).toBeGreaterThan(0.9);
  },
);

test('the same inputs give the same bytes', () => {
  const text = fc
    .array(fc.constantFrom('one\n', 'two ', '  three(', '\n', ')', 'é'), { maxLength: 40 })
    .map(pieces => pieces.join(''));
  const found = fc.array(
    fc.tuple(
      fc.constantFrom('b.ts', 'c.ts', 'd.ts'),
      text,
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(
      text,
      text,
      found,
      fc.integer({ min: 20, max: 200 }),
      (prefix, suffix, snippets, tokens) => {
        const context = explicitContext({ languageId: 'typescript', path: 'a.ts', prefix, suffix });
        const bytes = () =>
          renderFimPrompt(
            fimTemplates[0]!,
            sealed(
              new SteadyDraft().draft(
                context,
                snippets.map(one => snippet(...one)),
                room(tokens),
              ),
              room(tokens),
            ),
          );
        expect(bytes()).toBe(bytes());
      },
    ),
    { numRuns: 30 },
  );
});
