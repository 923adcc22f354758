import { fuseRankings } from '../core/context/fuseRankings.ts';
import { isAboutTests, questionTerms } from '../core/context/question/questionTerms.ts';
import { termsOf } from '../core/context/terms.ts';
import type { CodeIndex } from '../core/index/codeIndex.ts';
import { searchNames } from '../core/index/nameSearch.ts';
import type { DeclaredLines } from './relatedLines.ts';
import { ShownLines } from './shownLines.ts';

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
  const shown = new ShownLines(index, textOf);
  const fused = fuseRankings([
    { weight: used.words, lines: words.map(hit => shown.whole(hit)) },
    {
      weight: used.names,
      lines: names.sort((a, b) => b.score - a.score).map(hit => shown.whole(hit)),
    },
  ]);
  return shown.withTexts(fused.filter(({ score }) => score > 0).slice(0, limit));
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
