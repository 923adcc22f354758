/** In shorter words one other letter makes another word. */
const minLength = 5;

/**
 * True where two lines differ by one slip of the pen: in a single word, one inner letter is missing,
 * extra, wrong or swapped with its neighbour. Digits and the ends of words tell siblings apart.
 */
export function isMisspelt(said: string, real: string): boolean {
  const [left, right] = [tokens(said), tokens(real)];
  if (left.length !== right.length) return false;
  const wrong = left.flatMap((token, at) => (token === right[at] ? [] : [at]));
  return wrong.length === 1 && isSlip(left[wrong[0]!]!, right[wrong[0]!]!);
}

/** True where two lines are the same but for one word (no number, no sign, no string of its own). */
export function isOneWordOff(said: string, real: string): boolean {
  return wordOff(said, real) !== undefined;
}

/** The one word by which a line differs from another, as that line has it. */
export function wordOff(said: string, real: string): string | undefined {
  const [left, right] = [tokens(said), tokens(real)];
  if (left.length !== right.length) return undefined;
  const wrong = left.flatMap((token, at) => (token === right[at] ? [] : [at]));
  const [only] = wrong;
  if (only === undefined || wrong.length > 1 || isLiteral(left, only)) return undefined;
  return isWord(left[only]!) && isWord(right[only]!) ? left[only] : undefined;
}

/**
 * True where two lines are the same but for one name, and the two names share a part (`border-end-radius` and
 * `border-bottom-radius`, `forEach` and `forEachRight`): such names stand beside each other.
 */
export function namesKin(said: string, real: string): boolean {
  const [left, right] = [names(said), names(real)];
  if (left.length !== right.length) return false;
  const wrong = left.flatMap((name, at) => (name === right[at] ? [] : [at]));
  const [only] = wrong;
  if (only === undefined || wrong.length > 1) return false;
  const [saidParts, realParts] = [partsOf(left[only]!), partsOf(right[only]!)];
  const isRespelt = saidParts.join('') === realParts.join('');
  return !isRespelt && realParts.some(part => saidParts.includes(part));
}

const string = /(?<![\p{L}\p{N}])(["'`])(?:\\.|(?!\1)[^\\])*\1/gu;

/** True where two lines are the same but for one word of a string: what tells apart lines of the same form. */
export function quotesAnother(said: string, real: string): boolean {
  const [left, right] = [tokens(said), tokens(real)];
  const wrong = left.filter((token, at) => token !== right[at]);
  if (left.length !== right.length || wrong.length !== 1 || !isWord(wrong[0]!)) return false;
  return said.trim().replace(string, '') === real.trim().replace(string, '');
}

function names(line: string): string[] {
  return line.match(/[\p{L}\p{N}_$]+(?:-[\p{L}\p{N}_$]+)*/gu) ?? [];
}

/** The words of a name in camel case, snake case or with hyphens. */
function partsOf(name: string): string[] {
  return (
    name
      .match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+|\p{N}+/gu)
      ?.map(part => part.toLowerCase()) ?? []
  );
}

function isWord(token: string): boolean {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(token);
}

/** `'name'`: what tells one from the other in lines of the same form. */
function isLiteral(line: readonly string[], at: number): boolean {
  const [before, after] = [line[at - 1], line[at + 1]];
  return before === after && (before === '"' || before === "'" || before === '`');
}

function tokens(line: string): string[] {
  return line.match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? [];
}

function isSlip(left: string, right: string): boolean {
  if (Math.max(left.length, right.length) < minLength) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  let end = 0;
  const most = Math.min(left.length, right.length) - start;
  while (end < most && left.at(-1 - end) === right.at(-1 - end)) end++;
  if (start === 0 || end === 0) return false;
  const [a, b] = [left.slice(start, left.length - end), right.slice(start, right.length - end)];
  if (/[^\p{L}]/u.test(a + b)) return false;
  return a.length + b.length === 1 || (a.length === 1 && b.length === 1) || isSwap(a, b);
}

function isSwap(left: string, right: string): boolean {
  return left.length === 2 && right === left[1]! + left[0]!;
}
