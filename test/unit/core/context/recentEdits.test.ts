import { describe, expect, test } from 'vitest';
import { RecentEdits, shownLines } from '../../../../src/core/context/recentEdits.ts';

/** `a 3-4>2`: in document a, lines 3 to 4 became 2 lines. The answer is `a 3-5`, half-open, latest first. */
function listAfter(...changes: string[]): string[] {
  const edits = new RecentEdits();
  for (const change of changes) {
    const [, uri = '', start, end, lines] = /(\w) (\d+)-(\d+)>(\d+)/.exec(change) ?? [];
    edits.record(uri, { startLine: Number(start), endLine: Number(end), newLines: Number(lines) });
  }
  return edits.list().map(edit => `${edit.uri} ${edit.startLine}-${edit.endLineExclusive}`);
}

describe('recent edits', () => {
  test('are listed latest first', () =>
    expect(listAfter('a 3-3>1', 'b 7-7>1')).toEqual(['b 7-8', 'a 3-4']));

  test('near ones become one', () => expect(listAfter('a 3-3>1', 'a 5-5>1')).toEqual(['a 3-6']));

  test('move with lines that are inserted above', () =>
    expect(listAfter('a 50-50>1', 'a 2-2>11')).toEqual(['a 2-13', 'a 60-61']));

  test('move with lines that are deleted above', () =>
    expect(listAfter('a 50-50>1', 'a 2-12>1')).toEqual(['a 2-3', 'a 40-41']));

  test('grow with lines that are typed in them', () =>
    expect(listAfter('a 3-3>5', 'a 5-5>2')).toEqual(['a 3-9']));

  test('only the last eight stay', () =>
    expect(
      listAfter(...Array.from({ length: 12 }, (_, n) => `a ${n * 20}-${n * 20}>1`)),
    ).toHaveLength(8));
});

test('of an edit a few lines around it are shown, inside the document', () => {
  const edit = { uri: 'a', startLine: 1, endLineExclusive: 2 };
  expect(shownLines(edit, 100)).toMatchObject({ startLine: 0, endLineExclusive: 5 });
  expect(shownLines(edit, 3)).toMatchObject({ startLine: 0, endLineExclusive: 3 });
  expect(shownLines({ ...edit, startLine: 50, endLineExclusive: 90 }, 20)).toMatchObject({
    startLine: 20,
    endLineExclusive: 20,
  });
});
