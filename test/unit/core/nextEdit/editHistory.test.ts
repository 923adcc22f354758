import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween } from '../../../../src/core/nextEdit/changesBetween.ts';
import { EditHistory } from '../../../../src/core/nextEdit/editHistory.ts';
import { unifiedDiff } from '../../../../src/core/nextEdit/historyText.ts';
import { OffsetRange } from '../../../../src/core/text/offsetRange.ts';
import { applyEdits } from '../../../../src/core/text/textEdit.ts';
import { historyOf } from './pictures.ts';

const code = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n';

/** The diffs of a history, oldest first. */
function diffs(...texts: readonly string[]): string {
  return historyOf(...texts)
    .map(unifiedDiff)
    .join('\n');
}

function applyChanges(text: string, changes: ReturnType<typeof changesBetween>): string {
  const edits = changes.map(({ rangeOffset, rangeLength, text: put }) => ({
    range: OffsetRange.ofLength(rangeOffset, rangeLength),
    text: put,
  }));
  return applyEdits(text, edits);
}

describe('the edit history', () => {
  test('tells keys in a row as one edit', () => {
    const texts = ['n', 'ne', 'new'].map(word => code.replace('three', word));
    expect(diffs(code, code.replace('three', ''), ...texts)).toBe(
      '@@ -1,5 +1,5 @@\n one\n two\n-three\n+new\n four\n five',
    );
  });

  test('tells edits in different places one by one, each as it is now', () => {
    const first = code.replace('two\n', 'two\nhalf\n');
    expect(diffs(code, first, first.replace('seven', 'last'))).toBe(
      '@@ -1,5 +1,6 @@\n one\n two\n+half\n three\n four\n five\n' +
        '@@ -6,4 +6,4 @@\n five\n six\n-seven\n+last\n eight',
    );
  });

  test('forgets what was taken back, and what is no edit of a person', () => {
    expect(diffs(code, code.replace('six', 'x'), code)).toBe('');
    expect(diffs(code, `${'line\n'.repeat(70)}${code}`)).toBe('');
    const changed = code.replace('eight', 'last');
    expect(diffs(code, changed, `${'line\n'.repeat(70)}${changed}`)).toContain('@@ -76,3 +76,3 @@');
  });

  test('keeps line ends apart from lines', () => {
    const crlf = code.replaceAll('\n', '\r\n');
    expect(historyOf(crlf, crlf.replace('two', 'too'))[0]).toEqual({
      uri: 'a.ts',
      path: 'a.ts',
      startLine: 1,
      before: ['two'],
      after: ['too'],
      above: ['one'],
      below: ['three', 'four'],
    });
  });

  test('keeps the last eight edits, and those of documents that it knows', () => {
    const long = Array.from({ length: 60 }, (_, at) => `line ${at}\n`).join('');
    const texts = [long];
    for (let at = 0; at < 10; at++)
      texts.push(texts.at(-1)!.replace(`line ${at * 5}\n`, `new ${at}\n`));
    expect(historyOf(...texts).map(({ after }) => after[0])).toEqual(
      [2, 3, 4, 5, 6, 7, 8, 9].map(at => `new ${at}`),
    );
    const history = new EditHistory();
    history.record('b.ts', [{ rangeOffset: 0, rangeLength: 0, text: 'x' }]);
    expect(history.list()).toEqual([]);
  });

  test('makes up for what nobody listened to', () => {
    const now = code.replace('two', 'too').replace('seven\n', '');
    const history = new EditHistory();
    history.know('a', 'a', code);
    const changes = changesBetween(code, now);
    history.record('a', changes);
    expect(history.list().map(unifiedDiff)).toEqual([
      '@@ -5,4 +5,3 @@\n five\n six\n-seven\n eight',
      '@@ -1,4 +1,4 @@\n one\n-two\n+too\n three\n four',
    ]);
    expect(applyChanges(code, changes)).toBe(now);
    expect(changesBetween(code, code)).toEqual([]);
  });

  test('law: putting every edit back gives the text of before', () => {
    const step = fc.tuple(
      fc.nat(),
      fc.nat(6),
      fc.constantFrom('', 'x', '\n', 'new\n', ' = 1;\n', 'é'),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), steps => {
        const history = new EditHistory();
        history.know('a', 'a', code);
        let text = code;
        for (const [at, length, put] of steps) {
          const rangeOffset = at % (text.length + 1);
          const rangeLength = Math.min(length, text.length - rangeOffset);
          history.record('a', [{ rangeOffset, rangeLength, text: put }]);
          text = text.slice(0, rangeOffset) + put + text.slice(rangeOffset + rangeLength);
        }
        const lines = text.replace(/\n$/, '').split('\n');
        const edits = [...history.list()].sort((one, other) => other.startLine - one.startLine);
        for (const { startLine, before, after } of edits) {
          expect(lines.slice(startLine, startLine + after.length)).toEqual(after);
          lines.splice(startLine, after.length, ...before);
        }
        expect(lines.filter(line => line !== '')).toEqual(code.trimEnd().split('\n'));
      }),
    );
  });
});
