import type { CandidateLine } from './beam.ts';
import type { Choice } from './distribution.ts';
import type { LocalContext } from './localContext.ts';
import { likeness } from './nearbyNames.ts';
import type { LineStart } from './nextLines.ts';
import { lastLineEnd, separator, tokenKind } from './tokenIds.ts';
import type { VotingScene } from './votes/votingScene.ts';

/** What one guess has in common for all of its candidates. */
export interface GuessFacts {
  /** Probability that the line is already complete. */
  readonly lineIsComplete: number;
  /** Lines of the document, by the hash of their tokens, with how often they occur. */
  readonly linesSeen: ReadonlyMap<number, number>;
  /** Hashes of the lines around the cursor's. */
  readonly previousLine: number;
  readonly nextLine: number;
  /** Those lines without white space; empty where there are none. */
  readonly lineAbove: string;
  readonly lineBelow: string;
  /** Tokens of the cursor's line before the cursor, and their text. */
  readonly lineTokens: number;
  readonly typed: string;
}

export function guessFacts(scene: VotingScene, lineIsComplete: number): GuessFacts {
  const { local, context, contextLength } = scene;
  let lineTokens = 0;
  while (context[contextLength - 1 - lineTokens]! > lastLineEnd) lineTokens++;
  const { tokens, before, below } = local;
  const above = previousStart(local, lineTokens);
  return {
    lineIsComplete,
    linesSeen: hashLines(tokens, local.length),
    previousLine: hashOf(before, above),
    nextLine: hashOf(tokens, below),
    lineAbove: textOf(scene, before, above),
    lineBelow: textOf(scene, tokens, below),
    lineTokens,
    typed: textOf(scene, context.subarray(0, contextLength), contextLength - lineTokens),
  };
}

/** A line from one of its tokens on, without white space. */
function textOf({ vocabulary }: VotingScene, tokens: Int32Array, from: number): string {
  let text = '';
  for (let at = from; at < tokens.length && tokens[at]! > lastLineEnd; at++) {
    text += vocabulary.text(tokens[at]!);
  }
  return text;
}

/** How well a line stands between those around it by the alphabet, from -2 to 2; those that begin otherwise do not count. */
function orderOf({ lineAbove, lineBelow }: GuessFacts, line: string): number {
  const start = /^\W*\w*/.exec(line)![0];
  const isAfter = lineAbove.startsWith(start) ? (line > lineAbove ? 1 : -1) : 0;
  const isBefore = lineBelow.startsWith(start) ? (line < lineBelow ? 1 : -1) : 0;
  return isAfter + isBefore;
}

function previousStart({ before, beforeLength }: LocalContext, lineTokens: number): number {
  let start = beforeLength - 1 - lineTokens;
  while (start > 0 && before[start - 1]! > lastLineEnd) start--;
  return start;
}

function hashOf(tokens: Int32Array, start: number): number {
  let value = 0;
  for (let i = start; i < tokens.length && tokens[i]! > lastLineEnd; i++) {
    value = nextHash(value, tokens[i]!);
  }
  return value;
}

function hashLines(tokens: Int32Array, length: number): Map<number, number> {
  const seen = new Map<number, number>();
  let value = 0;
  for (let i = 0; i < length; i++) {
    const token = tokens[i]!;
    if (token > lastLineEnd) value = nextHash(value, token);
    else {
      if (value !== 0) seen.set(value, (seen.get(value) ?? 0) + 1);
      value = 0;
    }
  }
  return seen;
}

const nextHash = (value: number, token: number): number =>
  (Math.imul(value ^ token, 0x9e3779b1) ^ (value >>> 13)) | 0;

/** As good as all. */
const manyFiles = 50;

const openers = '([{';
const closers = ')]}';

/**
 * What distinguishes a line that will be written from one that only looks probable, as numbers
 * in a fixed order (the ranker's trees refer to it by index).
 */
