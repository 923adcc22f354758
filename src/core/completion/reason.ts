/** Why there is nothing to show. Closed, so that every reason has a sentence for the user. */
export type NothingReason =
  | 'disabled'
  | 'snoozed'
  | 'fileOff'
  | 'commentOff'
  | 'stringOff'
  | 'dismissed'
  | 'reversal'
  | 'pausing'
  | 'aiDisabled'
  | 'noModel'
  | 'untrusted'
  | 'excluded'
  | 'tooLarge'
  | 'hugeFile'
  | 'binary'
  | 'hugeLine'
  | 'statementEnd'
  | 'readOnly'
  | 'selection'
  | 'severalCursors'
  | 'composing'
  | 'midLine'
  | 'midWord'
  | 'afterDelete'
  | 'afterUndo'
  | 'afterPaste'
  | 'afterProgram'
  | 'backOff'
  | 'chatFirst'
  | 'minuteLimit'
  | 'dayLimit'
  | 'superseded'
  | 'failed'
  | 'unsure'
  | 'suggestWidget'
  | 'empty'
  | 'thinking'
  | 'prose'
  | 'repeatsAbove'
  | 'repeatsBelow'
  | 'unbalanced';

const sentences: Readonly<Record<NothingReason, string>> = {
  disabled: 'Inline completion is turned off (inkling.completion.enabled).',
  snoozed: 'Inline completion is snoozed.',
  fileOff: 'A pattern of inkling.completion.exclude turns suggestions off for this file.',
  commentOff: 'Suggestions in comments are turned off (inkling.completion.inComments).',
  stringOff: 'Suggestions in strings are turned off (inkling.completion.inStrings).',
  reversal: 'The suggestion would bring back what you have just removed.',
  dismissed: 'You dismissed this suggestion with Escape.',
  pausing:
    'You dismissed several suggestions in a row, so Inkling pauses; run Inkling: Suggest Now to go on.',
  aiDisabled: "VS Code's setting chat.disableAIFeatures turns automatic suggestions off.",
  noModel: 'No model serves inline completion.',
  untrusted: 'The workspace is not trusted, so nothing is sent.',
  excluded: 'An ignore rule keeps this file out of prompts.',
  tooLarge: 'What must be in the prompt is more than the model can take.',
  hugeFile: 'The file is very large; run Inkling: Suggest Now to ask anyway.',
  binary: 'The file is binary; Inkling completes text only.',
  hugeLine: 'The line is very long; run Inkling: Suggest Now to ask anyway.',
  statementEnd: 'The statement is finished; the model is asked again on the next line.',
  readOnly: 'The document cannot be edited.',
  selection: 'Text is selected.',
  severalCursors: 'There are several cursors.',
  composing: 'An input method is composing a word.',
  midLine: 'The cursor stands in the middle of a line.',
  midWord: 'The cursor stands in the middle of a word.',
  afterDelete: 'Text was just deleted.',
  afterUndo: 'An edit was just undone or redone.',
  afterPaste: 'Text was just pasted.',
  afterProgram: 'The document was just changed by a program.',
  backOff: 'The model failed a moment ago; Inkling waits before it asks again.',
  chatFirst: 'The local model is busy with a chat answer or an edit, which goes first.',
  minuteLimit:
    'Suggestions have used their requests of this minute (inkling.completion.requestsPerMinute).',
  dayLimit:
    'Suggestions have used what they may today (inkling.completion.tokensPerDay, costPerDay).',
  superseded: 'You typed on before there was an answer.',
  failed: 'The model could not answer.',
  unsure: 'The engine is not sure enough to suggest anything.',
  suggestWidget: 'The suggestion does not begin with the entry selected in the list.',
  empty: 'The model had nothing to add.',
  thinking: 'The model only thought and gave no code.',
  prose: 'The model answered with prose instead of code.',
  repeatsAbove: 'The suggestion only repeated the lines above.',
  repeatsBelow: 'The suggestion only repeated what follows the cursor.',
  unbalanced: 'The suggestion only closed brackets that are closed already.',
};

/** Answers after which asking again at the next key is not worth it. */
export const fruitless: ReadonlySet<NothingReason> = new Set([
  'empty',
  'thinking',
  'prose',
  'repeatsAbove',
  'repeatsBelow',
  'unbalanced',
]);

/** The sentence for a reason. */
export function explainReason(reason: NothingReason): string {
  return sentences[reason];
}
