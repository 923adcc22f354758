import type { Breathe } from '../core/index/steps.ts';

/** How a folder is read into an index. */
export interface IndexFolderOptions {
  readonly maxFiles: number;
  readonly signal?: AbortSignal;
  /** Awaited between files, so that the thread can answer in the meantime. */
  readonly breathe?: Breathe;
  readonly onProgress?: (progress: IndexProgress) => void;
}

/** How far the reading of a folder is: first the words of all files, then their symbols. */
export interface IndexProgress {
  readonly phase: 'words' | 'symbols';
  readonly done: number;
  readonly total: number;
}
