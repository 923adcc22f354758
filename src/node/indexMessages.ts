import type { RelatedLines, SimilarQuery } from './workspaceIndex.ts';

/** What the extension host tells the index worker. Folders and files are paths on disk. */
export type ToIndexWorker =
  | { readonly type: 'indexFolder'; readonly root: string; readonly maxFiles: number }
  | { readonly type: 'removeFolder'; readonly root: string }
  | { readonly type: 'refresh'; readonly filePath: string; readonly path: string }
  | { readonly type: 'related'; readonly id: number; readonly query: SimilarQuery };

/** What the index worker answers. */
export type FromIndexWorker =
  | { readonly type: 'indexed'; readonly root: string; readonly files: number; readonly ms: number }
  | { readonly type: 'related'; readonly id: number; readonly lines: RelatedLines };
