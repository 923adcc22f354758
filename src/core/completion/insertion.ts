/** What the editor is told to insert: VS Code wants the replaced range to end at the line's end for several lines. */
export interface Insertion {
  readonly text: string;
  /** Characters after the cursor, on its line, that the text replaces and repeats at its end. */
  readonly replacedAfter: number;
}

/**
 * Turns a completion into one insertion at the cursor. The document after it is the same in both forms:
 * text, then what stood after the cursor.
 */
export function insertionOf(text: string, lineSuffix: string): Insertion {
  if (lineSuffix === '' || !text.includes('\n')) return { text, replacedAfter: 0 };
  return { text: text + lineSuffix, replacedAfter: lineSuffix.length };
}
