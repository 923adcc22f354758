import { pathToFileURL } from 'node:url';
import { linesOf } from '../core/context/openTexts.ts';
import { usageLines } from '../core/context/usageLines.ts';
import type { CodeIndex } from '../core/index/codeIndex.ts';
import { nearestFirst } from './nearestFirst.ts';
import type { SimilarLines } from './relatedLines.ts';

/** Which name's usages, outside which file; a path on disk. */
export interface UsageQuery {
  readonly name: string;
  readonly filePath: string;
  readonly limit: number;
}

/** A name that stands in more chunks than this is none that somebody asks about. */
const mostChunks = 2000;
/** So many files are read, those nearest to the asking one first. */
const mostFiles = 40;
const mostInFile = 3;

/** Places that use a name, by the words of the index: for languages whose own extension tells none. */
export function searchUsages(
  index: CodeIndex,
  { name, filePath, limit }: UsageQuery,
  textOf: (filePath: string) => string | undefined,
): SimilarLines[] {
  const files = index
    .pathsWith(name.toLowerCase(), mostChunks)
    .filter(path => path !== filePath)
    .map(path => ({ filePath: path, path: withSlashes(path) }));
  const found: SimilarLines[] = [];
  for (const { filePath: path } of nearestFirst(files, withSlashes(filePath)).slice(0, mostFiles)) {
    if (found.length >= limit) break;
    const file = index.factsOf(path);
    const text = file && textOf(path);
    if (!file || text === undefined) continue;
    const uri = pathToFileURL(path).toString();
    for (const lines of usageLines(text.split('\n'), name, mostInFile)) {
      const { startLine, endLineExclusive } = lines;
      const used = linesOf(text, startLine, endLineExclusive);
      found.push({ uri, path: file.path, ...lines, text: used, score: 1 });
    }
  }
  return found.slice(0, limit);
}

function withSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
