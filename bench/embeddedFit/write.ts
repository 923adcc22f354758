import type { Boosted } from './boostTrees.ts';
import type { Calibration } from './calibrate.ts';

const numbers = (values: Iterable<number>): string => [...values].map(v => String(v)).join(', ');

/** The source file of the vote weights. */
export function weightsSource(weights: Float64Array): string {
  return `/**
 * Weights of the vote features, in the order of \`votes/features.ts\`.
 * Made by \`node scripts/fitEmbedded.mjs\`; what from, and what they are good for, stands in \`docs/embedded-constants.md\`.
 */
export const fittedWeights: readonly number[] = [
  ${numbers(weights)},
];
`;
}

/** The source file of a ranker's trees; `name` starts the names in it. */
export function rankerSource(name: string, { bias, trees }: Boosted, depth: number): string {
  return `/**
 * Trees of ${name === 'ranker' ? 'the ranker' : 'the ranker of lines after the first'}, in the order that \`ranker.ts\` tells, on the features of \`candidateFeatures.ts\`.
 * Made by \`node scripts/fitEmbedded.mjs\`; what from, and what they are good for, stands in \`docs/embedded-constants.md\`.
 */
export const ${name}Bias = ${bias};
export const ${name}Depth = ${depth};

const numbers = \`
${wrapped(trees.map(shortest))}
\`;

export const ${name}Trees: readonly number[] = numbers.trim().split(/\\s+/).map(Number);
`;
}

/** The source file of what makes the ranker's scores true for projects that it never saw. */
export function calibrationSource({ slope, offset }: Calibration): string {
  return `/**
 * What the score of the ranker's best candidate is multiplied by, and what is added then.
 * Made by \`node scripts/fitEmbedded.mjs\`; what from, and what it is good for, stands in \`docs/embedded-constants.md\`.
 */
export const rankerSlope = ${slope};
export const rankerOffset = ${offset};
`;
}

/** Without zeros that say nothing: `.5`, `-.25`, `1e6`. */
const shortest = (value: number): string =>
  String(value)
    .replace(/^(-?)0\./, '$1.')
    .replace(/000000$/, 'e6');

const maxWidth = 116;

function wrapped(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines[lines.length - 1];
    const isFull = last === undefined || last.length + 1 + word.length > maxWidth;
    if (isFull) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}
