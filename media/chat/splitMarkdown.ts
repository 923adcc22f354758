/** A fence that opens at the left margin: its marks, and the words after them. */
const openingFence = /^(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*)$/;
const anyFence = /^\s*(`{3,}(?=[^`]*$)|~{3,})/;
const listItem = /^(?:[-+*]|\d{1,9}[.)])(?:\s|$)/;

/** A fenced code block, when the whole block is one. */
export interface FencedCode {
  readonly info: string;
  readonly code: string;
  readonly isClosed: boolean;
}

/**
 * Splits Markdown into blocks that can be rendered one by one: each block alone looks as it does in the whole.
 * Laws: the blocks joined are the text; and with more text at the end, all blocks but the last stay as they are.
 * The last line may still grow, so it decides nothing.
 */
export function splitMarkdown(text: string): string[] {
  const blocks: string[] = [];
  let blockStart = 0;
  let fence: string | undefined;
  let isAfterGap = false;
  let isList = false;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    if (newline === -1) break;
    const line = text.slice(start, newline);
    if (fence !== undefined) {
      if (closes(line, fence)) {
        fence = undefined;
        isAfterGap = true;
      }
    } else if (line.trim() === '') {
      isAfterGap = true;
    } else {
      const opened = anyFence.exec(line)?.[1];
      const isAtMargin = /^\S/.test(line);
      const goesOn = isList && (listItem.test(line) || !isAtMargin || !isAfterGap);
      const begins = isAtMargin && !goesOn && (isAfterGap || opened !== undefined);
      if (begins && start > blockStart) {
        blocks.push(text.slice(blockStart, start));
        blockStart = start;
        isList = false;
      }
      isList ||= listItem.test(line);
      fence = opened;
      isAfterGap = false;
    }
    start = newline + 1;
  }
  if (blockStart < text.length) blocks.push(text.slice(blockStart));
  return blocks;
}

function closes(line: string, fence: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= fence.length && trimmed === fence[0]!.repeat(trimmed.length);
}

/** Reads a block that begins with a fence at the left margin; undefined for any other block. */
export function fencedCode(block: string): FencedCode | undefined {
  const lines = block.replace(/\n+$/, '').split('\n');
  const opening = openingFence.exec(lines[0]!);
  if (!opening) return undefined;
  const end = lines.findIndex((line, at) => at > 0 && closes(line, opening[1]!));
  const isClosed = end !== -1;
  if (isClosed && end !== lines.length - 1) return undefined;
  const body = lines.slice(1, isClosed ? end : undefined);
  return { info: opening[2]!.trim(), code: body.join('\n'), isClosed };
}
