import { countLines } from '../text/lines.ts';
import { TokenBudget } from './budget.ts';
import { type KeptText, keepEnd, keepStart } from './keepTokens.ts';
import type { PromptPart } from './prompt.ts';
import type { TokenCounter } from './tokenCounter.ts';

/** What remains of a part; without `kept` it was dropped whole. */
export interface FittedPart {
  readonly part: PromptPart;
  readonly kept: KeptText | undefined;
}

/** A part while it is being fitted. */
interface Slot {
  readonly part: PromptPart;
  kept: KeptText | undefined;
}

/**
 * Makes groups of parts fit into `maxTokens`; a group is joined to one text when it is sent (a chat message).
 * Undefined when the required parts alone do not fit.
 * Law: the parts of a group counted one by one, and the joined text, stay within the budget together.
 * The two differ by a token where a word or a run of signs goes over a seam; then the parts get that much less.
 */
export function fitGroups(
  groups: readonly (readonly PromptPart[])[],
  maxTokens: number,
  counter: TokenCounter,
): { readonly groups: FittedPart[][]; readonly tokens: number } | undefined {
  for (let budgetTokens = Math.floor(maxTokens); budgetTokens >= 0; ) {
    const fitted = fitParts(groups.flat(), budgetTokens, counter);
    if (!fitted) return undefined;
    const rest = [...fitted];
    const fittedGroups = groups.map(group => rest.splice(0, group.length));
    const tokens = Math.ceil(Math.max(countParts(fitted), countJoined(fittedGroups, counter)));
    if (tokens <= maxTokens) return { groups: fittedGroups, tokens };
    budgetTokens -= tokens - Math.floor(maxTokens);
  }
  return undefined;
}

/**
 * Fits parts one by one, in the order given. Required parts come first, then what parts with a share are sure of,
 * then all others by priority; what is left over goes to the parts with a share.
 */
function fitParts(
  parts: readonly PromptPart[],
  maxTokens: number,
  counter: TokenCounter,
): readonly FittedPart[] | undefined {
  const budget = new TokenBudget(maxTokens);
  const slots: readonly Slot[] = parts.map(part => ({ part, kept: undefined }));
  for (const slot of slots.filter(({ part }) => part.shrink === 'required')) {
    take(slot, budget.left);
    if (!slot.kept) return undefined;
  }
  const rest = byPriority(slots.filter(({ part }) => part.shrink !== 'required'));
  const sharing = rest.filter(({ part }) => part.share !== undefined);
  const shareable = budget.left;
  for (const slot of sharing) {
    take(slot, Math.min(budget.left, Math.floor(shareable * (slot.part.share ?? 0))));
  }
  for (const slot of rest) if (slot.part.share === undefined) take(slot, budget.left);
  for (const slot of sharing) {
    budget.refund(slot.kept?.tokens ?? 0);
    take(slot, budget.left);
  }
  return slots;

  function take(slot: Slot, most: number): void {
    slot.kept = shrunk(slot.part, most, counter);
    if (slot.kept) budget.spend(slot.kept.tokens);
  }
}

/** The start of the text before the cursor moves in steps of so many lines, where that costs at most this share of it. */
const stepLines = 16;
const mostLost = 0.2;

/** A stable sort: parts of one priority keep their order. */
function byPriority(slots: readonly Slot[]): Slot[] {
  return [...slots].sort((one, other) => other.part.priority - one.part.priority);
}

/** What of a part has at most `most` tokens; undefined when nothing of it has. */
function shrunk(part: PromptPart, most: number, counter: TokenCounter): KeptText | undefined {
  if (part.shrink === 'none' || part.shrink === 'required') {
    const tokens = counter.count(part.text);
    return tokens <= most ? { text: part.text, tokens } : undefined;
  }
  const kept =
    part.shrink === 'start'
      ? steadyStart(part, keepEnd(part.text, most, counter), counter)
      : keepStart(part.text, most, counter);
  if (kept.text.length === part.text.length) return kept;
  const isWholeLines = kept.text.endsWith('\n');
  return kept.text === '' || (part.shrink === 'lines' && !isWholeLines) ? undefined : kept;
}

/**
 * Moves the start of what is kept on to a line whose number in the document is a multiple of a step. So it stays
 * where it is for many keys, and a server that keeps the beginning of prompts has little to read anew.
 */
function steadyStart(part: PromptPart, kept: KeptText, counter: TokenCounter): KeptText {
  const { source, text } = part;
  const start = text.length - kept.text.length;
  if (source.type !== 'file' || start === 0 || text[start - 1] !== '\n') return kept;
  const line = source.endLineExclusive - countLines(kept.text);
  const surplus = (stepLines - (line % stepLines)) % stepLines;
  let offset = 0;
  for (let skipped = 0; skipped < surplus; skipped++) {
    offset = kept.text.indexOf('\n', offset) + 1;
    if (offset === 0 || offset > kept.text.length * mostLost) return kept;
  }
  const shorter = kept.text.slice(offset);
  return { text: shorter, tokens: counter.count(shorter) };
}

function countParts(fitted: readonly FittedPart[]): number {
  return fitted.reduce((sum, { kept }) => sum + (kept?.tokens ?? 0), 0);
}

function countJoined(groups: readonly FittedPart[][], counter: TokenCounter): number {
  const texts = groups.map(group => group.map(({ kept }) => kept?.text ?? '').join(''));
  return texts.reduce((sum, text) => sum + counter.count(text), 0);
}
