import { endingOf } from './answerNotes.ts';
import type { PageState } from './pageState.ts';

/** More than this is better read in the page itself than listened to unasked. */
const mostCharacters = 400;

/** What a screen reader is told when the state changes: that an answer is finished, and how it begins. */
export function announcement(before: PageState, after: PageState): string | undefined {
  const was = before.turns.at(-1);
  const is = after.turns.at(-1);
  if (before.conversationId !== after.conversationId || !is || is.answer.outcome === undefined)
    return undefined;
  if (was?.id === is.id && was.answer.outcome !== undefined) return undefined;
  const words = is.answer.text
    .replace(/```[\s\S]*?(?:```|$)/g, ' (code) ')
    .replace(/[#*_`>|]+/g, '');
  const text = words.replace(/\s+/g, ' ').trim();
  const short = text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
  return [short && `Answer: ${short}`, endingOf(is.answer)].filter(Boolean).join(' ');
}
