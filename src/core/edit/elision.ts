const comment =
  /^(?:\/\/+|#+|--+|;+|%+|'|\/\*+|\{\/\*+|<!--+|\(\*|"""|REM\b|\*)?\s*(.*?)\s*(?:\*\/\s*\}?|--+>|\*\)|""")?$/i;
const opensComment = /^(?:\/\/|#|--|;|%|'|\/\*|\{\/\*|<!--|\(\*|REM\b|\*\s)/i;
const dots = /^(?:\.{3,}|…)|(?:\.{3,}|…)$/;
const words =
  /\b(?:existing|rest|remain(?:s|ing|der)?|unchanged|same|previous|omitted|other|keep|kept|original|code|before|above|below|continues?|elided|truncated|snip(?:ped)?|unmodified|untouched|as is|more(?= \w+$|$))\b/i;
const phrase =
  /^[\s([{<-]*(?:(?:the )?(?:rest|remainder) of (?:the |your |this )?[\w .'-]+|(?:(?:all )?(?:the )?(?:existing|remaining|other|previous|original|unchanged)) (?:[\w-]+ ){0,3}(?:code|methods?|functions?|imports?|lines?|content|implementation|logic|fields?|members?|tests?|properties|definitions?|cases?|routes?|styles?|rules?|items?)|(?:code|everything(?: else)?|file|rest|the rest)(?: (?:remains|stays|is))? (?:unchanged|the same|as before|as is)|no changes?(?: (?:here|below|above))?|unchanged(?: [\w-]+){0,3}|same as (?:before|above|original)|snip)(?: (?:here|remains?|stays?|unchanged|the same|as (?:is|before)|above|below|go(?:es)? here|omitted|follows?))*[\s)\]}>.:-]*$/i;

/**
 * True for a line that stands for code left out: `// ... existing code ...` in any comment syntax,
 * or a bare line of dots.
 */
export function isElision(line: string): boolean {
  const trimmed = line.trim();
  if (trimmed === '' || trimmed.length > 160) return false;
  if (/^(?:\.{3,}|…)$/.test(trimmed) || /^\[(?:\.{3}|…)\]$/.test(trimmed)) return true;
  const inner = (comment.exec(trimmed)?.[1] ?? '').replace(/^\[\s*(.*?)\s*\]$/, '$1').trim();
  const isComment = opensComment.test(trimmed);
  if (isComment && /^(?:\.{3,}|…)$/.test(inner)) return true;
  const isEnclosed = /^(?:\.{3,}|…)\s*[^\s.(].*(?:\.{3,}|…)$/.test(inner);
  if (isEnclosed && isComment) return true;
  if (dots.test(inner) && words.test(inner)) return isComment || isEnclosed;
  return isComment && phrase.test(inner);
}
