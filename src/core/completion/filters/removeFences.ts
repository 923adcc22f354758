import { isBlank, isSolid } from '../../text/lines.ts';
import type { Filter } from './filter.ts';
import { isCommentLine } from './lineShape.ts';
import { looksLikeProse } from './looksLikeProse.ts';
import type { Surroundings } from './surroundings.ts';

const fence = /^[ \t]{0,3}(`{3,}|~{3,})[ \t]*([\w+#.-]*)[^\n`]*$/;

/**
 * Takes the code out of the Markdown fence that a chat model puts around it,
 * together with a sentence before and everything after; a closing fence alone ends the text.
 * Fences that belong to the document (Markdown, doc comments, template strings) stay.
 */
export const removeFences: Filter = (text, around) => {
  if (!text.includes('```') && !text.includes('~~~')) return text;
  const lines = text.split('\n');
  const first = lines.findIndex(line => fence.test(line));
  if (first === -1) return text;
  const marker = fence.exec(lines[first]!)![1]!;
  const rest = lines.slice(first + 1);
  const end = rest.findIndex(line => line.trim() === marker);
  if (isContent(lines, first, around)) return text;
  const before = lines.slice(0, first);
  const isOpening = before.every(line => isBlank(line) || looksLikeProse(line));
  if (isOpening) return (end === -1 ? rest : rest.slice(0, end)).join('\n');
  return closesNothing(lines, first) ? before.join('\n') : text;
};

/** Whether fences belong to the document: in Markdown, in comments, and where one is open before the cursor. */
function isContent(lines: readonly string[], first: number, around: Surroundings): boolean {
  const { syntax, state } = around.brackets;
  if (around.languageId === 'markdown') {
    return !/^[ \t]*(?:`{3,}|~{3,})(?:markdown|md)\b/.test(lines[first]!);
  }
  // A fence that is content of a comment has the comment's marker before it, on its own line or on the cursor's.
  if (state.in === 'comment') {
    const start = around.linePrefix.trim();
    const [next = '', ...later] = lines.slice(first + 1);
    const isWrapped = next.trimStart().startsWith(start) && start.length > 3;
    const isClosed = later.some(line => fence.test(line));
    return first === 0 && start !== '' && isCommentLine(next) && !isWrapped && !isClosed;
  }
  if (state.in === 'code' && !syntax.isProse) return false;
  const visible = lines.filter(isSolid);
  const isWhole = visible.length > 1 && fence.test(visible[0]!) && fence.test(visible.at(-1)!);
  return !isWhole && hasOpenFence(around.prefix);
}

/** True when the document before the cursor has opened a fence, so that a fence is content. */
function hasOpenFence(prefix: string): boolean {
  return prefix.split('\n').filter(line => /^\W*?```/.test(line)).length % 2 === 1;
}

/** A bare fence without a language after code ends the answer, unless it opens a block inside a comment or string. */
function closesNothing(lines: readonly string[], at: number): boolean {
  const marker = fence.exec(lines[at]!)!;
  if (marker[2] !== '') return false;
  const later = lines.slice(at + 1).filter(line => fence.test(line));
  const isIndented = /^[ \t]/.test(lines[at]!);
  return !isIndented && (later.length % 2 === 0 || later.some(line => fence.exec(line)![2] !== ''));
}
