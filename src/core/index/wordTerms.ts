import { splitIdentifier } from '../context/terms.ts';
import { StringNumbers, stringOf } from './stringNumbers.ts';
import { hashStart, hashStep } from './stringTable.ts';

let lower = new Uint16Array(256);

/** The terms of words, as {@link splitIdentifier} has them, by number: each word is split once. */
export class WordTerms {
  private readonly words = new StringNumbers();
  /** The terms of word `w` are those from `first[w]` up to `first[w + 1]`. */
  readonly first: number[] = [0];
  readonly list: number[] = [];

  constructor(private readonly terms: StringNumbers) {}

  /** The number of a word: a stretch of units with its hash. */
  of(units: Uint16Array, start: number, end: number, hash: number): number {
    const word = this.words.ofUnits(units, start, end, hash);
    if (word + 1 === this.first.length) {
      this.split(units, start, end);
      this.first.push(this.list.length);
    }
    return word;
  }

  /** As the patterns of {@link splitIdentifier} do it, without making strings. */
  private split(units: Uint16Array, start: number, end: number): void {
    const length = end - start;
    if (length > lower.length) lower = new Uint16Array(2 * length);
    for (let at = 0; at < length; at++) {
      const unit = units[start + at]!;
      if (unit > 127) {
        const terms = splitIdentifier(stringOf(units, start, end));
        for (const term of terms) this.list.push(this.terms.of(term));
        return;
      }
      lower[at] = isUpper(unit) ? unit + 32 : unit;
    }
    this.add(0, length);
    for (let at = 0; at < length; ) {
      const partStart = at;
      while (at < length && isUpper(units[start + at]!)) at++;
      if (at < length && isLower(units[start + at]!)) {
        // The last of several capitals begins the word behind them.
        if (at - partStart > 1) at--;
        else while (at < length && isLower(units[start + at]!)) at++;
      }
      if (at === partStart) at++;
      else if (at - partStart < length) this.add(partStart, at);
    }
  }

  private add(start: number, end: number): void {
    if (end - start < 2) return;
    let hash = hashStart;
    for (let at = start; at < end; at++) hash = hashStep(hash, lower[at]!);
    this.list.push(this.terms.ofUnits(lower, start, end, hash));
  }
}

function isUpper(unit: number): boolean {
  return unit >= 65 && unit <= 90;
}

function isLower(unit: number): boolean {
  return unit >= 97 && unit <= 122;
}
