import type { GuardKind } from './guards.ts';
import type { ApproximateHunk } from './roughHunks.ts';

/** What became of a whole reply. */
export interface AppliedReply {
  readonly status: 'applied' | 'partial' | 'refused';
  /** Texts that changed, by path; null for a file that goes. */
  readonly files: ReadonlyMap<string, string | null>;
  /** New paths of the files that only go because they are moved. */
  readonly moves: ReadonlyMap<string, string>;
  /** The hunks that were not applied, by their place in the reply. */
  readonly failed: readonly FailedHunk[];
  /** Set where nothing was applied: one sentence for the user. */
  readonly reason?: string;
  /** Set where only this guard kept a new text from being applied; who has seen why may want it all the same. */
  readonly guard?: GuardKind;
  /** 1 where every hunk matched byte for byte; the least sure hunk counts. */
  readonly confidence: number;
  /** Hunks that fit only roughly where they were applied. */
  readonly approximate: readonly ApproximateHunk[];
  readonly warnings: readonly string[];
}

/** A hunk that was not applied; its lines are known where the reply quotes any. */
export interface FailedHunk {
  readonly index: number;
  readonly reason: string;
  /** The file, or what the reply calls it where there is none. */
  readonly path?: string;
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

export interface ApplyOptions {
  /** The user asked for less text: a file may lose most of its lines. */
  readonly mayShrink?: boolean;
  /** The file is a part of one: its lines alone do not tell whether that has tabs or blanks. */
  readonly isExcerpt?: boolean;
  /** The user knows what the guards found, and wants the change all the same. */
  readonly isForced?: boolean;
  /**
   * What paths mean, by their clean form, where that was looked up. A reply that names several is not about the
   * only file there is.
   */
  readonly paths?: ReadonlyMap<string, PathMeaning>;
}

/** One of the files, or why nothing may be changed there. */
export type PathMeaning = { readonly file: string } | { readonly refused: string };

/** A reply of which nothing was applied. */
export function refusal(reason: string, warnings: readonly string[]): AppliedReply {
  return {
    ...{ status: 'refused', files: new Map(), moves: new Map(), failed: [], reason },
    ...{ confidence: 0, approximate: [], warnings },
  };
}
