import type { Outcome } from './completion.ts';
import type { Question } from './question.ts';

/** An entry of the suggest widget, selected at a version of a document. */
export interface WidgetEntry {
  /** The document itself: an unnamed one that is closed leaves its address to the next. */
  readonly document: object;
  readonly version: number;
  readonly text: string;
}

/**
 * Tells the entries that the suggest widget puts forward by itself from those that the user moves to:
 * VS Code says only which one is selected.
 */
export class WidgetEntries {
  private first: WidgetEntry | undefined;
  private hasMoved = false;

  /** This entry is selected now; whether the user has moved through the entries since the last change. */
  selected(entry: WidgetEntry): boolean {
    const { first } = this;
    const isSame = first?.document === entry.document && first.version === entry.version;
    this.hasMoved = isSame && (this.hasMoved || first.text !== entry.text);
    if (!isSame) this.first = entry;
    return this.hasMoved;
  }
}

/**
 * Whether a model is asked what follows the selected entry, when `plain`, the answer without it, goes elsewhere.
 * Who types along a suggestion does not mean the entry that the widget happens to put forward.
 */
export function isEntryMeant(
  { trigger, model }: Pick<Question, 'trigger' | 'model'>,
  plain: Outcome,
  hasMoved: boolean,
): boolean {
  if (plain.kind === 'nothing') return plain.reason !== 'superseded';
  const isFree = model?.info.origin === 'embedded';
  return trigger === 'explicit' || hasMoved || isFree || plain.completion.origin === 'asked';
}
