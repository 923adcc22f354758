import { pathToFileURL } from 'node:url';
import { fuseRankings, type RankedLines } from '../core/context/fuseRankings.ts';
import { linesOf } from '../core/context/openTexts.ts';
import { isAboutTests, questionTerms } from '../core/context/question/questionTerms.ts';
import { termsOf } from '../core/context/terms.ts';
import type { CodeIndex } from '../core/index/codeIndex.ts';
import { searchNames } from '../core/index/nameSearch.ts';
import type { IndexedDefinition } from '../core/index/segment.ts';
import type { DeclaredLines } from './workspaceIndex.ts';

/** What is asked in words. */
export interface QuestionQuery {
  readonly question: string;
  /** Questions before it in the conversation, newest last. */
  readonly earlier: readonly string[];
  readonly limit: number;
  /** How long to wait at most for a reading that has not come through all files yet, in milliseconds. */
  readonly patienceMs: number;
}

/** Each source hands out so many. */
const mostOfEach = 60;
/** Names say what code is about, words around them what it does: both count alike. */
const weights = { words: 1, names: 1 } as const;
/** A find is shown with all of the function around it, up to this length. */
const mostLines = 60;
/** Of a longer definition its beginning. */
const headLines = 16;

/** Finds code for a question: words of chunks and names of definitions, fused. */
export function searchForQuestion(
  index: CodeIndex,
  { question, earlier, limit }: QuestionQuery,
  textOf: (filePath: string) => string | undefined,
  used: Readonly<Record<keyof typeof weights, number>> = weights,
): DeclaredLines[] {
  const terms = questionTerms(question, earlier);
  const weightOf = usefulness(isAboutTests(question), new Set(terms.map(({ term }) => term)));
  const words = index.search(terms, { limit: mostOfEach, weightOf });
  const names = searchNames(index.segments, terms, mostOfEach).map(hit => ({
    ...hit,
    score: hit.score * weightOf(hit.path),
  }));
  const definitions = new Map<string, readonly IndexedDefinition[]>();
  const grown = (hit: RankedLines) => wholeOf(hit, definitionsFor(hit.path));
  const fused = fuseRankings([
    { weight: used.words, lines: words.map(grown) },
    { weight: used.names, lines: names.sort((a, b) => b.score - a.score).map(grown) },
  ]);
  return fused
    .filter(({ score }) => score > 0)
    .slice(0, limit)
    .flatMap(({ path: filePath, startLine, endLineExclusive, score }) => {
      const file = index.factsOf(filePath);
      const text = file && textOf(filePath);
      if (!file || text === undefined) return [];
      const lines = linesOf(text, startLine, endLineExclusive);
      const outer = definitionsFor(filePath).find(
        found =>
          isType(found) &&
          found.startLine < startLine &&
          found.endLineExclusive >= endLineExclusive,
      );
      return [
        {
          uri: pathToFileURL(filePath).toString(),
          path: file.path,
          ...{ startLine, endLineExclusive, text: lines, score },
          ...(outer && {
            within: {
              startLine: outer.startLine,
              text: linesOf(text, outer.startLine, outer.startLine + 1).replace(/\n$/, ''),
            },
          }),
        },
      ];
    });

  function definitionsFor(path: string): readonly IndexedDefinition[] {
    const before = definitions.get(path) ?? index.definitionsOf(path);
    definitions.set(path, before);
    return before;
  }
}

/** A find with the rest of the smallest definition that it lies in; of one that is too long its beginning. */
function wholeOf(hit: RankedLines, definitions: readonly IndexedDefinition[]): RankedLines {
  const { path, startLine, endLineExclusive } = hit;
  if (endLineExclusive - startLine > mostLines) {
    return { path, startLine, endLineExclusive: startLine + headLines };
  }
  let whole = hit;
  let smallest = mostLines + 1;
  for (const found of definitions) {
    // Comments above it belong to it.
    const holds = found.startLine < endLineExclusive && found.endLineExclusive >= endLineExclusive;
    const from = Math.min(found.startLine, startLine);
    const length = found.endLineExclusive - from;
    if (!holds || found.startLine > startLine + headLines || length >= smallest) continue;
    if (length < endLineExclusive - startLine) continue;
    smallest = length;
    whole = { path, startLine: from, endLineExclusive: found.endLineExclusive };
  }
  return whole;
}

function isType({ kind }: IndexedDefinition): boolean {
  return kind !== 'variable' && kind !== 'field';
}

const prose = /\.(?:mdx?|txt|rst|adoc)$/i;
const data = /\.(?:jsonc?|ya?ml|toml|xml|csv|svg|html|lock)$/i;
const tests =
  /(?:^|[\\/._-])(?:tests?|specs?|__tests__|fixtures?|mocks?|benches|examples?)(?:[\\/._-]|$)/i;

/** What a file loses whose path has none of the question's words; half of it where it has one. */
const unnamed = 0.3;

/** How much a file's chunks count: code first; tests only where they are asked about. */
function usefulness(
  isAskedForTests: boolean,
  terms: ReadonlySet<string>,
): (path: string) => number {
  const known = new Map<string, number>();
  const judge = (path: string) => {
    const byKind = prose.test(path) ? 0.6 : data.test(path) ? 0.3 : 1;
    const words = new Set(termsOf(path.split(/[\\/]/).slice(-2).join(' ')));
    const named = [...words].filter(word => terms.has(word)).length;
    const byName = 1 - unnamed / (1 + named);
    return (isAskedForTests || !tests.test(path) ? byKind : byKind * 0.6) * byName;
  };
  return path => {
    const weight = known.get(path) ?? judge(path);
    known.set(path, weight);
    return weight;
  };
}
