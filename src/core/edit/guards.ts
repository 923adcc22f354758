import { isBlank, solidLines, splitLines } from '../text/lines.ts';
import { breaksBrackets } from './brackets.ts';
import { isElision } from './elision.ts';
import { type OutOfStep, outOfStep } from './outOfStep.ts';

/** Why a change should be looked at twice, or not be shown at all. */
export type GuardKind = 'placeholder' | 'shrink' | 'loop' | 'brackets' | 'repeat';

export interface GuardWarning {
  readonly kind: GuardKind;
  readonly message: string;
}

/** A text that loses more than this share of its lines unasked has probably been cut. */
const maxShrink = 0.4;
/** Below this many lines, losing half of them is nothing unusual. */
const minShrinkLines = 10;
/** The same line this many times in a row, or the same few lines this often, is a model in a loop. */
const minRepeats = 12;
const maxPeriod = 8;
/** So many letters in lines that stand twice in a row are seldom meant. */
const tellingLetters = 24;

/** Looks at a whole change for the marks of a model that left out, cut off or repeated. */
export function guardChange(path: string, before: string, after: string): GuardWarning[] {
  const old = splitLines(before).lines;
  const next = splitLines(after).lines;
  const changed = outOfStep(old, next);
  const loops = loop(old, next);
  const mayRepeat = loops.length === 0 && changed.fresh.length > 1;
  return [
    ...placeholder(old, changed),
    ...shrink(old, next),
    ...loops,
    ...(mayRepeat ? repeat(old, next) : []),
    ...brackets(path, before, after, changed),
  ];
}

function placeholder(old: readonly string[], changed: OutOfStep): GuardWarning[] {
  const fresh = changed.fresh.filter(isElision);
  if (fresh.length === 0) return [];
  const known = new Set(old.map(line => line.trim()));
  const found = fresh.find(line => !known.has(line.trim()));
  // A bare `...` is an expression in Python and a spread elsewhere; so may a comment of dots be meant.
  if (found === undefined || !/\p{L}/u.test(found)) return [];
  const message = `The new text says "${found.trim()}" instead of code.`;
  return [{ kind: 'placeholder', message }];
}

function brackets(path: string, before: string, after: string, changed: OutOfStep): GuardWarning[] {
  if (!breaksBrackets(path, before, after, changed)) return [];
  return [{ kind: 'brackets', message: 'The new text has a bracket without its partner.' }];
}

function shrink(old: readonly string[], next: readonly string[]): GuardWarning[] {
  const was = solidLines(old).length;
  const is = solidLines(next).length;
  if (was < minShrinkLines || is >= was * (1 - maxShrink)) return [];
  return [{ kind: 'shrink', message: `The file shrinks from ${was} to ${is} lines.` }];
}

function loop(old: readonly string[], next: readonly string[]): GuardWarning[] {
  if (longestLoop(next) < minRepeats || longestLoop(old) >= minRepeats) return [];
  return [{ kind: 'loop', message: 'The new text repeats the same lines over and over.' }];
}

/** Models like to repeat the lines below a change at its end. */
function repeat(old: readonly string[], next: readonly string[]): GuardWarning[] {
  for (let period = 2; period <= maxPeriod; period++) {
    let equal = 0;
    for (let at = period; at < next.length; at++) {
      equal = next[at] === next[at - period] ? equal + 1 : 0;
      if (equal < period) continue;
      const block = next.slice(at - period + 1, at + 1);
      const isTelling = block.join('').replace(/[^\p{L}\p{N}]/gu, '').length >= tellingLetters;
      if (!isTelling || `\n${old.join('\n')}\n`.includes(`\n${[...block, ...block].join('\n')}\n`))
        continue;
      const [first, last] = [at - 2 * period + 2, at - period + 1];
      return [
        {
          kind: 'repeat',
          message: `Lines ${first} to ${last} stand there twice, one after the other.`,
        },
      ];
    }
  }
  return [];
}

/** How often the most repeated short run of lines stands in a row. */
function longestLoop(lines: readonly string[]): number {
  let most = 0;
  for (let period = 1; period <= maxPeriod; period++) {
    let equal = 0;
    for (let at = period; at < lines.length; at++) {
      const same =
        lines[at] === lines[at - period] && !isBlank(lines[at]!) && lines[at]!.trim().length > 1;
      equal = same ? equal + 1 : 0;
      most = Math.max(most, Math.floor(equal / period) + 1);
    }
  }
  return most;
}
