import type { ContentChange } from '../text/contentChange.ts';

/** The text around a cursor: a whole document, or a part of a huge one. Offsets are UTF-16. */
export interface TextWindow {
  /** The document's version counter when this was read. */
  readonly version: number;
  /** Of the cursor, in the document. */
  readonly offset: number;
  /** 0-based line of the document in which `prefix` begins. */
  readonly firstLine: number;
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * The window after typing, with the cursor at `offset`, made from the one before: reading thousands of lines is most of
 * what a key costs. Undefined where the change was elsewhere, took text away, or is not the one right after the window.
 */
export function windowAfter(
  window: TextWindow,
  { rangeOffset, rangeLength, text }: ContentChange,
  { offset, version }: { readonly offset: number; readonly version: number },
): TextWindow | undefined {
  const typed = offset - window.offset;
  const isNext = version === window.version + 1;
  if (!isNext || rangeOffset !== window.offset || rangeLength !== 0) return undefined;
  if (typed < 0 || typed > text.length) return undefined;
  return {
    version,
    offset,
    firstLine: window.firstLine,
    prefix: window.prefix + text.slice(0, typed),
    suffix: text.slice(typed) + window.suffix,
  };
}
