import { readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kinship } from '../core/context/kinship.ts';
import { LexicalIndex, queryAround } from '../core/context/lexicalIndex.ts';
import { linesOf } from '../core/context/openTexts.ts';
import type { Snippet } from '../core/context/snippet.ts';
import { ignoreFileNames } from '../core/outbound/ignoreFiles.ts';
import { secretFileRule } from '../core/outbound/secretFiles.ts';
import {
  isSourcePath,
  listWorkspaceFiles,
  readSourceText,
  type WorkspaceFile,
} from './workspaceFiles.ts';

/** What is generated is no example, and what may not be sent need not be found. */
export const indexIgnores: readonly string[] = ['.gitignore', ...ignoreFileNames];

export interface IndexFolderOptions {
  readonly maxFiles: number;
  readonly signal?: AbortSignal;
  /** Called between files, so that the thread can answer in the meantime. */
  readonly breathe?: () => Promise<void>;
}

/** The place that similar code is looked for. */
export interface SimilarQuery {
  readonly prefix: string;
  readonly suffix: string;
  readonly filePath: string;
  readonly limit: number;
}

/** A found stretch of lines with its file on disk; the adapter makes a snippet of it. */
export interface SimilarLines
  extends Pick<Snippet, 'path' | 'startLine' | 'endLineExclusive' | 'text' | 'score'> {
  readonly uri: string;
}

/** The files of workspace folders, searchable by similarity. Texts stay on disk; the index has only their terms. */
export class WorkspaceIndex {
  private readonly index = new LexicalIndex();
  private readonly files = new Map<string, WorkspaceFile>();

  get fileCount(): number {
    return this.index.fileCount;
  }

  get byteSize(): number {
    return this.index.byteSize;
  }

  /** Indexes all source files of a folder. Resolves to the characters read. */
  async indexFolder(root: string, options: IndexFolderOptions): Promise<number> {
    const { maxFiles, signal } = options;
    const accepts = (path: string) => secretFileRule(path) === undefined;
    const found = await listWorkspaceFiles(root, {
      maxFiles,
      ignoreFileNames: indexIgnores,
      accepts,
    });
    let characters = 0;
    for (const file of found) {
      if (signal?.aborted) break;
      const text = await readSourceText(file);
      if (text !== undefined) this.setFile(file, text);
      characters += text?.length ?? 0;
      await options.breathe?.();
    }
    return characters;
  }

  /** Reads a file anew after it changed on disk; one that is gone, or no source, is forgotten. */
  async refresh(file: WorkspaceFile): Promise<void> {
    const isWanted = isSourcePath(file.path) && secretFileRule(file.path) === undefined;
    const text = isWanted ? await readSourceText(file) : undefined;
    if (text === undefined) this.removeFile(file.filePath);
    else this.setFile(file, text);
  }

  setFile(file: WorkspaceFile, text: string): void {
    this.files.set(file.filePath, file);
    this.index.setFile(file.filePath, text);
  }

  removeFile(filePath: string): void {
    this.files.delete(filePath);
    this.index.removeFile(filePath);
  }

  /** Forgets all files below a folder. */
  removeFolder(root: string): void {
    for (const filePath of [...this.files.keys()]) {
      if (filePath.startsWith(join(root, sep))) this.removeFile(filePath);
    }
  }

  /** Lines of other files that resemble what stands around the cursor, best first. */
  async similar(query: SimilarQuery): Promise<readonly SimilarLines[]> {
    const terms = queryAround(query.prefix, query.suffix);
    const { limit, filePath: exceptPath } = query;
    const weightOf = (path: string) => kinship(exceptPath, path);
    const hits = this.index.search(terms, { limit, exceptPath, weightOf });
    const texts = new Map<string, Promise<string | undefined>>();
    for (const { path } of hits) if (!texts.has(path)) texts.set(path, textOf(path));
    const found = await Promise.all(
      hits.map(async hit => {
        const file = this.files.get(hit.path);
        const text = await texts.get(hit.path);
        if (!file || text === undefined) return [];
        const { startLine, endLineExclusive, score } = hit;
        const lines = linesOf(text, startLine, endLineExclusive);
        const uri = pathToFileURL(hit.path).toString();
        return [{ uri, path: file.path, startLine, endLineExclusive, text: lines, score }];
      }),
    );
    return found.flat();
  }
}

async function textOf(filePath: string): Promise<string | undefined> {
  return readFile(filePath, 'utf8').then(
    text => text.replace(/^\uFEFF/, ''),
    () => undefined,
  );
}
