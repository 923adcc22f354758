import type { ReplyFormat } from './reply.ts';

/** The format in which a reply is written, whatever it was asked for; code alone counts as lazy. */
export function replyFormat(reply: string): ReplyFormat {
  if (/^[^\S\n]*<{5,9} ?SEARCH/m.test(reply)) return 'search_replace';
  if (/^\*\*\* (?:Begin Patch|(?:Add|Update|Delete) File:)/m.test(reply)) return 'apply_patch';
  if (/^@@ /m.test(reply) && /^[-+]/m.test(reply)) return 'unified_diff';
  return 'lazy';
}
