import { diffLineArrays } from '../diff/lineDiff.ts';
import { looseBrackets } from '../edit/brackets.ts';
import { guardChange } from '../edit/guards.ts';
import { applyEdits } from '../text/textEdit.ts';
import type { PastEdit } from './editHistory.ts';
import type { PredictedEdit } from './prediction.ts';
import type { NextEditReason } from './reason.ts';
import { renamesIn, usesOf } from './renames.ts';

/** What an answer would do, as a filter sees it. */
export interface Proposal {
  readonly uri: string;
  readonly path: string;
  readonly text: string;
  /** Lines of the region, and what the model wrote for them. */
  readonly old: readonly string[];
  readonly answer: readonly string[];
  readonly edits: readonly PredictedEdit[];
  /** Oldest first. */
  readonly history: readonly PastEdit[];
}

/** A pure function that says why a proposal is not shown, if it is not. */
type Filter = (proposal: Proposal) => NextEditReason | undefined;

/** One edit is a few lines; more is a rewrite that nobody can judge at a glance. */
const mostChangedLines = 24;
const mostCharacters = 2000;
/** Taking away this much without putting anything there is how models that lose the thread look. */
const mostRemovedLines = 6;

const filters: readonly Filter[] = [
  noEdit,
  whitespaceOnly,
  cut,
  guarded,
  tooMuch,
  reversal,
  unbalanced,
];

/** Why an answer is not shown, from the first filter that objects. */
export function objectionTo(proposal: Proposal): NextEditReason | undefined {
  for (const filter of filters) {
    const reason = filter(proposal);
    if (reason) return reason;
  }
  return undefined;
}

function noEdit({ edits }: Proposal): NextEditReason | undefined {
  return edits.length === 0 ? 'noEdit' : undefined;
}

function whitespaceOnly({ old, answer }: Proposal): NextEditReason | undefined {
  const bare = (lines: readonly string[]) => lines.join('').replace(/\s+/g, '');
  return bare(old) === bare(answer) ? 'whitespaceOnly' : undefined;
}

/** A model that stops early takes away the end of the region, and nothing else. */
function cut({ old, answer }: Proposal): NextEditReason | undefined {
  const missing = old.length - answer.length;
  if (missing <= 0) return undefined;
  const last = answer.at(-1) ?? '';
  const isStart = answer.slice(0, -1).every((line, at) => line === old[at]);
  return isStart && (old[answer.length - 1] ?? '').startsWith(last) ? 'cut' : undefined;
}

function guarded({ path, old, answer }: Proposal): NextEditReason | undefined {
  const kinds = guardChange(path, old.join('\n'), answer.join('\n')).map(({ kind }) => kind);
  if (kinds.includes('placeholder')) return 'placeholder';
  return kinds.includes('loop') ? 'loop' : undefined;
}

function tooMuch({ old, answer, edits }: Proposal): NextEditReason | undefined {
  const changes = diffLineArrays(old, answer);
  const sum = (length: (change: (typeof changes)[number]) => number) =>
    changes.reduce((all, change) => all + length(change), 0);
  const removed = sum(({ oldStart, oldEnd }) => oldEnd - oldStart);
  const added = sum(({ newStart, newEnd }) => newEnd - newStart);
  const characters = edits.reduce(
    (all, { was, text }) => all + Math.max(was.length, text.length),
    0,
  );
  if (Math.max(removed, added) > mostChangedLines || characters > mostCharacters) return 'tooMuch';
  return removed - added > mostRemovedLines ? 'tooMuch' : undefined;
}

/** Neither a line nor a name comes back that the user has just replaced. */
function reversal({ uri, old, answer, edits, history }: Proposal): NextEditReason | undefined {
  const own = history.filter(edit => edit.uri === uri);
  const renames = own.flatMap(renamesIn);
  const bringsNameBack = edits.some(({ was, text }) =>
    renames.some(({ from, to }) => usesOf(to, was).length > 0 && usesOf(from, text).length > 0),
  );
  if (bringsNameBack) return 'reversal';
  return own.some(past => bringsLineBack(past, old, answer)) ? 'reversal' : undefined;
}

/** A line that the user wrote goes, or becomes one that the user took away. */
function bringsLineBack(
  { before, after }: PastEdit,
  old: readonly string[],
  answer: readonly string[],
): boolean {
  const past = diffLineArrays(before, after).map(change => ({
    taken: trimmedLines(before.slice(change.oldStart, change.oldEnd)),
    put: trimmedLines(after.slice(change.newStart, change.newEnd)),
  }));
  return diffLineArrays(old, answer).some(change => {
    const goes = trimmedLines(old.slice(change.oldStart, change.oldEnd));
    const comes = trimmedLines(answer.slice(change.newStart, change.newEnd));
    return past.some(({ taken, put }) => {
      const isBack = comes.some(line => taken.includes(line));
      const isGone = goes.some(line => put.includes(line));
      return isBack ? isGone || put.length === 0 : isGone && comes.length === 0;
    });
  });
}

function trimmedLines(lines: readonly string[]): string[] {
  return lines.map(line => line.trim()).filter(line => /[\p{L}\p{N}]/u.test(line));
}

/** While someone writes, brackets are open; a prediction must not add to them. */
function unbalanced({ path, text, edits }: Proposal): NextEditReason | undefined {
  const before = looseBrackets(path, text);
  if (before === undefined) return undefined;
  const after = looseBrackets(path, applyEdits(text, edits)) ?? before;
  return after > before ? 'unbalanced' : undefined;
}
