import { explainReason, type NothingReason } from '../completion/reason.ts';

/** Why there is no next edit: reasons of inline completion where they fit, and its own. Closed, with a sentence each. */
export type NextEditReason = SharedReason | OwnReason;

type SharedReason = Extract<
  NothingReason,
  | 'snoozed'
  | 'fileOff'
  | 'aiDisabled'
  | 'untrusted'
  | 'excluded'
  | 'tooLarge'
  | 'hugeFile'
  | 'binary'
  | 'readOnly'
  | 'selection'
  | 'severalCursors'
  | 'composing'
  | 'afterUndo'
  | 'afterProgram'
  | 'afterPaste'
  | 'backOff'
  | 'chatFirst'
  | 'minuteLimit'
  | 'dayLimit'
  | 'superseded'
  | 'failed'
  | 'empty'
  | 'prose'
>;

type OwnReason =
  | 'off'
  | 'noModel'
  | 'unsuited'
  | 'tooLong'
  | 'noHistory'
  | 'noRegion'
  | 'marks'
  | 'pausing'
  | 'noEdit'
  | 'whitespaceOnly'
  | 'reversal'
  | 'tooMuch'
  | 'cut'
  | 'placeholder'
  | 'loop'
  | 'unbalanced'
  | 'contradicted'
  | 'dismissed'
  | 'ghostText';

const sentences: Readonly<Record<OwnReason, string>> = {
  off: 'Next edit is turned off (inkling.nextEdit.enabled).',
  noModel: 'No model serves edits, so none can predict the next one.',
  unsuited: 'The model does not suit next edit.',
  tooLong: 'The file is too long for next edit.',
  noHistory: 'Nothing has been edited yet that the next edit could follow from.',
  noRegion: 'The line at the cursor is too long to be rewritten.',
  marks: 'The code around the cursor holds marks that the model needs for itself.',
  pausing: 'You dismissed several predicted edits in a row, so Inkling pauses.',
  noEdit: 'The model expects no further edit here.',
  whitespaceOnly: 'The model would only have moved white space.',
  reversal: 'The model would have taken back what you have just edited.',
  tooMuch: 'The model would have changed more than one edit does.',
  cut: 'The answer of the model was cut off.',
  placeholder: 'The model left code out instead of writing it.',
  loop: 'The model repeated the same lines over and over.',
  unbalanced: 'The predicted edit would leave a bracket without its partner.',
  contradicted: 'You wrote something else in the meantime.',
  dismissed: 'You dismissed this edit before.',
  ghostText: 'A suggestion is shown at the same place.',
};

/** The sentence for a reason. */
export function explainNextEdit(reason: NextEditReason): string {
  return isOwn(reason) ? sentences[reason] : explainReason(reason);
}

function isOwn(reason: NextEditReason): reason is OwnReason {
  return reason in sentences;
}