export function candidateFeatures(
  scene: VotingScene,
  facts: GuessFacts,
  lines: readonly CandidateLine[],
  rank: number,
  below: readonly number[],
): number[] {
  const line = lines[rank]!;
  const { vocabulary, local } = scene;
  const words = line.steps.slice(0, -1);
  const end = line.steps[line.steps.length - 1]!;
  const first = line.steps[0]!;
  const matches = line.steps.map(step => step.choice.longestMatch);
  const probabilities = line.steps.map(step => step.choice.probability);
  const lineKind = local.before[local.beforeLength - 1 - facts.lineTokens]!;
  const nextKind = local.right[0] ?? -1;
  const rival = lines[rank === 0 ? 1 : 0]?.logProbability ?? -12;
  let brackets = 0;
  let unknown = 0;
  let literals = 0;
  let names = 0;
  let recent = 0;
  /** Of the names that the document does not have, how many files have the rarest. */
  let fewestFiles = manyFiles;
  const cursorLine = local.cursorLine;
  let length = -local.partial.length;
  let hash = 0;
  for (let i = facts.lineTokens; i > 0; i--) {
    const token = local.before[local.beforeLength - i]!;
    hash = nextHash(hash, token);
    brackets += bracketStep(vocabulary.text(token));
  }
  for (const { choice } of words) {
    const text = vocabulary.text(choice.token);
    const kind = vocabulary.kinds[choice.token]!;
    hash = nextHash(hash, choice.token);
    brackets += bracketStep(text);
    length += text.length;
    if (kind === tokenKind.number || text === '"' || text === "'") literals++;
    const isKnown =
      (local.exact.lastBefore[choice.token] ?? 0) !== 0 ||
      (local.exact.firstAfter[choice.token] ?? 0) !== 0;
    if (kind === tokenKind.identifier) {
      names++;
      if (!isKnown) {
        unknown++;
        fewestFiles = Math.min(fewestFiles, scene.corpus.documentFrequency[choice.token] ?? 0);
      }
      const last = local.exact.lastBefore[choice.token] ?? 0;
      if (last !== 0 && cursorLine - local.lineOf[last - 1]! <= 10) recent++;
    }
  }
  const around = line.steps.map(({ choice }) => likenessAround(scene, choice));
  const lastTyped = local.before[local.beforeLength - 1]!;
  const lastWord = words[words.length - 1]?.choice.token ?? separator;
  return [
    line.logProbability,
    words.length,
    line.logProbability / line.steps.length,
    Math.min(...probabilities),
    first.choice.probability,
    first.choice.probability - first.runnerUp,
    Math.log1p(first.choice.votes),
    mean(line.steps.map(step => step.choice.localWeight)),
    Math.min(...matches),
    mean(matches),
    end.choice.longestMatch,
    end.choice.probability,
    nextKind === -1 ? -1 : (line.end.lineEnds[nextKind] ?? 0) / end.choice.probability,
    line.logProbability - rival,
    rank,
    facts.linesSeen.get(hash) ?? 0,
    facts.lineTokens,
    local.partial.length,
    vocabulary.kinds[first.choice.token]!,
    vocabulary.kinds[lastWord]!,
    endClass(vocabulary.text(lastWord)),
    brackets,
    unknown,
    literals,
    length,
    lineKind,
    nextKind,
    lines.length,
    facts.lineIsComplete,
    Math.max(...line.steps.map(step => step.runnerUp)),
    share(lines, line),
    below[rank]!,
    below[rank]! - Math.max(...below.filter((_, other) => other !== rank), -8),
    mean(line.steps.map(step => step.choice.exactWeight)),
    Math.min(...line.steps.map(step => step.choice.exactWeight)),
    Math.min(...line.steps.map(step => step.choice.votes)),
    first.choice.heaviestKind,
    end.choice.heaviestKind,
    Math.max(...line.steps.map(step => likenessOf(scene, step.choice.heaviestSlot))),
    hash === facts.previousLine ? 1 : 0,
    hash === facts.nextLine ? 1 : 0,
    vocabulary.kinds[lastTyped]!,
    endClass(vocabulary.text(lastTyped)),
    Math.log(1 + scene.corpus.fileCount),
    Math.log(local.length),
    mean(probabilities),
    names === 0 ? 0 : literals / words.length,
    names,
    recent,
    mean(around.map(likeness.above)),
    mean(around.map(likeness.below)),
    Math.max(...around.map(likeness.next)),
    fewestFiles,
    orderOf(facts, facts.typed + words.map(({ choice }) => vocabulary.text(choice.token)).join('')),
  ];
}

/** The same for a line after the cursor's: what is known of how it starts. */
export function nextLineFeatures(
  features: readonly number[],
  start: LineStart,
  scene: VotingScene,
): number[] {
  const { depth, depthBelow } = scene.local;
  return [...features, start.probability, start.kind, depth - depthBelow, depthBelow];
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** How alike the file of a vote is; the open document is most alike. */
const likenessOf = (scene: VotingScene, slot: number): number =>
  slot === -1 ? 1 : scene.similarity.of(slot);

/** How alike what stands around the line of a token's heaviest vote is, where that is in another file. */
const likenessAround = ({ nearbyNames }: VotingScene, choice: Choice): number =>
  choice.heaviestSlot === -1 ? 0 : nearbyNames.of(choice.heaviestPosition);

function bracketStep(text: string): number {
  if (text.length !== 1) return 0;
  return openers.includes(text) ? 1 : closers.includes(text) ? -1 : 0;
}

/** How lines end: most languages have few ways, and a line that ends otherwise is rarely complete. */
function endClass(text: string): number {
  return text.length === 1 ? ';{},(:)[].'.indexOf(text) + 1 : 0;
}

/** The candidate's part of what all candidates weigh together. */
function share(lines: readonly CandidateLine[], line: CandidateLine): number {
  const total = lines.reduce((sum, each) => sum + Math.exp(each.logProbability), 0);
  return Math.exp(line.logProbability) / total;
}
