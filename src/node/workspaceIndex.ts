import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { kinship } from '../core/context/kinship.ts';
import { type IndexHit, LexicalIndex, queryAround } from '../core/context/lexicalIndex.ts';
import { linesOf } from '../core/context/openTexts.ts';
import { relatedDeclarations } from '../core/context/related/relatedDeclarations.ts';
import type { Snippet } from '../core/context/snippet.ts';
import { ignoreFileNames } from '../core/outbound/ignoreFiles.ts';
import { secretFileRule } from '../core/outbound/secretFiles.ts';
import { RelatedCode } from './relatedCode.ts';
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

/** Heads of declarations, with the head of the type that each is a member of. */
export interface DeclaredLines extends SimilarLines {
  readonly within?: { readonly startLine: number; readonly text: string };
}

/** What the files have to say about a place. */
export interface RelatedLines {
  readonly similar: readonly SimilarLines[];
  readonly declared: readonly DeclaredLines[];
}

export const nothingRelated: RelatedLines = { similar: [], declared: [] };

/** More than the largest prompts have room for. */
const mostDeclared = 120;

/** The files of workspace folders, searchable by similarity. Texts stay on disk; the index has only their terms. */
export class WorkspaceIndex {
  private readonly index = new LexicalIndex();
  private readonly files = new Map<string, WorkspaceFile>();
  private readonly code = new RelatedCode(this.index);

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
    this.code.set(file.filePath, text);
    this.files.set(file.filePath, file);
    this.index.setFile(file.filePath, text);
  }

  removeFile(filePath: string): void {
    this.code.remove(filePath);
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
  similar(query: SimilarQuery): readonly SimilarLines[] {
    return this.withTexts(this.similarHits(query), new Map());
  }

  /** What resembles the place, and declarations in other files that are likely to be named there, best first. */
  related(query: SimilarQuery): RelatedLines {
    const texts = new Map<string, string | undefined>();
    const similar = this.withTexts(this.similarHits(query), texts);
    const place = { ...query, path: query.filePath };
    const declared = relatedDeclarations(place, similar, this.code).slice(0, mostDeclared);
    const lines = new Map<string, readonly string[]>();
    return {
      similar,
      declared: declared.flatMap(found => {
        const { path, declarations } = found.file;
        const { line, headEnd, owner } = found.declaration;
        const file = this.files.get(path);
        const text = file && this.textOf(path, texts);
        if (!file || text === undefined) return [];
        const all = lines.get(path) ?? text.split('\n');
        lines.set(path, all);
        const outer = declarations.find(({ name, isType }) => isType && name === owner);
        return [
          {
            uri: pathToFileURL(path).toString(),
            path: file.path,
            startLine: line,
            endLineExclusive: headEnd,
            text: all.slice(line, headEnd).join('\n'),
            score: found.score,
            ...(outer ? { within: { startLine: outer.line, text: all[outer.line] ?? '' } } : {}),
          },
        ];
      }),
    };
  }

  private similarHits({ prefix, suffix, limit, filePath }: SimilarQuery): readonly IndexHit[] {
    const weightOf = (path: string) => kinship(filePath, path);
    const options = { limit, exceptPath: filePath, weightOf };
    return this.index.search(queryAround(prefix, suffix), options);
  }

  private withTexts(
    hits: readonly IndexHit[],
    texts: Map<string, string | undefined>,
  ): readonly SimilarLines[] {
    return hits.flatMap(hit => {
      const file = this.files.get(hit.path);
      const text = this.textOf(hit.path, texts);
      if (!file || text === undefined) return [];
      const { startLine, endLineExclusive, score } = hit;
      const lines = linesOf(text, startLine, endLineExclusive);
      const uri = pathToFileURL(hit.path).toString();
      return [{ uri, path: file.path, startLine, endLineExclusive, text: lines, score }];
    });
  }

  private textOf(path: string, texts: Map<string, string | undefined>): string | undefined {
    if (!texts.has(path)) texts.set(path, readText(path));
    return texts.get(path);
  }
}

function readText(filePath: string): string | undefined {
  try {
    return readFileSync(filePath, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return undefined;
  }
}
