import { countLineBreaks } from '../text/lines.ts';

/**
 * The text around the cursor, as a plain value.
 * `prefix + suffix` is the document, or a window of it in a huge file; line ends are the document's own.
 */
export interface CursorContext {
  /** The document's identity: its URI as a string. */
  readonly uri: string;
  /** Path shown to the model and matched by ignore rules: relative to its workspace folder, with `/`. */
  readonly path: string;
  readonly languageId: string;
  /** The document's version counter when this was taken. */
  readonly version: number;
  readonly prefix: string;
  readonly suffix: string;
  readonly eol: '\n' | '\r\n';
  /** One step of indentation: a tab or n spaces. */
  readonly indentUnit: string;
  /** 0-based line of the document in which `prefix` begins; absent when it begins the document. */
  readonly firstLine?: number;
}

/** The part of the cursor's line before the cursor. */
export function linePrefix(context: Pick<CursorContext, 'prefix'>): string {
  return context.prefix.slice(context.prefix.lastIndexOf('\n') + 1);
}

/** The part of the cursor's line after the cursor, without its line end. */
export function lineSuffix(context: Pick<CursorContext, 'suffix'>): string {
  const end = context.suffix.search(/\r?\n/);
  return end === -1 ? context.suffix : context.suffix.slice(0, end);
}

/** Counted once: the file may be long, and every part of the prompt asks. */
const cursorLines = new WeakMap<CursorContext, number>();

/** The line of the document that the cursor stands in, from 0. */
export function cursorLine(context: CursorContext): number {
  let line = cursorLines.get(context);
  if (line === undefined) {
    line = (context.firstLine ?? 0) + countLineBreaks(context.prefix);
    cursorLines.set(context, line);
  }
  return line;
}
