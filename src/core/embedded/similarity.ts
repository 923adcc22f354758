import type { Corpus } from './corpus.ts';
import type { LocalContext } from './localContext.ts';
import { tokenKind } from './tokenIds.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * How alike the open document and every learned file are: the cosine of their identifiers,
 * each weighted by how rare it is in the project. By slot, from 0 to 1.
 */
export function fileSimilarities(
  corpus: Corpus,
  vocabulary: Vocabulary,
  local: LocalContext,
): Float32Array {
  const rarities = raritiesByFrequency(corpus.fileCount + 1);
  const rarity = (token: number): number => rarities[corpus.documentFrequency[token] ?? 0]!;
  const isOurs = new Uint8Array(vocabulary.size);
  let ours = 0;
  for (let i = 0; i < local.length; i++) {
    const token = local.tokens[i]!;
    if (vocabulary.kinds[token] !== tokenKind.identifier || isOurs[token] === 1) continue;
    isOurs[token] = 1;
    ours += rarity(token);
  }
  return Float32Array.from(corpus.files, file => {
    if (!file) return 0;
    let common = 0;
    let theirs = 0;
    for (const identifier of file.identifiers) {
      const weight = rarity(identifier);
      theirs += weight;
      if (isOurs[identifier] === 1) common += weight;
    }
    return common === 0 ? 0 : common / Math.sqrt(ours * theirs);
  });
}

/** Squared logarithm of how few of the files have a name, by their number. */
function raritiesByFrequency(fileCount: number): Float64Array {
  return Float64Array.from(
    { length: fileCount },
    (_, frequency) => Math.log(fileCount / (frequency + 1)) ** 2,
  );
}
