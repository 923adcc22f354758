import type { Completion } from './completion.ts';
import { isAt, isIndentation, type Place, restAt, typedBetween } from './typingAhead.ts';

/** A text that has been read must not change under the eyes: after this long only a longer one replaces it. */
const freshMs = 700;
/** Typed along a suggestion for this long, the user agrees with the model. */
const agreedCharacters = 3;

/** What was shown last, and where. */
export interface Shown {
  readonly place: Place;
  readonly text: string;
  readonly isInstant: boolean;
  /** Where and when it appeared first; typing along it moves only `place`. */
  readonly first: { readonly place: Place; readonly atMs: number };
}

/** What is shown from now on; it may be the rest of what was shown `before`. */
export function shownAt(
  place: Place,
  { text, model }: Completion,
  before: Shown | undefined,
  nowMs: number,
): Shown {
  const isSame = before !== undefined && restAt(before.place, before.text, place) === text;
  const first = isSame ? before.first : { place, atMs: nowMs };
  return { place, text, isInstant: model.origin === 'embedded', first };
}

/** Whether the model's text may take the place of an instant one: it extends it, or that has only just appeared. */
export function mayReplace(shown: Shown, place: Place, text: string, nowMs: number): boolean {
  if (!shown.isInstant || !isAt(shown.place, place) || text === shown.text) return false;
  const isFresh = isAt(shown.first.place, place) && nowMs - shown.first.atMs < freshMs;
  return isFresh || text.startsWith(shown.text);
}

/** What typing up to a place says about what is shown; undefined while it says nothing. */
export function verdictOn(
  shown: Shown,
  place: Place,
): 'contradicted' | 'indented' | 'agreed' | undefined {
  const typed = typedBetween(shown.place, place);
  if (typed.kind !== 'forward' || typed.text === '') return undefined;
  if (!shown.text.startsWith(typed.text))
    return isIndentation(typed.text, shown.place) ? 'indented' : 'contradicted';
  return typed.text.length >= agreedCharacters ? 'agreed' : undefined;
}
