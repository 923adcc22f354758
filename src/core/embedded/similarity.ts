import type { Corpus } from './corpus.ts';
import type { LocalContext } from './localContext.ts';
import { tokenKind } from './tokenIds.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * How alike the open document and learned files are: the cosine of their identifiers,
 * each weighted by how rare it is in the project, from 0 to 1.
 * Only files that something is asked about are compared, so a change costs the same in every project.
 * From key to key hardly an identifier comes or goes, so the last answers are kept.
 */
export class FileSimilarity {
  private corpusChanges = -1;
  /** Squared logarithm of how few of the files have a name, by their number. */
  private rarities = new Float64Array(0);
  private names: Int32Array = new Int32Array(0);
  /** For every token whether it is one of the open document's names, and all their weights summed up. */
  private isOurs = new Uint8Array(0);
  private ours = 0;
  /** By slot; below 0 where nobody has asked yet. */
  private known = new Float32Array(0);

  constructor(
    private readonly corpus: Corpus,
    private readonly vocabulary: Vocabulary,
  ) {}

  /** From now on files are compared with this document. */
  compareWith(local: LocalContext): void {
    const { corpus, corpusChanges } = this;
    const names = this.namesOf(local);
    if (corpus.changes === corpusChanges && areEqual(names, this.names)) return;
    this.corpusChanges = corpus.changes;
    this.weighNames();
    this.names = names;
    this.isOurs = new Uint8Array(this.vocabulary.size);
    this.ours = 0;
    for (const name of names) {
      this.isOurs[name] = 1;
      this.ours += this.rarity(name);
    }
    this.known = new Float32Array(corpus.files.length).fill(-1);
  }

  /** How alike the file of a slot is. */
  of(slot: number): number {
    if (this.known[slot]! < 0) this.known[slot] = this.compare(slot);
    return this.known[slot]!;
  }

  private compare(slot: number): number {
    let common = 0;
    let theirs = 0;
    for (const name of this.corpus.files[slot]!.identifiers) {
      const rarity = this.rarity(name);
      theirs += rarity;
      if (this.isOurs[name] === 1) common += rarity;
    }
    return common === 0 ? 0 : common / Math.sqrt(this.ours * theirs);
  }

  private weighNames(): void {
    const all = this.corpus.fileCount + 1;
    if (this.rarities.length === all) return;
    this.rarities = Float64Array.from({ length: all }, (_, frequency) => {
      return Math.log(all / (frequency + 1)) ** 2;
    });
  }

  /** What a name counts that so many files have. */
  rarityOf(files: number): number {
    return this.rarities[files]!;
  }

  private rarity(name: number): number {
    return this.rarityOf(this.corpus.documentFrequency[name] ?? 0);
  }

  /** The distinct identifiers of the open document, as they come. */
  private namesOf(local: LocalContext): Int32Array {
    const { kinds, size } = this.vocabulary;
    const isKnown = new Uint8Array(size);
    const names = new Int32Array(local.length);
    let count = 0;
    for (let i = 0; i < local.length; i++) {
      const token = local.tokens[i]!;
      if (kinds[token] !== tokenKind.identifier || isKnown[token] === 1) continue;
      isKnown[token] = 1;
      names[count++] = token;
    }
    return names.slice(0, count);
  }
}

function areEqual(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
