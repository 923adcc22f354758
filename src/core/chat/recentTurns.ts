import type { TokenCounter } from '../prompt/tokenCounter.ts';
import { isSolid } from '../text/lines.ts';
import type { Turn } from './conversation.ts';

/** Role markers that templates put around a question and an answer. */
const messageTokens = 16;

/**
 * The newest turns whose questions and answers fit into `maxTokens`, in order.
 * A turn is kept or left out as a whole, oldest first, so no answer stands without its question.
 * Turns without an answer are passed over: there is nothing in them to build on.
 */
export function recentTurns(
  turns: readonly Turn[],
  maxTokens: number,
  counter: TokenCounter,
): { readonly kept: readonly Turn[]; readonly leftOut: number; readonly tokens: number } {
  const answered = turns.filter(turn => isSolid(turn.answer.text));
  let left = maxTokens;
  let first = answered.length;
  for (const turn of answered.toReversed()) {
    const tokens = counter.count(turn.question) + counter.count(turn.answer.text) + messageTokens;
    if (tokens > left) break;
    left -= tokens;
    first--;
  }
  return { kept: answered.slice(first), leftOut: first, tokens: maxTokens - left };
}
