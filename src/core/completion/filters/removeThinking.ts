import type { Filter } from './filter.ts';

const opening = /^\s*<(think|thinking|thought|reasoning)>/i;
const closing = /<\/(?:think|thinking|thought|reasoning)>[ \t]*\n*/i;

/** Removes what a reasoning model thought before it answered. */
export const removeThinking: Filter = (text, around) => {
  const hasOpening = opening.test(text) && !opening.test(around.suffix);
  const end = closing.exec(text);
  if (end && (hasOpening || !mentions(around.prefix))) return text.slice(end.index + end[0].length);
  return hasOpening ? { rejected: 'thinking' } : text;
};

/** A document that talks about such tags may well be completed with one. */
function mentions(prefix: string): boolean {
  return /<\/?(?:think|thinking|thought|reasoning)>/i.test(prefix);
}
