import { LruMap } from '../../../base/lruMap.ts';
import { termsOf } from '../terms.ts';
import type { FileRole, OutlinedFile } from './codebase.ts';
import type { Declaration } from './outline.ts';
import type { Scene } from './scene.ts';

/** What is known where a declaration is judged. */
export interface Surroundings {
  readonly scene: Scene;
  readonly role: FileRole | undefined;
  readonly types: ReadonlyMap<string, number>;
}

/** What speaks for a declaration, each 0 to 1. */
type Features = Readonly<Record<keyof typeof weights, number>>;

/**
 * Fitted by logistic regression: of each declaration that was looked at for 672 masked lines of ten open-source
 * repositories in eight languages, whether its name stood in the hidden rest of the line.
 */
const weights = {
  /** A member of the type that what stands before the dot at the cursor seems to have. */
  isReceiversMember: 0.38,
  /** A member of a type that matters near the cursor; such a type itself. */
  ownersWeight: 1.18,
  ownWeight: -0.29,
  isImported: 0.45,
  isCompanions: 0.22,
  isBeside: 0.02,
  /** Resembling code uses the name; it follows there what stands before the cursor. */
  inNeighbours: 5.05,
  followsInNeighbours: 2.8,
  /** Shares words with the lines near the cursor, and with the cursor's line. */
  sharedWords: 1.09,
  sharedWordsOfLine: 0.16,
  isType: 0.12,
  /** A member where one is asked for, or none where none is. */
  fitsDot: -0.42,
  isMemberAfterDot: 0.45,
  isPrivate: -0.87,
  isTestOutsideTests: 0.15,
  isCodeInTests: 0.12,
  isOwnerNamed: -0.19,
  wordCount: -1.17,
};
const keys = Object.keys(weights) as (keyof Features)[];
const bias = -6.2;
/** Names that stand everywhere are said less often than others that are as near. */
const frequencyWeight = -1.73;

function featuresOf(
  file: OutlinedFile,
  { name, owner, isType, isPrivate }: Declaration,
  { scene, role, types }: Surroundings,
): Features {
  const { view } = scene;
  const words = termsOf(name).slice(1);
  const parts = words.length > 0 ? words : [name.toLowerCase()];
  const share = (within: ReadonlySet<string>) =>
    parts.filter(part => within.has(part)).length / parts.length;
  const isMember = owner !== '';
  const isTest = isTestPath(file.path);
  const isInTest = isTestPath(scene.path);
  return {
    isReceiversMember: toNumber(isMember && view.receiverTypes.has(owner)),
    ownersWeight: types.get(owner) ?? 0,
    ownWeight: isType ? (types.get(name) ?? 0) : 0,
    isImported: role?.imported ?? 0,
    isCompanions: role?.companion ?? 0,
    isBeside: role?.beside ?? 0,
    inNeighbours: scene.neighbourNames.get(name) ?? 0,
    followsInNeighbours: scene.following.get(name) ?? 0,
    sharedWords: share(scene.nearWords),
    sharedWordsOfLine: share(scene.lineWords),
    isType: toNumber(isType),
    fitsDot: toNumber(isMember === view.asksForMember),
    isMemberAfterDot: toNumber(isMember && view.asksForMember),
    isPrivate: toNumber(isPrivate),
    isTestOutsideTests: toNumber(isTest && !isInTest),
    isCodeInTests: toNumber(isInTest && !isTest),
    isOwnerNamed: toNumber(scene.nearNames.has(owner)),
    wordCount: Math.min(1, parts.length / 4),
  };
}

/** Asked for the same few paths over and over. */
const testPaths = new LruMap<string, boolean>(500);

function isTestPath(path: string): boolean {
  const known = testPaths.get(path);
  if (known !== undefined) return known;
  const is = /(?:^|[/._-])(?:tests?|spec)(?:[/._-]|$)/i.test(path);
  testPaths.set(path, is);
  return is;
}

function toNumber(holds: boolean): number {
  return holds ? 1 : 0;
}

/**
 * What a name that stands on the last lines already is worth: its signature tells how it is used, as far as a guess
 * at a new name does.
 */
const evidenceForUsedName = -1.6;

/**
 * How much speaks for a declaration, before it is looked up how often its name stands in the codebase: that costs most
 * of the time, and only speaks against. Undefined where nothing can.
 */
export function evidenceFor(
  file: OutlinedFile,
  declaration: Declaration,
  surroundings: Surroundings,
): number | undefined {
  const { visible, lastNames } = surroundings.scene;
  const { name } = declaration;
  if (visible.has(name)) return lastNames.has(name) ? evidenceForUsedName : undefined;
  const features = featuresOf(file, declaration, surroundings);
  let sum = bias;
  for (const key of keys) sum += weights[key] * features[key];
  return sum;
}

/** How likely it is that a declaration is named in the rest of the line, 0 to 1. */
export function likelihood(evidence: number, frequency: number): number {
  const sum = evidence + (frequencyWeight * Math.log2(1 + frequency)) / 10;
  return 1 / (1 + Math.exp(-sum));
}
