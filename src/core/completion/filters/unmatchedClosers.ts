import { isCloser, isPair } from './bracketView.ts';
import { type Bracket, inCode, scanCode } from './scanCode.ts';
import type { Surroundings } from './surroundings.ts';

/** Closers of a text that it does not open itself, in order. */
export function closersBeyond(text: string, around: Surroundings): readonly Bracket[] {
  const { syntax, state } = around.brackets;
  const stack: string[] = [];
  const beyond: Bracket[] = [];
  const start = state.in === 'string' && !state.isLong ? state : inCode;
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
  const { syntax, state, openers, closers } = around.brackets;
  if (!canJudge(around)) return false;
  const stack = openers.map(opener => opener.character);
  const start = state.in === 'string' && !state.isLong ? state : inCode;
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
  if (!canJudge(around) || isBalanced(text, around)) return [];
  const beyond = closersBeyond(text, around);
  const firstWrong = beyond.findIndex((bracket, index) => {
    const opener = around.brackets.unclosed[index];
    return !opener || !isPair(opener.character, bracket.character);
  });
  return firstWrong === -1 ? [] : beyond.slice(firstWrong);
}

function canJudge({ brackets: { syntax, state } }: Surroundings): boolean {
  return !syntax.isProse && (state.in === 'code' || (state.in === 'string' && !state.isLong));
}
