/** Parts that are shorter occur in names by chance. */
const shortestWord = 3;

/** The words in which two names differ. */
export interface WordChange {
  readonly from: string;
  readonly to: string;
}

/**
 * The words that make the difference between two names, to be carried over to a third one by {@link replaceWord}:
 * when `getUser` became `getOrder`, then `userId` becomes `orderId` and `USER_ID` becomes `ORDER_ID`.
 * Undefined where there are none that tell.
 */
export function changeBetween(from: string, to: string): WordChange | undefined {
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from.charCodeAt(start) === to.charCodeAt(start)) start++;
  while (start > 0 && !(isWordStart(from, start) && isWordStart(to, start))) start--;
  let tail = 0;
  while (tail < shorter - start && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
  while (
    tail > 0 &&
    !(isWordStart(from, from.length - tail) && isWordStart(to, to.length - tail))
  ) {
    tail--;
  }
  const fromWord = from.slice(start, from.length - tail);
  const toWord = to.slice(start, to.length - tail);
  if (fromWord.length < shortestWord || toWord.length === 0) return undefined;
  return { from: fromWord, to: toWord };
}

/** Replaces `from` in `name` by `to`, in whichever of the usual spellings it is found. */
export function replaceWord(name: string, from: string, to: string): string | undefined {
  return replaceSpelled(name, spellingsOf(from), spellingsOf(to));
}

/** The same for words whose spellings are known. */
export function replaceSpelled(
  name: string,
  from: readonly string[],
  to: readonly string[],
): string | undefined {
  for (let i = 0; i < from.length; i++) {
    const spelled = from[i]!;
    const at = name.indexOf(spelled);
    if (at !== -1) return name.slice(0, at) + to[i]! + name.slice(at + spelled.length);
  }
  return undefined;
}

const words = (text: string): string[] =>
  text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[ _\-.]+/)
    .filter(word => word !== '');
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const pascal = (text: string): string => words(text).map(capital).join('');
const camel = (text: string): string => {
  const joined = pascal(text);
  return joined.charAt(0).toLowerCase() + joined.slice(1);
};
const snake = (text: string): string => words(text).join('_').toLowerCase();

/** The words of a request come up again with every token of its line. */
const knownSpellings = new Map<string, readonly string[]>();
const maxKnownSpellings = 20_000;

/** A word in the usual spellings, always in the same order. */
export function spellingsOf(text: string): readonly string[] {
  let spelled = knownSpellings.get(text);
  if (spelled === undefined) {
    spelled = spellings.map(spell => spell(text));
    if (knownSpellings.size >= maxKnownSpellings) knownSpellings.clear();
    knownSpellings.set(text, spelled);
  }
  return spelled;
}

/** As written, then PascalCase, camelCase, snake_case, UPPER_CASE. */
const spellings: readonly ((text: string) => string)[] = [
  text => text,
  pascal,
  camel,
  snake,
  text => snake(text).toUpperCase(),
];

function isWordStart(text: string, at: number): boolean {
  if (at === 0 || at === text.length) return true;
  const code = text.charCodeAt(at);
  const before = text.charCodeAt(at - 1);
  const isUpper = code >= 65 && code <= 90;
  const isBeforeUpper = before >= 65 && before <= 90;
  return (isUpper && !isBeforeUpper) || code === 95 || before === 95;
}
