import type { Corpus } from './corpus.ts';
import type { LocalContext } from './localContext.ts';
import { tokenKind } from './tokenIds.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * How alike the open document and every learned file are: the cosine of their identifiers,
 * each weighted by how rare it is in the project. By slot, from 0 to 1.
 * From key to key hardly an identifier comes or goes, so the last answer is kept.
 */
export class FileSimilarity {
  private corpusChanges = -1;
  /** Squared logarithm of how few of the files have a name, by their number. */
  private rarities = new Float64Array(0);
  /** The weights of each file's identifiers, summed up. */
  private weights = new Float64Array(0);
  private names: Int32Array = new Int32Array(0);
  private last = new Float32Array(0);

  constructor(
    private readonly corpus: Corpus,
    private readonly vocabulary: Vocabulary,
  ) {}

  to(local: LocalContext): Float32Array {
    const { corpus } = this;
    const isSameCorpus = corpus.changes === this.corpusChanges;
    if (!isSameCorpus) this.weighFiles();
    const names = this.namesOf(local);
    if (isSameCorpus && areEqual(names, this.names)) return this.last;
    this.names = names;
    const isOurs = new Uint8Array(this.vocabulary.size);
    let ours = 0;
    for (const name of names) {
      isOurs[name] = 1;
      ours += this.rarity(name);
    }
    this.last = Float32Array.from(corpus.files, (file, slot) => {
      let common = 0;
      for (const name of file?.identifiers ?? []) {
        if (isOurs[name] === 1) common += this.rarity(name);
      }
      return common === 0 ? 0 : common / Math.sqrt(ours * this.weights[slot]!);
    });
    return this.last;
  }

  private weighFiles(): void {
    const { files, fileCount } = this.corpus;
    const all = fileCount + 1;
    this.rarities = Float64Array.from({ length: all }, (_, frequency) => {
      return Math.log(all / (frequency + 1)) ** 2;
    });
    this.weights = Float64Array.from(files, file => {
      let weight = 0;
      for (const name of file?.identifiers ?? []) weight += this.rarity(name);
      return weight;
    });
    this.corpusChanges = this.corpus.changes;
  }

  private rarity(name: number): number {
    return this.rarities[this.corpus.documentFrequency[name] ?? 0]!;
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
