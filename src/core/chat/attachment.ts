/**
 * A piece of code that goes with a question, as it was when the question was asked.
 * The text is kept with the turn, so that follow-up questions see what the first answer was about.
 */
export interface Attachment {
  readonly kind: 'selection' | 'file';
  /** The document's URI as a string. */
  readonly uri: string;
  /** Relative to its workspace folder, with `/`; what ignore rules match and the model sees. */
  readonly path: string;
  readonly languageId: string;
  /** 0-based first line and the line after the last. */
  readonly startLine: number;
  readonly endLineExclusive: number;
  readonly text: string;
}

/** The same place in the same document, whatever the text in it. */
export function isSamePlace(a: Attachment, b: Attachment): boolean {
  return (
    a.uri === b.uri &&
    a.kind === b.kind &&
    (a.kind === 'file' ||
      (a.startLine === b.startLine && a.endLineExclusive === b.endLineExclusive))
  );
}

/** The short name on a chip: `order.ts` for a file, `order.ts:28-31` for lines of it. */
export function attachmentLabel(attachment: Attachment): string {
  const name = attachment.path.slice(attachment.path.lastIndexOf('/') + 1);
  return attachment.kind === 'file' ? name : `${name}:${lineSpan(attachment)}`;
}

/** Lines as people count them: `28`, or `28-31`. */
export function lineSpan(attachment: Pick<Attachment, 'startLine' | 'endLineExclusive'>): string {
  const first = attachment.startLine + 1;
  const last = Math.max(first, attachment.endLineExclusive);
  return first === last ? `${first}` : `${first}-${last}`;
}
