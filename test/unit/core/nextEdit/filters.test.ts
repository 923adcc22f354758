import { describe, expect, test } from 'vitest';
import { objectionTo } from '../../../../src/core/nextEdit/filters.ts';
import { predictedEdits } from '../../../../src/core/nextEdit/predictedEdits.ts';
import { splitLines } from '../../../../src/core/text/lines.ts';
import { historyOf } from './pictures.ts';

/** What is said against an answer for a whole text, which went through these texts. */
function objection(answer: string, ...texts: readonly string[]): string | undefined {
  const text = texts.at(-1)!;
  const whole = splitLines(text);
  const lines = answer.split('\n');
  const region = { start: 0, endExclusive: whole.lines.length };
  return objectionTo({
    ...{ uri: 'a.ts', path: 'a.ts', text, old: whole.lines, answer: lines },
    edits: predictedEdits(text, whole, region, lines, 0),
    history: historyOf(...texts),
  });
}

const before = 'let total = 0;\nadd(total);\nlog(total);\n';
const after = 'let sum = 0;\nadd(total);\nlog(total);\n';

describe('a prediction', () => {
  test('that carries an edit on is shown', () => {
    expect(objection('let sum = 0;\nadd(sum);\nlog(sum);', before, after)).toBeUndefined();
    expect(
      objection('let sum = 0;\nadd(total);\nmore();\nlog(total);', before, after),
    ).toBeUndefined();
    expect(objection('let sum = 0;\nlog(total);', before, after)).toBeUndefined();
  });

  test('that changes nothing, or only white space, is not', () => {
    expect(objection(after.trimEnd(), before, after)).toBe('noEdit');
    expect(objection('let sum = 0;\n  add(total);\nlog(total);', before, after)).toBe(
      'whitespaceOnly',
    );
    expect(objection('let sum = 0;\n\nadd(total);\nlog(total);', before, after)).toBe(
      'whitespaceOnly',
    );
  });

  test('that takes the last edit back is not', () => {
    expect(objection(before.trimEnd(), before, after)).toBe('reversal');
    const partly = 'let sum = 0;\nadd(sum);\nlog(total);\n';
    expect(objection('let sum = 0;\nadd(total);\nlog(sum);', before, after, partly)).toBe(
      'reversal',
    );
    // A line that was deleted comes back; one that was added goes.
    const shorter = 'let total = 0;\nlog(total);\n';
    expect(objection(before.trimEnd(), before, shorter)).toBe('reversal');
    const longer = `${before}done(total);\n`;
    expect(objection(before.trimEnd(), before, longer)).not.toBeUndefined();
    const inside = before.replace('log', 'done();\nlog');
    expect(objection(before.trimEnd(), before, inside)).toBe('reversal');
  });

  test('that was cut off is not', () => {
    expect(objection('let sum = 0;\nadd(total);', before, after)).toBe('cut');
    expect(objection('let sum = 0;\nadd(to', before, after)).toBe('cut');
  });

  test('that leaves code out, repeats itself or does too much is not', () => {
    expect(objection('let sum = 0;\n// ... existing code ...\nlog(sum);', before, after)).toBe(
      'placeholder',
    );
    const loop = Array.from({ length: 20 }, () => 'add(sum);').join('\n');
    expect(objection(`let sum = 0;\n${loop}\nlog(sum);`, before, after)).toBe('loop');
    const much = Array.from({ length: 30 }, (_, at) => `add${at}(sum);`).join('\n');
    expect(objection(`let sum = 0;\n${much}\nlog(sum);`, before, after)).toBe('tooMuch');
    const long = Array.from({ length: 10 }, (_, at) => `line${at}(sum);\n`).join('');
    expect(objection('let sum = 0;\nline9(sum);', `${before}${long}`, `${after}${long}`)).toBe(
      'tooMuch',
    );
  });

  test('that breaks brackets is not, and one that closes an open one is', () => {
    expect(objection('let sum = 0;\nadd(sum;\nlog(sum);', before, after)).toBe('unbalanced');
    const open = after.replace('let sum = 0;', 'let sum = max(0;');
    expect(objection('let sum = max(0);\nadd(total);\nlog(total);', before, open)).toBeUndefined();
  });
});
