import type { LineChange } from '../diff/lineDiff.ts';
import type { FinalNewline } from '../text/lineEdit.ts';

/** The ways in which a model may write an edit. */
export type ReplyFormat = 'search_replace' | 'apply_patch' | 'unified_diff' | 'rewrite' | 'lazy';

/**
 * One change as the reply wrote it: these lines become those.
 * Where it belongs is not known yet; that is the matching ladder's business.
 */
export interface Hunk {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** What differs between the two: as the patch says, or as a diff of them finds. */
  readonly changes: readonly LineChange[];
  /** 0-based line where the reply believes `before` to start. Only ever breaks ties. */
  readonly lineHint?: number;
  /** Lines that stand somewhere above, outermost first (`@@ class Foo`). */
  readonly anchors: readonly string[];
  /** The change is said to be at the end of the file. */
  readonly isAtEnd: boolean;
  /** An insertion with no context at all, for which the format itself defines this 0-based line. */
  readonly insertAt?: number | 'end';
  readonly finalNewline: FinalNewline;
  /** Set where the reply itself is broken here: why it can't be used. */
  readonly problem?: string;
}

/** What a reply asks for one file. An undefined path is "the file we talk about". */
export type FileRequest =
  | { readonly kind: 'create'; readonly path: string; readonly lines: readonly string[] }
  | { readonly kind: 'delete'; readonly path: string | undefined; readonly hunks: readonly Hunk[] }
  | {
      readonly kind: 'update';
      readonly path: string | undefined;
      readonly moveTo?: string;
      /** In a patch the hunks stand in the file's order, which tells equal places apart. */
      readonly isOrdered: boolean;
      readonly hunks: readonly Hunk[];
    }
  | {
      readonly kind: 'rewrite';
      readonly path: string | undefined;
      readonly lines: readonly string[];
    }
  | {
      readonly kind: 'sketch';
      readonly path: string | undefined;
      readonly lines: readonly string[];
    };

/** A reply as far as it could be read; `problem` says why there is nothing to apply. */
export interface ParsedReply {
  readonly requests: readonly FileRequest[];
  readonly warnings: readonly string[];
  readonly problem?: string;
}

/** A reply that holds no edit, with the reason in a sentence for the user. */
export function noEdit(problem: string): ParsedReply {
  return { requests: [], warnings: [], problem };
}

/** What every parser gets: the reply's lines, and which paths exist. */
export interface ReplyInput {
  readonly lines: readonly string[];
  /** Names an existing file in the way the reply may write it. */
  readonly resolvePath: (written: string) => string | undefined;
  /** The text of the file that a path (or its absence) means; used to tell content from syntax. */
  readonly textOf: (path: string | undefined) => readonly string[];
}
