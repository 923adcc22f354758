import { isSolid } from '../text/lines.ts';
import { cleanPath, looksLikePath } from './paths.ts';
import type { ReplyInput } from './reply.ts';

/** A fenced code block of a reply. */
export interface CodeBlock {
  /** The words after the opening fence. */
  readonly info: string;
  readonly lines: readonly string[];
  /** The path that the block is said to be, as written. */
  readonly path: string | undefined;
  /** False where the reply ended inside the block. */
  readonly isClosed: boolean;
}

const fence = /^\s{0,3}(`{3,}|~{3,})\s*([^`]*?)\s*$/;

/** Finds the code blocks of a reply; a block that itself shows fenced blocks is kept whole. */
export function codeBlocks({ lines, resolvePath, textOf }: ReplyInput): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  for (let at = 0; at < lines.length; at++) {
    const opening = fence.exec(lines[at]!);
    if (!opening) continue;
    const info = opening[2]!;
    const named = namedPath(info, lines, at, resolvePath);
    const end = blockEnd(lines, at, opening[1]!, textOf(named));
    const body = lines.slice(at + 1, end ?? lines.length);
    const comment = named === undefined ? pathComment(body, resolvePath) : undefined;
    const isPartOfFile = comment !== undefined && textOf(comment)[0] === body[0];
    blocks.push({
      info,
      lines: comment === undefined || isPartOfFile ? body : body.slice(1),
      path: named ?? comment,
      isClosed: end !== undefined,
    });
    at = end ?? lines.length;
  }
  return blocks;
}

/**
 * Where a block ends. A file that has code blocks itself may open them with bare fences: then it goes on where its own
 * lines do, to the fence that follows its last line, or to the last one.
 */
function blockEnd(
  lines: readonly string[],
  open: number,
  mark: string,
  text: readonly string[],
): number | undefined {
  const end = closingFence(lines, open, mark);
  if (end === undefined || !text.some(isFence)) return end;
  const below = lines.slice(end + 1).find(isSolid);
  if (below === undefined || !text.some(line => line.trim() === below.trim())) return end;
  const last = text.findLast(isSolid)!.trim();
  const isCloser = (line: string, at: number) => at > open && line.trim() === mark;
  const followsLast = (line: string, at: number) =>
    isCloser(line, at) && lines.slice(0, at).findLast(isSolid)!.trim() === last;
  const found = lines.findLastIndex(followsLast);
  return found === -1 ? lines.findLastIndex(isCloser) : found;
}

/** A fence with words after it opens a nested block, a bare one closes the innermost. */
function closingFence(lines: readonly string[], open: number, mark: string): number | undefined {
  let depth = 1;
  for (let at = open + 1; at < lines.length; at++) {
    const match = fence.exec(lines[at]!);
    if (!match || match[1]![0] !== mark[0] || match[1]!.length < mark.length) continue;
    depth += match[2] === '' ? -1 : 1;
    if (depth === 0) return at;
  }
  return undefined;
}

function namedPath(
  info: string,
  lines: readonly string[],
  open: number,
  resolvePath: ReplyInput['resolvePath'],
): string | undefined {
  const inInfo = pathInInfo(info, resolvePath);
  if (inInfo !== undefined) return inInfo;
  let above = open - 1;
  while (above >= 0 && lines[above]!.trim() === '') above--;
  if (above < 0 || fence.test(lines[above]!)) return undefined;
  return pathInText(lines[above]!, resolvePath);
}

export function pathInInfo(
  info: string,
  resolvePath: ReplyInput['resolvePath'],
): string | undefined {
  const assigned = /(?:file(?:name|path)?|path|title)\s*=\s*["']?([^"'\s]+)/i.exec(info)?.[1];
  if (assigned !== undefined) return assigned;
  const candidates = [info, ...info.split(/\s+/), info.slice(info.indexOf(':') + 1)];
  return candidates.find(
    candidate =>
      candidate !== '' &&
      (resolvePath(candidate) !== undefined || /[/\\]/.test(candidate)) &&
      looksLikePath(candidate),
  );
}

/** A path that stands alone on a line, or the one existing path that a sentence quotes. */
export function pathInText(
  line: string,
  resolvePath: ReplyInput['resolvePath'],
): string | undefined {
  if (looksLikePath(line)) return cleanPath(line);
  const known = resolvePath(line);
  if (known !== undefined) return known;
  const quoted = [...line.matchAll(/[`"'*]+([^`"'*\s]+)[`"'*]+/g)].map(match => match[1]!);
  const existing = [...new Set(quoted.filter(path => resolvePath(path) !== undefined))];
  return existing.length === 1 ? existing[0] : undefined;
}

/** Some models put the path into a comment on the first line, which is not part of the file. */
function pathComment(
  body: readonly string[],
  resolvePath: ReplyInput['resolvePath'],
): string | undefined {
  const first = body[0]?.trim() ?? '';
  const match =
    /^(?:\/\/|#|--|;|%|\/\*|<!--)\s*(file(?:name|path)?:)?\s*(\S+?)\s*(?:\*\/|-->)?$/i.exec(first);
  if (!match) return undefined;
  const path = match[2]!;
  return match[1] !== undefined && looksLikePath(path) ? path : resolvePath(path) && path;
}

/** True for a line that opens or closes a code block. */
export function isFence(line: string): boolean {
  return fence.test(line);
}
