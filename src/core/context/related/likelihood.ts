import { termsOf } from '../terms.ts';
import type { FileRole } from './codebase.ts';
import type { Declaration } from './outline.ts';
import type { Scene } from './scene.ts';

/** What is known where a declaration is judged. */
export interface Surroundings {
  readonly scene: Scene;
  readonly role: FileRole | undefined;
  readonly types: ReadonlyMap<string, number>;
  /** Whether its file, and the one that is worked on, are tests by their names. */
  readonly isTest: boolean;
  readonly isInTest: boolean;
}

/**
 * What speaks for a declaration, each 0 to 1, and how much.
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
const bias = -6.2;
/** Names that stand everywhere are said less often than others that are as near. */
const frequencyWeight = -1.73;

/** The words of a name that the name of a declaration is made of; the name itself where it is a single word. */
function wordsOf(name: string): readonly string[] {
  const known = knownWords.get(name);
  if (known) return known;
  const [, ...words] = termsOf(name);
  const parts = words.length > 0 ? words : [name.toLowerCase()];
  if (knownWords.size >= mostKnownWords) knownWords.clear();
  knownWords.set(name, parts);
  return parts;
}

/** The same names are judged at every key. */
const knownWords = new Map<string, readonly string[]>();
const mostKnownWords = 20_000;

function shareWithin(parts: readonly string[], within: ReadonlySet<string>): number {
  let count = 0;
  for (const part of parts) if (within.has(part)) count++;
  return count / parts.length;
}

export function isTestPath(path: string): boolean {
  return /(?:^|[/._-])(?:tests?|spec)(?:[/._-]|$)/i.test(path);
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
  declaration: Declaration,
  surroundings: Surroundings,
): number | undefined {
  const { visible, lastNames } = surroundings.scene;
  const { name } = declaration;
  if (visible.has(name)) return lastNames.has(name) ? evidenceForUsedName : undefined;
  const { owner, isType, isPrivate } = declaration;
  const { scene, role, types, isTest, isInTest } = surroundings;
  const { view } = scene;
  const parts = wordsOf(name);
  const isMember = owner !== '';
  // Added up in place: thousands of declarations are judged at every key.
  let sum = bias;
  if (isMember && view.receiverTypes.has(owner)) sum += weights.isReceiversMember;
  sum += weights.ownersWeight * (types.get(owner) ?? 0);
  if (isType) sum += weights.ownWeight * (types.get(name) ?? 0);
  if (role) {
    sum += weights.isImported * role.imported;
    sum += weights.isCompanions * role.companion;
    sum += weights.isBeside * role.beside;
  }
  sum += weights.inNeighbours * (scene.neighbourNames.get(name) ?? 0);
  sum += weights.followsInNeighbours * (scene.following.get(name) ?? 0);
  sum += weights.sharedWords * shareWithin(parts, scene.nearWords);
  sum += weights.sharedWordsOfLine * shareWithin(parts, scene.lineWords);
  if (isType) sum += weights.isType;
  if (isMember === view.asksForMember) sum += weights.fitsDot;
  if (isMember && view.asksForMember) sum += weights.isMemberAfterDot;
  if (isPrivate) sum += weights.isPrivate;
  if (isTest && !isInTest) sum += weights.isTestOutsideTests;
  if (isInTest && !isTest) sum += weights.isCodeInTests;
  if (scene.nearNames.has(owner)) sum += weights.isOwnerNamed;
  return sum + weights.wordCount * Math.min(1, parts.length / 4);
}

/** How likely it is that a declaration is named in the rest of the line, 0 to 1. */
export function likelihood(evidence: number, frequency: number): number {
  const sum = evidence + (frequencyWeight * Math.log2(1 + frequency)) / 10;
  return 1 / (1 + Math.exp(-sum));
}
