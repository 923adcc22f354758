import { isBlank } from '../../text/lines.ts';
import { isFence, pathInText } from '../fences.ts';
import { brokenHunk, searchHunk } from '../hunk.ts';
import { looksLikePath } from '../paths.ts';
import {
  type FileRequest,
  type Hunk,
  noEdit,
  type ParsedReply,
  type ReplyInput,
} from '../reply.ts';

const opening = /^\s*(?:<{5,9}|-{5,9})\s*(?:SEARCH|ORIGINAL|HEAD|FIND)\b>?:?\s*(.*?)\s*$/i;
const divider = /^\s*={5,9}\s*(?:REPLACE|WITH)?\s*$/;
const closing = /^\s*(?:>{5,9}|\+{5,9})\s*(?:(?:REPLACE|UPDATED|MODIFIED|END)\b.*)?$/i;
const conflictEnd = /^\s*>{5,9}(?:\s.*)?$/;

/**
 * Reads SEARCH/REPLACE blocks. The markers may be shorter or longer than seven characters, the
 * block may sit in a fence or not, and its path stands above it, or above an earlier block.
 */
export function parseSearchReplace(input: ReplyInput): ParsedReply {
  const { lines } = input;
  const found: { path: string | undefined; hunk: Hunk }[] = [];
  let path: string | undefined;
  let previousEnd = 0;
  for (let at = 0; at < lines.length; at++) {
    const match = opening.exec(lines[at]!);
    if (!match) continue;
    path = pathOf(match[1]!, input, at, previousEnd) ?? path;
    const isConflictStyle = /HEAD/i.test(lines[at]!);
    const end = blockEnd(lines, at, isConflictStyle);
    const quoted = lines.slice(at + 1, end.at);
    const inside = pathInside(quoted, path, input);
    path = inside ?? path;
    const content = inside === undefined ? quoted : withoutHeadings(quoted);
    found.push({
      path,
      hunk: end.isClosed
        ? readBlock(content, input.textOf(path))
        : brokenHunk('The reply breaks off inside this block, before its end marker.'),
    });
    at = end.isClosed ? end.at : end.at - 1;
    previousEnd = at + 1;
  }
  if (found.length === 0) return noEdit('The reply holds no SEARCH/REPLACE block.');
  const below = lines.slice(previousEnd).find(line => !isBlank(line) && !isFence(line));
  if (found.length === 1 && path === undefined) found[0]!.path = input.resolvePath(below ?? '');
  return { requests: group(found, input), warnings: [] };
}

/** The file that the first line of a block names, where that is no line of it nor of the one named above. */
function pathInside(
  content: readonly string[],
  above: string | undefined,
  { resolvePath, textOf }: ReplyInput,
): string | undefined {
  const [first = '', second = ''] = content;
  const path = divider.test(second) ? undefined : resolvePath(first);
  const isLine = (of: string | undefined) => textOf(of).some(line => line.trim() === first.trim());
  return path === undefined || isLine(path) || isLine(above) ? undefined : path;
}

/** A block without its first line, which may stand above both halves. */
function withoutHeadings(content: readonly string[]): readonly string[] {
  return content.filter(
    (line, at) => line !== content[0] || (at > 0 && !divider.test(content[at - 1]!)),
  );
}

function blockEnd(
  lines: readonly string[],
  open: number,
  isConflictStyle: boolean,
): { at: number; isClosed: boolean } {
  for (let at = open + 1; at < lines.length; at++) {
    const isEnd = isConflictStyle ? conflictEnd : closing;
    if (isEnd.test(lines[at]!)) return { at, isClosed: true };
    if (/^\s*(?:<{5,9}|-{5,9})\s*SEARCH\b/.test(lines[at]!)) return { at, isClosed: false };
  }
  return { at: lines.length, isClosed: false };
}

