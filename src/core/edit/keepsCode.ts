import { isBlank } from '../text/lines.ts';

const lineComment = /^(?:\/\/|#(?![![])|--|;|%|'|<!--)/;
/** Inside a block comment as it is usually written. */
const commentBody = /^\*(?:[\s/]|$)/;

/**
 * The lines of code among some lines, without indentation and comments. What stands between `/*` and its end, or between
 * triple quotes, is documentation; code that a trailing comment follows counts without it.
 */
export function codeOf(lines: readonly string[]): string[] {
  let until: string | undefined;
  return lines.flatMap(line => {
    const text = line.trim();
    const wasInside = until !== undefined;
    until = openAfter(text, until);
    if (wasInside || isBlank(text) || lineComment.test(text) || commentBody.test(text)) return [];
    if (/^(?:\/\*|[rubf]*(?:"""|'''))/i.test(text)) return [];
    return [text.replace(/\s+(?:\/\/|#|--|\/\*).*$/, '')];
  });
}

/** The mark that ends the comment or text which is open after a line; undefined where none is. */
function openAfter(text: string, until: string | undefined): string | undefined {
  let rest = text;
  let end = until;
  for (;;) {
    if (end !== undefined) {
      const at = rest.indexOf(end);
      if (at === -1) return end;
      rest = rest.slice(at + end.length);
      end = undefined;
    }
    const open = /\/\*|"""|'''/.exec(rest);
    if (!open) return undefined;
    end = open[0] === '/*' ? '*/' : open[0];
    rest = rest.slice(open.index + open[0].length);
  }
}

/** Whether all code of some lines is in others, in its order. */
export function keepsCode(old: readonly string[], next: readonly string[]): boolean {
  const code = codeOf(next);
  let at = 0;
  for (const line of codeOf(old)) {
    while (at < code.length && code[at] !== line) at++;
    if (at === code.length) return false;
    at++;
  }
  return true;
}
