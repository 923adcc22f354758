import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attachmentLabel } from '../../../../src/core/chat/attachment.ts';
import { changeTexts } from '../../../../src/core/chat/changeTexts.ts';
import { mentionsIn } from '../../../../src/core/chat/mentions.ts';
import { problemList, type ReportedProblem } from '../../../../src/core/chat/problemList.ts';
import { createOutboundGate } from '../../../../src/core/outbound/gate.ts';
import { draftChat } from '../../../../src/core/prompt/chatPrompt.ts';
import { withoutAttached } from '../../../../src/core/prompt/foundParts.ts';
import { attachment, characterCounter as counter, turn } from '../../../support/chat.ts';

describe('what a question names', () => {
  const cases: [question: string, named: string][] = [
    ['Review #changes', 'changes'],
    ['#problems, please', 'problems'],
    ['(#changes)\nand #problems.', 'changes problems'],
    ['What are changes and problems?', ''],
    ['see page#changes', ''],
    ['#changes-of-mine #changesets', ''],
    ['Why `#changes`?', ''],
    ['```\n#problems\n```', ''],
    ['```\n#problems', ''],
  ];
  test.each(cases)('%s', (question, named) => {
    const { changes, problems } = mentionsIn(question);
    expect([changes && 'changes', problems && 'problems'].filter(Boolean).join(' ')).toBe(named);
  });
});

describe('problems as text', () => {
  const at = (
    line: number,
    severity: ReportedProblem['severity'],
    source = '',
  ): ReportedProblem => ({
    ...{ line, severity, source },
    message: `m${line}`,
  });

  test('errors first, then by line, each with its source', () => {
    expect(problemList([at(4, 'warning', 'eslint'), at(9, 'error', 'ts'), at(2, 'error')])).toBe(
      'Line 3: error: m2\nLine 10: error: m9 (ts)\nLine 5: warning: m4 (eslint)',
    );
    expect(problemList([])).toBeUndefined();
  });

  test('of many the worst, and how many more there are; whatever their order', () => {
    const many = Array.from({ length: 30 }, (_, line) => at(line, line < 25 ? 'warning' : 'error'));
    fc.assert(
      fc.property(fc.shuffledSubarray(many, { minLength: 30 }), shuffled => {
        const lines = problemList(shuffled)?.split('\n') ?? [];
        expect(lines).toHaveLength(21);
        expect(lines[0]).toBe('Line 26: error: m25');
        expect(lines.at(-1)).toBe('And 10 more.');
      }),
    );
  });
});

describe('changes as text', () => {
  const change = (path: string, line: string) =>
    `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1 +1 @@\n+${line}\n`;

  test('a text for each file, what is staged before what is not', () => {
    const staged = change('b.ts', 'one') + change('a.ts', 'two');
    const texts = changeTexts([staged, change('b.ts', 'three')]);
    expect(texts.map(({ path, text }) => [path, text.match(/^\+\w+$/gm)])).toEqual([
      ['a.ts', ['+two']],
      ['b.ts', ['+one', '+three']],
    ]);
    expect(changeTexts(['', ''])).toEqual([]);
  });

  test('of a moved file it is known from where, also when it was changed again', () => {
    const moved =
      'diff --git a/.env b/b.ts\nsimilarity index 90%\nrename from .env\nrename to b.ts\n@@ -1 +1 @@\n-KEY\n';
    expect(changeTexts([moved, change('b.ts', 'three')])).toMatchObject([
      { path: 'b.ts', from: '.env' },
    ]);
  });

  test('a long one ends at a line and says so', () => {
    const [long] = changeTexts([change('a.ts', 'x'.repeat(99).concat('\n+').repeat(500))]);
    expect(long!.text.length).toBeLessThan(12_100);
    expect(long!.text.split('\n').slice(-2)).toEqual([
      `+${'x'.repeat(99)}`,
      '[More changes of this file are left out.]',
    ]);
  });
});

describe('in the prompt', () => {
  const code = attachment('order.ts', 'let a = 1;\nlet b = 2;');
  const problems = { ...code, kind: 'diagnostic' as const, text: 'Line 1: error: no' };
  const changes = { ...code, kind: 'diff' as const, text: '+let b = 2;' };
  const secret = { ...changes, path: 'secret/key.ts', uri: 'file:///shop/secret/key.ts' };
  const gate = createOutboundGate({
    isTrusted: () => true,
    secrets: () => undefined,
    ignoreRules: { excludedBy: (_uri, path) => (path.startsWith('secret/') ? 'rule' : undefined) },
  });

  test('they stand under what they are, and what may not leave does not', () => {
    const { draft } = draftChat(
      [],
      turn('Why?', '', [code, problems, changes, secret]),
      9000,
      counter,
    );
    const sealed = gate.seal(draft, { maxTokens: 9000, counter });
    if (sealed.kind === 'refused' || sealed.prompt.content.kind !== 'chat') throw new Error('no');
    const last = sealed.prompt.content.messages.at(-1)?.parts.map(({ text }) => text);
    expect(last).toEqual([
      '=== order.ts ===\nlet a = 1;\nlet b = 2;\n\n',
      '=== order.ts, problems reported in lines 1-2 ===\nLine 1: error: no\n\n',
      '=== order.ts, changes since the last commit ===\n+let b = 2;\n\n',
      '=== Question ===\nWhy?',
    ]);
    expect(sealed.prompt.dropped.map(({ source }) => source)).toMatchObject([{ kind: 'diff' }]);
  });

  test('they show no code: what was found there still goes along', () => {
    const found = { ...code, kind: 'found' as const, score: 1 };
    expect(withoutAttached(found, [problems, changes])).toEqual([found]);
    expect(withoutAttached(found, [code])).toEqual([]);
  });

  test('their chips say what they are', () => {
    expect([code, problems, changes].map(attachmentLabel)).toEqual([
      'order.ts',
      'order.ts: problems',
      'order.ts: changes',
    ]);
  });
});
