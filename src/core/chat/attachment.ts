/**
 * A piece of code that goes with a question, or what is told about one, as it was when the question was asked.
 * The text is kept with the turn, so that follow-up questions see what the first answer was about.
 */
export interface Attachment {
  /** `diagnostic`: the problems that are reported for these lines; `diff`: what was changed in the file. */
  readonly kind: 'selection' | 'file' | 'diagnostic' | 'diff';
  /** The document's URI as a string. */
  readonly uri: string;
  /** Relative to its workspace folder, with `/`; what ignore rules match and the model sees. */
  readonly path: string;
  readonly languageId: string;
  /** 0-based first line and the line after the last; of a `diff`, of its own text. */
  readonly startLine: number;
  readonly endLineExclusive: number;
  readonly text: string;
}

/** The same place in the same document, whatever the text in it. */
export function isSamePlace(a: Attachment, b: Attachment): boolean {
  return (
    a.uri === b.uri &&
    a.kind === b.kind &&
    (isOfWholeFile(a) || (a.startLine === b.startLine && a.endLineExclusive === b.endLineExclusive))
  );
}

/** There is one such attachment of a file, whatever its lines. */
export function isOfWholeFile({ kind }: Attachment): boolean {
  return kind === 'file' || kind === 'diff';
}

/** The lines themselves, not something about them. */
export function showsCode({ kind }: Attachment): boolean {
  return kind === 'file' || kind === 'selection';
}

/** The short name on a chip: `order.ts` for a file, `order.ts:28-31` for lines of it, `order.ts: changes`. */
export function attachmentLabel(attachment: Attachment): string {
  const name = attachment.path.slice(attachment.path.lastIndexOf('/') + 1);
  switch (attachment.kind) {
    case 'file':
      return name;
    case 'selection':
      return `${name}:${lineSpan(attachment)}`;
    case 'diagnostic':
      return `${name}: problems`;
    case 'diff':
      return `${name}: changes`;
  }
}

/** What an attachment is, with its whole path: `src/order.ts, lines 28-31`. */
export function attachmentDetail(attachment: Attachment): string {
  const { kind, path } = attachment;
  switch (kind) {
    case 'file':
      return path;
    case 'selection':
      return `${path}, lines ${lineSpan(attachment)}`;
    case 'diagnostic':
      return `${path}, problems reported in lines ${lineSpan(attachment)}`;
    case 'diff':
      return `${path}, changes since the last commit`;
  }
}

/** Lines as people count them: `28`, or `28-31`. */
export function lineSpan(attachment: Pick<Attachment, 'startLine' | 'endLineExclusive'>): string {
  const first = attachment.startLine + 1;
  const last = Math.max(first, attachment.endLineExclusive);
  return first === last ? `${first}` : `${first}-${last}`;
}
