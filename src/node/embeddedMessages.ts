import type { CursorText, Explanation, Guess } from '../core/embedded/engine.ts';
import type { SourceText } from '../core/embedded/projectIndex.ts';
import type { MatchedLine } from './matchedLines.ts';
import type { SkipReason } from './workspaceFiles.ts';

/** What the extension host tells the worker of the embedded engine. */
export type ToWorker =
  | { readonly type: 'index'; readonly run: number; readonly options: IndexOptions }
  | { readonly type: 'update'; readonly source: SourceText }
  | { readonly type: 'remove'; readonly path: string }
  /** The file on disk counts (again), not what an editor had. */
  | { readonly type: 'readFile'; readonly path: string; readonly filePath: string }
  | { readonly type: 'focus'; readonly path: string }
  | { readonly type: 'guess'; readonly id: number; readonly cursor: CursorText }
  | { readonly type: 'match'; readonly id: number; readonly cursor: CursorText }
  | { readonly type: 'explain'; readonly id: number; readonly cursor: CursorText };

/** What the worker answers. */
export type FromWorker =
  | { readonly type: 'guessed'; readonly id: number; readonly guess: Guess }
  | { readonly type: 'matched'; readonly id: number; readonly lines: readonly MatchedLine[] }
  | { readonly type: 'explained'; readonly id: number; readonly explanation: Explanation }
  | { readonly type: 'progress'; readonly run: number; readonly progress: IndexProgress };

export interface IndexOptions {
  /** Folders on disk, each with the start of the paths of its files. */
  readonly roots: readonly { readonly folder: string; readonly prefix: string }[];
  /** Files near this path are learned first. */
  readonly near?: string;
  readonly maxFiles: number;
  /** Files are learned until this much memory is used. */
  readonly maxBytes?: number;
  /** Where what was learned is kept for the next start. */
  readonly storeFile?: string;
}

export interface IndexProgress {
  readonly learned: number;
  readonly total: number;
  readonly isDone: boolean;
  /** Files that are not learned, by reason. */
  readonly skipped?: Readonly<Partial<Record<Unlearned, number>>>;
}

/**
 * Why a file is not learned: `memory` is the cap, `many` the highest number of files, `slow` a disk that does not answer,
 * `encoding` text that is not UTF-8, `folder` a whole folder of the workspace that can not be read.
 */
export type Unlearned = SkipReason | 'memory' | 'many' | 'slow' | 'encoding' | 'folder';

/** Shared between the threads: slot `id % size` holds the id of a request that nobody wants any more. */
export const cancelSlots = 256;
