import { type CommentStyle, commentStyleOf } from '../embedded/commentStyle.ts';
import { isBlank } from '../text/lines.ts';

const docstring = /^[rubf]*(?:"""|''')/i;

/**
 * The lines of code among some lines of a file, without indentation and comments. Documentation in triple quotes is
 * none, where the language has it; code that a comment follows counts without it.
 */
export function codeOf(lines: readonly string[], path: string): string[] {
  const style = commentStyleOf(path);
  let until: string | undefined;
  return lines.flatMap(line => {
    const text = line.trim();
    const wasInside = until !== undefined;
    until = openAfter(text, style, until);
    const isDocumentation = style.hasDocstrings && docstring.test(text);
    if (wasInside || isBlank(text) || isDocumentation) return [];
    const code = withoutComment(text, style);
    return code === '' ? [] : [code];
  });
}

function withoutComment(text: string, { line, block }: CommentStyle): string {
  const marks = [...line, ...block.map(([open]) => open)];
  const starts = marks.flatMap(mark => {
    if (text.startsWith(mark) && !/^#!?\[/.test(text)) return [0];
    const at = text.indexOf(` ${mark}`);
    return at === -1 ? [] : [at];
  });
  return text.slice(0, Math.min(text.length, ...starts)).trimEnd();
}

/** The mark that ends the comment or text which is open after a line; undefined where none is. */
function openAfter(
  text: string,
  { block, hasDocstrings }: CommentStyle,
  until: string | undefined,
): string | undefined {
  const pairs = [
    ...block,
    ...(hasDocstrings
      ? ([
          ['"""', '"""'],
          ["'''", "'''"],
        ] as const)
      : []),
  ];
  let rest = text;
  let end = until;
  for (;;) {
    if (end !== undefined) {
      const at = rest.indexOf(end);
      if (at === -1) return end;
      rest = rest.slice(at + end.length);
    }
    const [next] = pairs
      .map(([open, close]) => ({ at: rest.indexOf(open), open, close }))
      .filter(({ at }) => at !== -1)
      .sort((one, other) => one.at - other.at);
    if (!next) return undefined;
    end = next.close;
    rest = rest.slice(next.at + next.open.length);
  }
}

/** Whether all code of some lines of a file is in others, in its order. */
export function keepsCode(old: readonly string[], next: readonly string[], path: string): boolean {
  const code = codeOf(next, path);
  let at = 0;
  for (const line of codeOf(old, path)) {
    while (at < code.length && code[at] !== line) at++;
    if (at === code.length) return false;
    at++;
  }
  return true;
}
