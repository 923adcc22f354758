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
  /** Squared logarithm of how few of the files have it, for each name. */
  private rarities = new Float64Array(0);
  /** The same for a name that no file has. */
  private unseen = 0;
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
    const { files } = corpus;
    const { rarities, weights } = this;
    const isOurs = new Uint8Array(Math.max(this.vocabulary.size, rarities.length));
    let ours = 0;
    for (const name of names) {
      isOurs[name] = 1;
      ours += this.rarity(name);
    }
    this.last = new Float32Array(files.length);
    for (let slot = 0; slot < files.length; slot++) {
      const common = sumOf(rarities, files[slot]?.identifiers, isOurs);
      if (common !== 0) this.last[slot] = common / Math.sqrt(ours * weights[slot]!);
    }
    return this.last;
  }

  private weighFiles(): void {
    const { files, fileCount, documentFrequency } = this.corpus;
    const all = fileCount + 1;
    const byFrequency = Float64Array.from({ length: all }, (_, frequency) => {
      return Math.log(all / (frequency + 1)) ** 2;
    });
    this.unseen = byFrequency[0]!;
    this.rarities = new Float64Array(documentFrequency.length);
    for (let name = 0; name < documentFrequency.length; name++) {
      this.rarities[name] = byFrequency[documentFrequency[name]!]!;
    }
    this.weights = new Float64Array(files.length);
    for (let slot = 0; slot < files.length; slot++) {
      this.weights[slot] = sumOf(this.rarities, files[slot]?.identifiers);
    }
    this.corpusChanges = this.corpus.changes;
  }

  private rarity(name: number): number {
    return this.rarities[name] ?? this.unseen;
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

/** The weights of the chosen ones of some names, added up: all files are asked, so plainly. */
function sumOf(weights: Float64Array, names: Uint32Array = noNames, isChosen?: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < names.length; at++) {
    const name = names[at]!;
    if (!isChosen || isChosen[name] === 1) sum += weights[name]!;
  }
  return sum;
}

const noNames = new Uint32Array(0);

function areEqual(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
