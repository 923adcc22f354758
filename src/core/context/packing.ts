import type { TokenCounter } from '../prompt/tokenCounter.ts';
import { type LineRun, runsOf } from '../text/lineRuns.ts';
import type { RankedSnippet } from './rankSnippets.ts';
import { skeletonOf } from './skeleton.ts';
import type { Snippet } from './snippet.ts';

/** What was chosen of one file: whole lines, in the file's order. */
export interface PackedFile {
  readonly uri: string;
  readonly path: string;
  /** The kind of the snippet that was worth most. */
  readonly kind: Snippet['kind'];
  readonly runs: readonly LineRun[];
  readonly text: string;
  readonly value: number;
  readonly tokens: number;
}

/** Why a snippet is not in the prompt. */
export type LeftOutReason =
  /** The text around the cursor shows it. */
  | 'ownFile'
  /** Better snippets have its lines. */
  | 'shown'
  /** It costs more tokens than were left for it. */
  | 'budget';

/** What became of a snippet. */
export interface Verdict {
  readonly ranked: RankedSnippet;
  /** Tokens that its lines cost beyond what was chosen before. */
  readonly tokens: number;
  readonly leftOut?: LeftOutReason;
  /** Only its skeleton is shown: heads without bodies. */
  readonly isSkeleton?: boolean;
}

export interface Packing {
  readonly files: readonly PackedFile[];
  readonly verdicts: readonly Verdict[];
  readonly tokens: number;
}

/** A first snippet of a file costs a line with its path in most prompts. */
const pathTokens = 6;
/** Less room than this is not worth a skeleton. */
const fewestTokens = 16;
/** A snippet most of whose lines are shown elsewhere adds nothing. */
const mostKnownLines = 0.8;

/** A snippet that waits for its turn, with the head of its type. */
interface Waiting {
  readonly ranked: RankedSnippet;
  readonly lines: readonly Line[];
}

interface Line {
  readonly number: number;
  readonly text: string;
}

interface Chosen {
  readonly snippet: Snippet;
  readonly lines: Map<number, string>;
  value: number;
  best: number;
  kind: Snippet['kind'];
}

/**
 * Chooses snippets so that their value together is as high as `maxTokens` allow: always the one next that is worth
 * most for a token. What does not fit whole is taken as its skeleton. Lines that were chosen already cost nothing,
 * and copies of them are left out. Equal worth goes by the given order, so that one input gives one packing.
 */
export function packSnippets(
  ranked: readonly RankedSnippet[],
  maxTokens: number,
  counter: TokenCounter,
): Packing {
  const files = new Map<string, Chosen>();
  const shown = new Set<string>();
  const verdicts: Verdict[] = [];
  const known = new Map<string, number>();
  const tokensOf = (text: string): number => {
    const counted = known.get(text) ?? counter.count(`${text}\n`);
    known.set(text, counted);
    return counted;
  };
  let left = maxTokens;
  for (const waiting of byDensity(ranked.map(waitingOf))) {
    const whole = tryToTake(waiting.ranked, waiting.lines);
    const isCode = waiting.ranked.snippet.kind !== 'declaration';
    const isTooLong = whole.leftOut === 'budget' && isCode && left >= fewestTokens;
    const skeleton = isTooLong ? skeletonLines(waiting.lines) : [];
    const shorter = skeleton.length > 0 ? tryToTake(waiting.ranked, skeleton) : whole;
    verdicts.push(shorter.leftOut || shorter === whole ? whole : { ...shorter, isSkeleton: true });
  }
  const packed = [...files.values()].map(chosen => packedFile(chosen, tokensOf));
  return { files: packed, verdicts, tokens: maxTokens - left };

  function tryToTake(one: RankedSnippet, lines: readonly Line[]): Verdict {
    const file = files.get(one.snippet.uri);
    const fresh = lines.filter(({ number }) => !file?.lines.has(number));
    if (isKnown(fresh, shown)) return { ranked: one, tokens: 0, leftOut: 'shown' };
    const tokens = costOf(fresh, left, tokensOf);
    if (tokens === undefined) return { ranked: one, tokens: 0, leftOut: 'budget' };
    take(one, fresh);
    left -= tokens;
    return { ranked: one, tokens };
  }

  function take({ snippet, value }: RankedSnippet, lines: readonly Line[]): void {
    const fresh = { snippet, lines: new Map(), value: 0, best: 0, kind: snippet.kind };
    const file: Chosen = files.get(snippet.uri) ?? fresh;
    files.set(snippet.uri, file);
    for (const { number, text } of lines) {
      file.lines.set(number, text);
      if (isSignificant(text)) shown.add(text.trim());
    }
    file.value += value;
    if (value > file.best) {
      file.best = value;
      file.kind = snippet.kind;
    }
  }
}

function waitingOf(ranked: RankedSnippet): Waiting {
  const { within, startLine, text } = ranked.snippet;
  const outer = within ? linesFrom(within.startLine, within.text) : [];
  return { ranked, lines: [...outer, ...linesFrom(startLine, text)] };
}

function linesFrom(startLine: number, text: string): Line[] {
  const texts = text.replace(/\n$/, '').split('\n');
  return texts.map((line, index) => ({ number: startLine + index, text: line }));
}

function skeletonLines(lines: readonly Line[]): readonly Line[] {
  return skeletonOf(lines.map(({ text }) => text))?.flatMap(index => lines[index] ?? []) ?? [];
}

/** Code has about so many characters to a token: enough to say in which order snippets are looked at. */
const charactersPerToken = 4;

/** A stable sort by worth for a token, so that equal ones keep the order of their ranking. */
function byDensity(waiting: Waiting[]): Waiting[] {
  const density = new Map(
    waiting.map(one => {
      const own = one.lines.filter(({ number }) => isOwn(one.ranked.snippet, number));
      const characters = own.reduce((sum, { text }) => sum + text.length + 1, 0);
      return [one, one.ranked.value / (characters / charactersPerToken + pathTokens)];
    }),
  );
  return waiting.sort((one, other) => (density.get(other) ?? 0) - (density.get(one) ?? 0));
}

/** What some lines cost; counting ends where it is more than there is left. */
function costOf(
  lines: readonly Line[],
  left: number,
  tokensOf: (text: string) => number,
): number | undefined {
  let tokens = 0;
  for (const { text } of lines) {
    if (tokens > left) return undefined;
    tokens += tokensOf(text);
  }
  return tokens > left ? undefined : tokens;
}

/** The head of its type is shared by many members, so that it counts for none. */
function isOwn({ startLine, endLineExclusive }: Snippet, line: number): boolean {
  return line >= startLine && line < endLineExclusive;
}

function isKnown(lines: readonly Line[], shown: ReadonlySet<string>): boolean {
  const significant = lines.map(({ text }) => text).filter(isSignificant);
  if (significant.length === 0) return true;
  const known = significant.filter(text => shown.has(text.trim())).length;
  return known / significant.length > mostKnownLines;
}

/** Brackets alone stand in every file. */
function isSignificant(text: string): boolean {
  return text.trim().length > 3;
}

function packedFile(
  { snippet, lines, value, kind }: Chosen,
  tokensOf: (text: string) => number,
): PackedFile {
  const numbers = [...lines.keys()].sort((one, other) => one - other);
  const texts = numbers.map(number => lines.get(number) ?? '');
  return {
    uri: snippet.uri,
    path: snippet.path,
    kind,
    runs: runsOf(numbers),
    text: texts.map(text => `${text}\n`).join(''),
    value,
    tokens: texts.reduce((sum, text) => sum + tokensOf(text), 0),
  };
}
