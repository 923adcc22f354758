import type { Filter } from './filter.ts';
import { syntaxOf } from './syntax.ts';

/** Tokens that models use among themselves; where one comes after text, the answer is over. */
const tokens = [
  /<\|[A-Za-z_][\w-]*\|>/,
  /<｜[^｜\n]{1,40}｜>/,
  /<\/?(?:fim_prefix|fim_suffix|fim_middle|fim_pad|file_sep|file_separator|repo_name|endoftext|jupyter_code|commit_before|end_of_turn|start_of_turn|eos|bos|pad)>/,
  /<\[(?:fim-(?:prefix|suffix|middle)|end▁of▁sentence|PAD▁TOKEN|SEP▁TOKEN)\]>/,
  /\[(?:PREFIX|SUFFIX|MIDDLE|INST|\/INST)\]/,
  /<\/?COMPLETION>/,
  /<EOT>|<\/?(?:PRE|SUF|MID)>/,
  // So other files are shown to models that have no tokens for them.
  /(?:^|\n)(?:\/\/|#|--|%|;) Path: \S+\.\w+(?:\n|$)/,
];
/** The end of a sentence for Llama models, and in markup of what is struck through. */
const sentenceEnd = /<\/s>/;
const markup = new Set(['javascriptreact', 'typescriptreact', 'javascript', 'typescript', 'php']);

/**
 * Removes special tokens at the start and everything from the first one after text.
 * A document that contains such a token is about them: there it is ordinary text.
 */
export const removeSpecialTokens: Filter = (text, around) => {
  const isMarkup = syntaxOf(around.languageId).isProse || markup.has(around.languageId);
  const isTag = isMarkup && /<s[\s>]/.test(around.prefix + text);
  const sources = [...tokens, ...(isTag ? [] : [sentenceEnd])].map(token => token.source);
  const pattern = new RegExp(sources.join('|'), 'g');
  let start = 0;
  for (const match of text.matchAll(pattern)) {
    if (around.prefix.includes(match[0]) || around.suffix.includes(match[0])) continue;
    if (text.slice(start, match.index).trim() !== '') return text.slice(start, match.index);
    start = match.index + match[0].length;
  }
  return text.slice(start);
};
