import { detectIndentStyle, type IndentStyle } from '../../text/indentation.ts';
import { isBlank } from '../../text/lines.ts';
import { type LineKey, lineKeys, loosened } from './lineKeys.ts';

interface KeyedLines {
  readonly keys: readonly string[];
  readonly positions: ReadonlyMap<string, readonly number[]>;
}

/** The lines of one version of a file, indexed lazily for each way of comparing lines. */
export class IndexedText {
  private readonly byKey = new Map<LineKey, KeyedLines>();
  private withoutBlanks: { text: IndexedText; lineOf: readonly number[] } | undefined;
  private tokenStream: { tokens: string; lineAt: ReadonlyMap<number, number> } | undefined;
  private styleOfText: IndentStyle | undefined;
  private wordsOfText: ReadonlySet<string> | undefined;

  constructor(readonly lines: readonly string[]) {}

  get indentStyle(): IndentStyle {
    this.styleOfText ??= detectIndentStyle(this.lines);
    return this.styleOfText;
  }

  keyed(key: LineKey): KeyedLines {
    let keyed = this.byKey.get(key);
    if (keyed === undefined) {
      const keys =
        key === 'loose' ? this.keyed('tokens').keys.map(loosened) : this.lines.map(lineKeys[key]);
      // Most texts read the same on the strict steps: then they are indexed once for all of them.
      const same = [...this.byKey.values()].find(other => isSame(other.keys, keys));
      keyed = same ?? index(keys);
      this.byKey.set(key, keyed);
    }
    return keyed;
  }

  /** The words of the text. */
  get words(): ReadonlySet<string> {
    this.wordsOfText ??= new Set(this.lines.flatMap(wordsIn));
    return this.wordsOfText;
  }

  /** True where every word of a line stands somewhere in the text. */
  hasWordsOf(line: string): boolean {
    return wordsIn(line).every(word => this.words.has(word));
  }

  /** All tokens of the text, and which line starts at which character of them; one more stands after the last. */
  get stream(): { tokens: string; lineAt: ReadonlyMap<number, number> } {
    if (this.tokenStream === undefined) {
      const lineAt = new Map<number, number>();
      let tokens = '';
      this.keyed('tokens').keys.forEach((key, line) => {
        if (key === '') return;
        lineAt.set(tokens.length, line);
        tokens += `${key}\u0001`;
      });
      this.tokenStream = { tokens, lineAt: lineAt.set(tokens.length, this.lines.length) };
    }
    return this.tokenStream;
  }

  /** The text without its blank lines, and where each remaining line stands. */
  get nonBlank(): { text: IndexedText; lineOf: readonly number[] } {
    if (this.withoutBlanks === undefined) {
      const lineOf = this.lines.flatMap((line, at) => (isBlank(line) ? [] : [at]));
      this.withoutBlanks = { text: new IndexedText(lineOf.map(at => this.lines[at]!)), lineOf };
    }
    return this.withoutBlanks;
  }

  /** The lines at which `wanted` stands as a block, compared by `key`. */
  find(wanted: readonly string[], key: LineKey): number[] {
    const { keys, positions } = this.keyed(key);
    const sought = wanted.map(lineKeys[key]);
    const rarest = rarestOf(sought, positions);
    if (rarest === undefined) return [];
    const starts: number[] = [];
    for (const position of positions.get(sought[rarest]!)!) {
      const start = position - rarest;
      if (start < 0 || start + sought.length > keys.length) continue;
      if (sought.every((line, offset) => line === keys[start + offset])) starts.push(start);
    }
    return starts;
  }
}

function wordsIn(line: string): readonly string[] {
  return line.match(/[\p{L}\p{N}_$]+/gu) ?? [];
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.every((key, at) => key === right[at]);
}

function index(keys: readonly string[]): KeyedLines {
  const positions = new Map<string, number[]>();
  keys.forEach((key, at) => {
    const known = positions.get(key);
    if (known) known.push(at);
    else positions.set(key, [at]);
  });
  return { keys, positions };
}

/** Where to begin: the sought line that stands in the fewest places; undefined if one stands nowhere. */
function rarestOf(
  sought: readonly string[],
  positions: ReadonlyMap<string, readonly number[]>,
): number | undefined {
  let best: number | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (let at = 0; at < sought.length; at++) {
    const count = positions.get(sought[at]!)?.length ?? 0;
    if (count === 0) return undefined;
    if (count < fewest) {
      fewest = count;
      best = at;
    }
  }
  return best;
}
