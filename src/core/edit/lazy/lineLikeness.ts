import { similarity } from '../../text/similarity.ts';
import { tokenKey, wordLength } from '../match/lineKeys.ts';
import type { SketchItem } from './sketch.ts';

/** Changed lines are taken for the same line from this likeness on. */
const minLikeness = 0.6;
/** Shorter and longer lines are never taken for another one. */
const minLength = 4;
const maxLength = 500;

/** How alike lines of the sketch and of the file are; what stands in both is never another line, changed. */
export class LineLikeness {
  private readonly keys: readonly number[];
  private readonly wanted: readonly number[];
  private readonly solid: readonly boolean[];
  private readonly words: readonly boolean[];
  private readonly said: readonly Spelling[];
  private readonly real: readonly Spelling[];
  private readonly known: ReadonlySet<number>;
  private readonly shown: ReadonlySet<number>;
  private readonly values = new Map<number, number>();

  constructor(
    private readonly items: readonly SketchItem[],
    lines: readonly string[],
    /** Items of blocks that the file does not have. */
    readonly fresh: ReadonlySet<number>,
  ) {
    const numbers = new Map<string, number>();
    const numberOf = (key: string) => {
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return number;
    };
    const texts = items.map((_, item) => this.textOf(item));
    this.keys = lines.map(line => numberOf(tokenKey(line)));
    this.wanted = texts.map(text => numberOf(tokenKey(text)));
    this.solid = texts.map(text => text.trim() !== '');
    this.words = texts.map(text => wordLength(text) > 0);
    this.said = texts.map(spelling);
    this.real = lines.map(spelling);
    this.known = new Set(this.keys);
    this.shown = new Set(this.wanted);
  }

  textOf(item: number): string {
    const each = this.items[item]!;
    return each.kind === 'line' ? each.text : '';
  }

  isSame(item: number, line: number): boolean {
    return this.wanted[item] === this.keys[line];
  }

  /** True where the file has the item's line somewhere. */
  isKnown(item: number): boolean {
    return this.known.has(this.wanted[item]!);
  }

  /** False for blank lines. */
  isSolid(item: number): boolean {
    return this.solid[item]!;
  }

  /** False for lines of brackets and signs only. */
  hasWords(item: number): boolean {
    return this.words[item]!;
  }

  /** 0 where one line cannot have become the other. */
  of(item: number, line: number): number {
    if (this.known.has(this.wanted[item]!) || this.shown.has(this.keys[line]!)) return 0;
    const [said, real] = [this.said[item]!, this.real[line]!];
    if (!canBeAlike(said, real)) return 0;
    const cell = item * this.keys.length + line;
    let value = this.values.get(cell);
    if (value === undefined) {
      value = similarity(said.text, real.text, minLikeness);
      this.values.set(cell, value);
    }
    return value;
  }
}

/** A line with how often each character is in it, by the last bits of its code. */
interface Spelling {
  readonly text: string;
  readonly counts: Uint16Array;
}

const nCounts = 32;

function spelling(line: string): Spelling {
  const text = line.trim();
  const counts = new Uint16Array(nCounts);
  for (let at = 0; at < text.length; at++) counts[text.charCodeAt(at) % nCounts]!++;
  return { text, counts };
}

/** False where length or letters alone rule the least likeness out: an edit changes two counts at most. */
function canBeAlike(left: Spelling, right: Spelling): boolean {
  const shorter = Math.min(left.text.length, right.text.length);
  const longer = Math.max(left.text.length, right.text.length);
  if (shorter < minLength || longer > maxLength || shorter < longer * minLikeness) return false;
  let difference = longer - shorter;
  for (let at = 0; at < nCounts; at++) difference += Math.abs(left.counts[at]! - right.counts[at]!);
  return difference <= 2 * (1 - minLikeness) * longer;
}
