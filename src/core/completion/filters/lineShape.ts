import { columnsOf, indentOf } from '../../text/indentation.ts';

/** Columns that the white space at the start of a line takes; a tab goes on to the next multiple of 4. */
export function columns(line: string): number {
  return columnsOf(indentOf(line), 4);
}

/** Whether a line begins with a closing bracket or with the word that closes a block. */
export function isCloserLine(line: string): boolean {
  return /^\s*(?:[)\]}]|(?:end|fi|done|esac)\b(?!\s*[(=:]))/.test(line);
}

/** Whether a line is a comment, or a line inside a block comment as it is usually written. */
export function isCommentLine(line: string): boolean {
  return /^\s*(?:\/\/|#(?!\[|\s*(?:include|define|if|ifdef|ifndef|else|elif|endif|undef|pragma)\b)|--|;|%|\/\*|\*(?:\s|\/|$))/.test(
    line,
  );
}

/** The text after `start`, or all of it where it begins otherwise. */
export function withoutStart(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length) : text;
}
