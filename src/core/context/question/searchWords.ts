import { findSecrets } from '../../outbound/secrets/findSecrets.ts';
import type { ChatDraft } from '../../prompt/prompt.ts';
import { questionTerms } from './questionTerms.ts';

/** Other forms of words and earlier questions are for an index that answers in a millisecond. */
const leastWeight = 1;
const mostWords = 12;
/** Longer ones are hashes and tokens. */
const longestWord = 50;

/**
 * The words of a question that a search engine is asked for, as a draft for the gate: names and words that say what it
 * is about, no sentence. Undefined where there are none.
 */
export function draftSearch(question: string): ChatDraft | undefined {
  const words = questionTerms(withoutSecrets(question))
    .filter(({ term, weight }) => weight >= leastWeight && /^[\p{L}\p{N}_$]+$/u.test(term))
    .filter(({ term }) => term.length > 2 && term.length <= longestWord)
    .slice(0, mostWords)
    .map(({ term }) => term);
  if (words.length === 0) return undefined;
  const source = { type: 'user', kind: 'search words' } as const;
  const part = { source, text: words.join(' '), priority: 1, shrink: 'required' } as const;
  return { kind: 'chat', messages: [{ role: 'user', parts: [part] }] };
}

/** Taken to words a secret could not be told from a name any more; nobody looks for it either. */
function withoutSecrets(question: string): string {
  let rest = '';
  let from = 0;
  for (const { start, end } of findSecrets(question)) {
    rest += `${question.slice(from, start)} `;
    from = end;
  }
  return rest + question.slice(from);
}
