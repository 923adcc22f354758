import { isCloser, isPair } from './bracketView.ts';
import { type Bracket, inCode, type ScanState, scanCode } from './scanCode.ts';
import type { Surroundings } from './surroundings.ts';

/** Closers of a text that it does not open itself, in order. */
export function closersBeyond(text: string, around: Surroundings): readonly Bracket[] {
  const { syntax } = around.brackets;
  const stack: string[] = [];
  const beyond: Bracket[] = [];
  const start = startOf(around) ?? inCode;
  for (const bracket of scanCode(text, syntax, start).brackets) {
    if (!isCloser(bracket.character)) stack.push(bracket.character);
    else if (stack.length === 0) beyond.push(bracket);
    else stack.pop();
  }
  return beyond;
}

/**
 * Whether everything that is open around the cursor is closed once the text stands there, and nothing is closed twice.
 * False where brackets cannot be judged.
 */
export function isBalanced(text: string, around: Surroundings): boolean {
  const { syntax, openers, closers } = around.brackets;
  if (!canJudge(text, around)) return false;
  const stack = openers.map(opener => opener.character);
  const start = startOf(around) ?? inCode;
  const own = scanCode(text, syntax, start).brackets.map(bracket => bracket.character);
  for (const character of [...own, ...closers]) {
    if (!isCloser(character)) stack.push(character);
    else if (!isPair(stack.pop() ?? '', character)) return false;
  }
  return stack.length === 0;
}

/**
 * Of the closers beyond the text, those that stand after the cursor already.
 * None when the text fits as it is, in comments, long strings and languages where brackets need not match.
 */
export function redundantClosers(text: string, around: Surroundings): readonly Bracket[] {
  if (!canJudge(text, around) || isBalanced(text, around)) return [];
  const beyond = closersBeyond(text, around);
  const firstWrong = beyond.findIndex((bracket, index) => {
    const opener = around.brackets.unclosed[index];
    return !opener || !isPair(opener.character, bracket.character);
  });
  return firstWrong === -1 ? [] : beyond.slice(firstWrong);
}

/** Not in prose, nor where the text ends inside a string or comment (or leaves one) whose rest stands after the cursor. */
function canJudge(text: string, around: Surroundings): boolean {
  const { syntax, after } = around.brackets;
  const start = startOf(around);
  if (syntax.isProse || start === undefined) return false;
  const end = () => scanCode(text, syntax, start).state;
  if (/["'`]/.test(around.lineSuffix)) return end().in === after.in;
  // A word after the cursor belongs to the comment that the text ends in, or to the code that comes after it.
  const isInComment = start.in === 'comment' || /\n/.test(text);
  if (!isInComment || !/[\p{L}\p{N}_]/u.test(around.lineSuffix)) return true;
  return (end().in === 'comment') === (after.in === 'comment');
}

/** What the text begins in; undefined in block comments and long strings, where brackets mean nothing. */
function startOf({ brackets: { state } }: Surroundings): ScanState | undefined {
  if (state.in === 'comment') return state.close === '\n' ? state : undefined;
  return state.in === 'string' && state.isLong ? undefined : state;
}
