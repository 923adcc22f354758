import type { PastEdit } from '../../../../src/core/nextEdit/editHistory.ts';
import { EditHistory } from '../../../../src/core/nextEdit/editHistory.ts';
import type { PredictedEdit, Prediction } from '../../../../src/core/nextEdit/prediction.ts';
import { OffsetRange } from '../../../../src/core/text/offsetRange.ts';
import { minimalEdit } from '../../../../src/core/text/textEdit.ts';

/** A text with a prediction in it: `⟨was→text⟩` is a predicted piece, `«name»` the name that it follows from. */
export function pictured(picture: string): {
  readonly text: string;
  readonly prediction: Prediction;
} {
  const edits: PredictedEdit[] = [];
  let cause: OffsetRange | undefined;
  let text = '';
  for (const [piece, was, put, name] of picture.matchAll(/⟨([^→]*)→([^⟩]*)⟩|«([^»]*)»|[^⟨«]+/g)) {
    const old = was ?? name ?? piece;
    const range = OffsetRange.ofLength(text.length, old.length);
    if (put !== undefined) edits.push({ range, was: old, text: put });
    if (name !== undefined) cause = range;
    text += old;
  }
  return { text, prediction: { uri: 'a.ts', version: 1, edits, ...(cause && { cause }) } };
}

/** The picture of a prediction. */
export function pictureOfEdits(text: string, edits: readonly PredictedEdit[]): string {
  let picture = '';
  let at = 0;
  for (const { range, was, text: put } of edits) {
    picture += `${text.slice(at, range.start)}⟨${was}→${put}⟩`;
    at = range.endExclusive;
  }
  return picture + text.slice(at);
}

/** The one change that makes a text another. */
export function changeBetween(before: string, after: string) {
  const edit = minimalEdit(before, after);
  if (!edit) return [];
  return [{ rangeOffset: edit.range.start, rangeLength: edit.range.length, text: edit.text }];
}

/** What a history holds after a document went through these texts. */
export function historyOf(...texts: readonly string[]): readonly PastEdit[] {
  const history = new EditHistory();
  const [first = '', ...others] = texts;
  history.know('a.ts', 'a.ts', first);
  let before = first;
  for (const text of others) {
    history.record('a.ts', changeBetween(before, text));
    before = text;
  }
  return history.list();
}
