import { likenessLevels } from '../nearbyNames.ts';

/**
 * What is known about a vote, as places in one table of weights.
 * Every vote has one place in each group; place 0 weighs nothing and stands for "does not apply".
 */

/** Where a vote comes from. */
export const voteKind = {
  projectSameFolder: 0,
  projectOther: 1,
  localBefore: 2,
  localAfter: 3,
  skeletonSameFolder: 4,
  skeletonOther: 5,
  skeletonLocalBefore: 6,
  skeletonLocalAfter: 7,
  recency: 8,
  fileName: 9,
  /** A line whose next line is like the one below the cursor. */
  nextLine: 10,
  /** A number that counts on from the same place of a line shortly before. */
  increment: 11,
  /** The next folder of the file's own path. */
  path: 12,
} as const;
const kindCount = 13;

const lengthBuckets = 11;
const rightBuckets = 7;
const distanceLimits = [1, 3, 7, 15, 40, 100, 300];
const similarityLimits = [0.08, 0.15, 0.22, 0.3, 0.4, 0.55];
const ageLimits = [2, 5, 10, 20, 40];
const localityCount = 8;
const caseCount = 4;

let size = 1;
const group = (places: number): number => {
  const start = size;
  size += places;
  return start;
};

const lengthStart = group(kindCount * lengthBuckets);
const rightStart = group(kindCount * rightBuckets);
const distanceStart = group(distanceLimits.length + 1);
const countStart = group(kindCount);
const mappingStart = group(8);
const strideStart = group(7);
const similarityStart = group(similarityLimits.length + 1);
const localityStart = group(localityCount * 2 * caseCount);
const ageStart = group(ageLimits.length + 1);
const depthStart = group(kindCount * 3);
const usageLimits = [0, 1, 2, 5];
const usageStart = group(localityCount * (usageLimits.length + 1) * 2);
const maxNames = 3;
const namesStart = group((maxNames + 1) ** 2 * 4);
const aboveStart = group(likenessLevels);
const belowStart = group(likenessLevels);
const filesLimits = [0, 1, 3, 10];

/** Number of places in the table of weights. */
export const featureCount = size;

const bucketOf = (limits: readonly number[], value: number): number => {
  let bucket = 0;
  while (bucket < limits.length && value > limits[bucket]!) bucket++;
  return bucket;
};

/** Matched tokens: 1 to 6, then up to 8, 11, 15, 23, and more. */
const lengthBucketOf = Uint8Array.from({ length: 33 }, (_, length) => {
  if (length <= 6) return Math.max(length - 1, 0);
  return 6 + bucketOf([8, 11, 15, 23], length);
});

/** How an identifier of a skeleton match was carried over. */
export const mapping = { aligned: 0, words: 1, kept: 2, notIdentifier: 3 } as const;

/** How near the proposed token itself stands to the cursor. */
export const locality = {
  sameLine: 0,
  within3: 1,
  within10: 2,
  within30: 3,
  within100: 4,
  farther: 5,
  onlyBelow: 6,
  notInFile: 7,
} as const;

export const feature = {
  length: (kind: number, length: number): number =>
    lengthStart + kind * lengthBuckets + lengthBucketOf[Math.min(length, 32)]!,
  /** `equal` tokens of the next line agree; -1 where there is no next line. */
  right: (kind: number, equal: number): number => rightStart + kind * rightBuckets + equal + 1,
  distance: (lines: number): number => distanceStart + bucketOf(distanceLimits, lines),
  /** Weighs the logarithm of how many occurrences there are. */
  count: (kind: number): number => countStart + kind,
  mapping: (how: number, isLocal: boolean): number => mappingStart + how * 2 + (isLocal ? 1 : 0),
  stride: (stride: number): number => strideStart + Math.min(5, Math.round(Math.log(stride))),
  /** One of the most alike files among more occurrences than can vote. */
  favourite: strideStart + 6,
  similarity: (cosine: number): number => similarityStart + bucketOf(similarityLimits, cosine),
  locality: (where: number, isMember: boolean, caseClass: number): number =>
    localityStart + (where * 2 + (isMember ? 1 : 0)) * caseCount + caseClass,
  /** How the nesting of two lines differs, for the first token of a line. */
  depth: (kind: number, difference: number): number =>
    depthStart + kind * 3 + Math.min(Math.abs(difference), 2),
  /** How near the proposed token stands to the cursor and how often the document has it. */
  usage: (where: number, uses: number, isName: boolean): number =>
    usageStart +
    (where * (usageLimits.length + 1) + bucketOf(usageLimits, uses)) * 2 +
    (isName ? 1 : 0),
  /** How many names of a match of shape are the same, how many differ, and whether the nearest is the same. */
  names: (equal: number, differing: number, isNearestEqual: boolean, isLocal: boolean): number =>
    namesStart +
    ((Math.min(equal, maxNames) * (maxNames + 1) + Math.min(differing, maxNames)) * 2 +
      (isNearestEqual ? 1 : 0)) *
      2 +
    (isLocal ? 1 : 0),
  /** How alike what stands above two lines is; -1 where nothing is known. */
  above: (level: number): number => (level === -1 ? 0 : aboveStart + level),
  /** The same for what stands below them. */
  below: (level: number): number => (level === -1 ? 0 : belowStart + level),
  /** How many other files have a name that the document does not have. */
  foreign: (files: number): number =>
    usageStart +
    (locality.notInFile * (usageLimits.length + 1) + bucketOf(filesLimits, files)) * 2 +
    1,
  age: (tokens: number): number => ageStart + bucketOf(ageLimits, tokens),
} as const;
