import type { Corpus } from './corpus.ts';
import type { LocalContext } from './localContext.ts';
import type { FileSimilarity } from './similarity.ts';
import { lastLineEnd, separator, tokenKind } from './tokenIds.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Tokens on either side of a line that are looked at. */
const reach = 24;
/** Longer lines are cut where their ends are looked for. */
const maxLine = 60;

/** A cosine above these is a level higher. */
const levels = [0, 0.05, 0.1, 0.2, 0.35, 0.6];
export const likenessLevels = levels.length + 1;

/** Lines that are remembered, at most. */
const keptLines = 1 << 13;

/** The three levels in one number; each starts from -1. */
export const likeness = {
  above: (packed: number): number => (packed & 7) - 1,
  below: (packed: number): number => ((packed >> 3) & 7) - 1,
  next: (packed: number): number => (packed >> 6) - 1,
} as const;

/** The sides of the cursor's line, as bits. */
const above = 1;
const below = 2;

/**
 * Compares what stands around the cursor's line with what stands around other lines: which of many similar lines
 * is being written. The cosine of the names above, and of those below, each weighted by how rare it is in the project.
 * The lines themselves do not count: how alike those are is what matches tell.
 */
export class NearbyNames {
  /** What each token weighs: 0 for what is no name, below 0 where nobody has asked yet. */
  private weights = new Float32Array(0);
  /** On which sides of the cursor's line each token stands. */
  private sides = new Uint8Array(0);
  private marked: number[] = [];
  private corpusChanges = -1;
  /** The weights of all names above the cursor's line, and below it. */
  private aboveTotal = 0;
  private belowTotal = 0;
  /** Starts of lines that were compared, each where its last digits say, and what was found, packed. */
  private readonly starts = new Int32Array(keptLines);
  private readonly found = new Uint16Array(keptLines);
  /** The first tokens of the line below the cursor's. */
  private right: Int32Array = new Int32Array(0);

  constructor(
    private readonly corpus: Corpus,
    private readonly vocabulary: Vocabulary,
    private readonly similarity: FileSimilarity,
  ) {}

  /** From now on lines are compared with the cursor's. */
  compareWith(local: LocalContext): void {
    this.right = local.right;
    this.starts.fill(-1);
    this.makeRoom();
    for (const token of this.marked) this.sides[token] = 0;
    this.marked = [];
    const { tokens, beforeLength } = local;
    this.aboveTotal = this.mark(above, tokens, startOfLine(tokens, beforeLength) - 1, -1);
    this.belowTotal = this.mark(below, tokens, beforeLength + 1, 1);
  }

  private makeRoom(): void {
    const { corpus, vocabulary } = this;
    if (this.weights.length < vocabulary.size) {
      this.weights = new Float32Array(Math.ceil(vocabulary.size * 1.2)).fill(-1);
      this.sides = new Uint8Array(this.weights.length);
      this.marked = [];
    } else if (corpus.changes !== this.corpusChanges) this.weights.fill(-1);
    this.corpusChanges = corpus.changes;
  }

  /** Of the line of another file that a position is in, or at the end of; as `likeness` reads it. */
  of(position: number): number {
    const start = startOfLine(this.corpus.tokens, position);
    const at = start % keptLines;
    if (this.starts[at] !== start) {
      this.starts[at] = start;
      this.found[at] = this.compare(start);
    }
    return this.found[at]!;
  }

  private compare(start: number): number {
    const { tokens } = this.corpus;
    let end = start + 1;
    while (end < tokens.length && tokens[end]! > lastLineEnd && end - start < maxLine) end++;
    const levelAbove = this.compareSide(above, this.aboveTotal, start - 1, -1);
    const levelBelow = this.compareSide(below, this.belowTotal, end, 1);
    return (levelAbove + 1) | ((levelBelow + 1) << 3) | ((this.equalAt(end) + 1) << 6);
  }

  private equalAt(end: number): number {
    const { right } = this;
    const { tokens } = this.corpus;
    if (right.length === 0) return -1;
    let equal = 0;
    while (equal < right.length && tokens[end + equal] === right[equal]) equal++;
    return equal;
  }

  /** Marks the names on one side of the cursor's line, and adds up what they weigh. */
  private mark(side: number, tokens: Int32Array, from: number, step: 1 | -1): number {
    let total = 0;
    for (let at = from, left = reach; left > 0; at += step, left--) {
      const token = tokens[at] ?? separator;
      if (token === separator) break;
      const weight = this.weightOf(token);
      if (weight === 0) continue;
      this.sides[token]! |= side;
      this.marked.push(token);
      total += weight;
    }
    return total;
  }

  private compareSide(side: number, total: number, from: number, step: 1 | -1): number {
    if (total === 0) return -1;
    const { sides, weights } = this;
    const { tokens } = this.corpus;
    let common = 0;
    let theirs = 0;
    for (let at = from, left = reach; left > 0; at += step, left--) {
      const token = tokens[at]!;
      if (token === separator) break;
      let weight = weights[token]!;
      if (weight < 0) weight = this.weightOf(token);
      theirs += weight;
      if ((sides[token]! & side) !== 0) common += weight;
    }
    return levelOf(common === 0 ? 0 : common / Math.sqrt(total * theirs));
  }

  /** How rare a name is in the project; 0 for what is none. */
  private weightOf(token: number): number {
    let weight = this.weights[token]!;
    if (weight < 0) {
      const isName = this.vocabulary.kinds[token] === tokenKind.identifier;
      weight = isName ? this.similarity.rarityOf(this.corpus.documentFrequency[token] ?? 0) : 0;
      this.weights[token] = weight;
    }
    return weight;
  }
}

function levelOf(cosine: number): number {
  let level = 0;
  while (level < levels.length && cosine > levels[level]!) level++;
  return level;
}

/** Where the line starts that `position` is in, or at the end of. */
function startOfLine(tokens: Int32Array, position: number): number {
  let start = position - 1;
  while (start > 0 && tokens[start]! > lastLineEnd && position - start < maxLine) start--;
  return start;
}