function pathOf(
  afterMarker: string,
  input: ReplyInput,
  marker: number,
  from: number,
): string | undefined {
  if (afterMarker !== '' && looksLikePath(afterMarker)) return afterMarker;
  for (let at = marker - 1, read = 0; at >= from && read < 3; at--) {
    const line = input.lines[at]!;
    if (isBlank(line)) continue;
    read++;
    const text = isFence(line) ? line.replace(/^\s*[`~]{3,}\s*/, '') : line;
    const path = lastWordPath(text, isFence(line), input) ?? pathInText(text, input.resolvePath);
    if (path !== undefined) return path;
    if (!isFence(line)) return undefined;
  }
  return undefined;
}

/** An opening fence may hold a language and a path: the path is its last word. */
function lastWordPath(text: string, isInfo: boolean, input: ReplyInput): string | undefined {
  if (!isInfo) return undefined;
  const word =
    text
      .trim()
      .split(/\s+|(?<=^\w+):/)
      .at(-1) ?? '';
  return input.resolvePath(word) !== undefined && word !== '' ? word : undefined;
}

/** Some dialects start with `:start_line:` and a line of dashes. */
function readHints(content: readonly string[]): { from: number; lineHint?: number } {
  let from = 0;
  let lineHint: number | undefined;
  for (; /^\s*:(?:start|end)_line:/.test(content[from] ?? ''); from++) {
    const start = /^\s*:start_line:\s*(\d+)/.exec(content[from]!);
    if (start) lineHint = Math.max(0, Number(start[1]) - 1);
  }
  if (from > 0 && /^\s*-{5,9}\s*$/.test(content[from] ?? '')) from++;
  return lineHint === undefined ? { from } : { from, lineHint };
}

function readBlock(content: readonly string[], text: readonly string[]): Hunk {
  const { from, ...hint } = readHints(content);
  const body = content.slice(from);
  const splits = body.flatMap((line, index) => (divider.test(line) ? [index] : []));
  if (splits.length === 0) return brokenHunk('This block has no line ======= between its halves.');
  const split = splits.length === 1 ? splits[0]! : bestSplit(body, splits, text);
  const before = body.slice(0, split).map(unescapeMarker);
  let after = body.slice(split + 1).map(unescapeMarker);
  if (splits.length > 1 && isStrayDivider(after, text)) after = after.slice(0, -1);
  const [old, next] = [withoutFence(before), withoutFence(after)];
  // In a file of Markdown a code block may be what is sought.
  const isFenced = old && next && !stands(before, text);
  return isFenced ? searchHunk(old, next, hint) : searchHunk(before, after, hint);
}

/** What a half holds that is one code block; an empty half needs no fence. Undefined for others. */
function withoutFence(half: readonly string[]): readonly string[] | undefined {
  if (half.length === 0) return half;
  const isBlock = half.length > 1 && isFence(half[0]!) && /^\s*[`~]{3,}\s*$/.test(half.at(-1)!);
  return isBlock ? half.slice(1, -1) : undefined;
}

/** Where the text itself has lines of equal signs, the right divider is the one whose first half exists. */
function bestSplit(
  body: readonly string[],
  splits: readonly number[],
  text: readonly string[],
): number {
  return splits.findLast(split => stands(body.slice(0, split), text)) ?? splits[0]!;
}

/** True where the lines stand in the text, their indentation and blanks at their ends aside. */
function stands(lines: readonly string[], text: readonly string[]): boolean {
  const joined = (of: readonly string[]) => `\n${of.map(line => line.trim()).join('\n')}\n`;
  return joined(text).includes(joined(lines));
}

/** A second divider right before the end marker, which the file itself knows nothing of. */
function isStrayDivider(after: readonly string[], text: readonly string[]): boolean {
  return after.at(-1)?.trim() === '=======' && !text.some(line => divider.test(line));
}

function unescapeMarker(line: string): string {
  return line.replace(/^\\(?=<{7}|={7}|>{7}|-{7}|\+{7})/, '');
}

function group(
  found: readonly { path: string | undefined; hunk: Hunk }[],
  input: ReplyInput,
): FileRequest[] {
  const requests: FileRequest[] = [];
  const updates = new Map<string | undefined, Hunk[]>();
  for (const { path, hunk } of found) {
    const known = path === undefined ? undefined : input.resolvePath(path);
    const isNew = path !== undefined && known === undefined && hunk.problem === undefined;
    if (isNew && hunk.before.every(isBlank) && !updates.has(path)) {
      requests.push({ kind: 'create', path, lines: hunk.after });
      continue;
    }
    const key = known ?? path;
    const hunks = updates.get(key) ?? [];
    if (!updates.has(key)) {
      updates.set(key, hunks);
      requests.push({ kind: 'update', path: key, isOrdered: false, hunks });
    }
    hunks.push(hunk);
  }
  return requests;
}
