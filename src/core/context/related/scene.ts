import type { CursorContext } from '../cursorContext.ts';
import { identifiersOf, termsOf } from '../terms.ts';
import { importsOf } from './imports.ts';
import { viewOf } from './typesInView.ts';

/** A piece of code that resembles the place, with how much. */
export interface Neighbour {
  readonly path: string;
  readonly text: string;
  readonly score: number;
}

const nearLines = 12;

/** What is known of the place. */
export interface Scene {
  readonly path: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly view: ReturnType<typeof viewOf>;
  readonly imports: ReturnType<typeof importsOf>;
  readonly visible: ReadonlySet<string>;
  readonly nearNames: ReadonlySet<string>;
  /** Names on the cursor's line and the two above. */
  readonly lastNames: ReadonlySet<string>;
  readonly nearWords: ReadonlySet<string>;
  readonly lineWords: ReadonlySet<string>;
  /** Names in resembling code that the file does not have, 0 to 1. */
  readonly neighbourNames: ReadonlyMap<string, number>;
  /** Names that follow in resembling code what stands directly before the cursor. */
  readonly following: ReadonlyMap<string, number>;
}

export function sceneOf(
  { path, prefix, suffix }: Pick<CursorContext, 'path' | 'prefix' | 'suffix'>,
  neighbours: readonly Neighbour[],
): Scene {
  const before = prefix.split('\n');
  const after = suffix.split('\n');
  const visible = new Set(identifiersOf(prefix).concat(identifiersOf(suffix)));
  const near = [...before.slice(-nearLines), ...after.slice(0, 4)];
  const ahead = lastTokens(before.at(-1) ?? '');
  const neighbourNames = new Map<string, number>();
  const following = new Map<string, number>();
  const best = neighbours[0]?.score ?? 1;
  for (const [rank, { text, score }] of neighbours.entries()) {
    const weight = score / best / (1 + rank / 8);
    for (const name of new Set(identifiersOf(text))) {
      if (!visible.has(name)) neighbourNames.set(name, (neighbourNames.get(name) ?? 0) + weight);
    }
    for (const name of namesAfter(text, ahead)) {
      following.set(name, Math.max(following.get(name) ?? 0, weight));
    }
  }
  for (const [name, weight] of neighbourNames) neighbourNames.set(name, 1 - Math.exp(-weight));
  return {
    path,
    before,
    after,
    view: viewOf(before, after),
    imports: importsOf(before.concat(after)),
    visible,
    nearNames: new Set(near.flatMap(identifiersOf)),
    lastNames: new Set(before.slice(-3).flatMap(identifiersOf)),
    nearWords: new Set(near.flatMap(termsOf)),
    lineWords: new Set(termsOf(`${before.at(-2) ?? ''} ${before.at(-1) ?? ''}`)),
    neighbourNames,
    following,
  };
}

/** The name and the sign directly before the cursor, as they are found again elsewhere: `store.`, `new `. */
function lastTokens(line: string): string {
  return /[\w$]+(?:[^\w\s]{1,2}|\s+[^\w\s]{0,3}\s*)?$/.exec(line)?.[0] ?? '';
}

function namesAfter(text: string, ahead: string): string[] {
  if (ahead.length < 2) return [];
  const found: string[] = [];
  for (let at = text.indexOf(ahead); at !== -1; at = text.indexOf(ahead, at + 1)) {
    const rest = text.slice(at + ahead.length, at + ahead.length + 60);
    const name = /^(?:\s?[^\w\s]{1,3})?\s?([A-Za-z_$][\w$]*)/.exec(rest)?.[1];
    if (name) found.push(name);
  }
  return found;
}
