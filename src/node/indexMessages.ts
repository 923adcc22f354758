import type { EmbeddingAnswers, EmbeddingAsk } from './embeddingAsk.ts';
import type { IndexProgress } from './indexFolderOptions.ts';
import type { MappedLines, MapQuery } from './indexMapper.ts';
import type { QuestionQuery } from './questionSearch.ts';
import type { DeclaredLines, RelatedLines, SimilarLines, SimilarQuery } from './relatedLines.ts';
import type { UsageQuery } from './usageSearch.ts';

/** Where the worker finds what it needs; paths on disk. */
export interface IndexWorkerData {
  /** Tree-sitter and its grammars. */
  readonly grammarFolder: string;
  /** The worker's own script, which is also that of its second thread. */
  readonly scriptPath: string;
  /** The file that keeps the index between windows; without one it is read anew in each. */
  readonly storePath?: string;
  /** The file that keeps embeddings between windows. */
  readonly embeddingsPath?: string;
}

/**
 * Megabytes of the worker's heap. Left to itself V8 lets what has just been made grow to 100 MB, for not one per cent of
 * speed; and where a heap may have 1 or 2 GB it lets it grow fourfold before it collects, else by half.
 */
export const indexLimits = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 1000 };

/** What the extension host tells the index worker. Folders and files are paths on disk. */
export type ToIndexWorker =
  | { readonly type: 'indexFolder'; readonly root: string; readonly maxFiles: number }
  | { readonly type: 'removeFolder'; readonly root: string }
  /** A file or folder changed, came or went. */
  | { readonly type: 'refresh'; readonly filePath: string; readonly path: string }
  /** Somebody types: reading rests for so long. */
  | { readonly type: 'rest'; readonly ms: number }
  /** Reading ends where it is; what was read stays. */
  | { readonly type: 'stop' }
  | { readonly type: 'map'; readonly id: number; readonly query: MapQuery }
  | { readonly type: 'find'; readonly id: number; readonly query: QuestionQuery }
  | { readonly type: 'usages'; readonly id: number; readonly query: UsageQuery }
  | { readonly type: 'related'; readonly id: number; readonly query: SimilarQuery }
  | { readonly type: 'embeddings'; readonly id: number; readonly ask: EmbeddingAsk };

/** What the index worker answers. */
export type FromIndexWorker =
  | { readonly type: 'indexed'; readonly root: string; readonly files: number; readonly ms: number }
  /** Something went wrong; the index goes on. */
  | { readonly type: 'failed'; readonly reason: string }
  /** The answer to a query that went wrong. */
  | { readonly type: 'nothing'; readonly id: number; readonly lines?: undefined }
  | { readonly type: 'progress'; readonly progress: IndexProgress }
  | { readonly type: 'map'; readonly id: number; readonly lines: readonly MappedLines[] }
  | { readonly type: 'find'; readonly id: number; readonly lines: readonly DeclaredLines[] }
  | { readonly type: 'usages'; readonly id: number; readonly lines: readonly SimilarLines[] }
  | { readonly type: 'related'; readonly id: number; readonly lines: RelatedLines }
  | {
      readonly type: 'embeddings';
      readonly id: number;
      readonly lines: EmbeddingAnswers[EmbeddingAsk['kind']];
    };
