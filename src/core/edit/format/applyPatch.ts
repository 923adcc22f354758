import { isFence } from '../fences.ts';
import { type PatchLine, patchHunk } from '../hunk.ts';
import {
  type FileRequest,
  type Hunk,
  noEdit,
  type ParsedReply,
  type ReplyInput,
} from '../reply.ts';
import { asMeant } from './patchReading.ts';

const fileHeader = /^\s*\*{3} ?(Add|Update|Delete|Create|Modify|Remove)(?: File)?:\s*(.+?)\s*$/i;
const moveHeader = /^\s*\*{3} ?(?:Move|Rename)(?: File)? ?(?:to)?:\s*(.+?)\s*$/i;
const begin = /^\s*\*{3} ?Begin Patch\b/i;
const end = /^\s*\*{3} ?End Patch\b/i;
const endOfFile = /^\s*\*{3} ?End of File\b/i;

/**
 * Reads the `*** Begin Patch` format. Missing outer markers, context lines without their leading
 * blank and unified-style numbers after `@@` are taken as meant.
 */
export function parseApplyPatch(input: ReplyInput): ParsedReply {
  const { lines } = input;
  const requests: FileRequest[] = [];
  const hasBegin = lines.some(line => begin.test(line));
  const first = lines.findIndex(line => (hasBegin ? begin.test(line) : fileHeader.test(line)));
  if (first === -1) return noEdit('The reply holds no patch.');
  let at = hasBegin ? first + 1 : first;
  let isTerminated = !hasBegin;
  while (at < lines.length) {
    const line = lines[at]!;
    if (end.test(line)) isTerminated = true;
    const header = fileHeader.exec(line);
    if (!header) {
      at++;
      continue;
    }
    const stop = sectionEnd(lines, at + 1);
    if (stop < lines.length && (end.test(lines[stop]!) || isFence(lines[stop]!)))
      isTerminated = true;
    const body = lines.slice(at + 1, stop);
    requests.push(readSection(header[1]!.toLowerCase(), header[2]!, body, input));
    at = stop;
  }
  if (requests.length === 0) return noEdit('The patch names no file.');
  if (isTerminated) return { requests, warnings: [] };
  return {
    requests: [...requests.slice(0, -1), cutOff(requests.at(-1)!)],
    warnings: ['The patch has no end marker; the reply may be cut off.'],
  };
}

function sectionEnd(lines: readonly string[], from: number): number {
  for (let at = from; at < lines.length; at++) {
    const line = lines[at]!;
    if (fileHeader.test(line) || end.test(line) || begin.test(line)) return at;
    if (isFence(line) && /^[`~]{3,}\s*$/.test(line) && isLastFence(lines, at)) return at;
  }
  return lines.length;
}

/** A bare fence ends the patch unless more of the patch follows it. */
function isLastFence(lines: readonly string[], at: number): boolean {
  return !lines
    .slice(at + 1)
    .some(line => end.test(line) || fileHeader.test(line) || /^@@/.test(line));
}

function readSection(
  kind: string,
  path: string,
  body: readonly string[],
  input: ReplyInput,
): FileRequest {
  if (kind === 'delete' || kind === 'remove') return { kind: 'delete', path, hunks: [] };
  if (kind === 'add' || kind === 'create') return { kind: 'create', path, lines: addedLines(body) };
  const moveTo = body.map(line => moveHeader.exec(line)?.[1]).find(target => target !== undefined);
  const hunks = readHunks(
    body.filter(line => !moveHeader.test(line)),
    input.textOf(path),
  );
  const update = { kind: 'update', path, isOrdered: true, hunks } as const;
  return moveTo === undefined ? update : { ...update, moveTo };
}

function addedLines(body: readonly string[]): string[] {
  const lines = body.filter(line => !endOfFile.test(line));
  while (lines.at(-1)?.trim() === '') lines.pop();
  if (!lines.some(line => line.startsWith('+'))) return lines;
  return lines.map(line => (line.startsWith('+') ? line.slice(1) : line));
}

interface OpenHunk {
  anchors: string[];
  lineHint: number | undefined;
  lines: PatchLine[];
  isAtEnd: boolean;
}

function readHunks(body: readonly string[], text: readonly string[]): Hunk[] {
  const hunks: Hunk[] = [];
  let open: OpenHunk = emptyHunk();
  const close = () => {
    if (open.lines.length > 0) hunks.push(finish(open, text));
    open = emptyHunk();
  };
  let blanks = 0;
  for (const line of body) {
    if (/^@@/.test(line)) {
      if (open.lines.length > 0) close();
      const { anchors, lineHint } = readHeader(line);
      open.anchors.push(...anchors);
      open.lineHint ??= lineHint;
      blanks = 0;
    } else if (endOfFile.test(line)) {
      open.isAtEnd = true;
      close();
    } else if (line.trim() === '' && !/^[ +-]/.test(line)) {
      // A blank line without prefix counts as context only if the hunk goes on after it.
      blanks++;
    } else {
      if (open.lines.length > 0)
        for (; blanks > 0; blanks--) open.lines.push({ kind: ' ', text: '', isBare: true });
      blanks = 0;
      open.lines.push(readLine(line));
    }
  }
  close();
  return hunks;
}

function emptyHunk(): OpenHunk {
  return { anchors: [], lineHint: undefined, lines: [], isAtEnd: false };
}

/** What stands after `@@`: line numbers, and lines above, outermost first, of which one header may name several. */
function readHeader(line: string): { anchors: string[]; lineHint: number | undefined } {
  const numbers = /^@@+\s*-(\d+)(?:,\d+)?\s+\+\d+(?:,\d+)?\s*@@\s?(.*)$/.exec(line);
  const said = numbers ? numbers[2]! : line.replace(/^@@+ ?/, '').replace(/\s*@@\s*$/, '');
  const anchors = said.split(/\s@@\s/).map(anchor => anchor.trimEnd());
  return {
    anchors: anchors.filter(anchor => !/^[\s.]*$/.test(anchor)),
    lineHint: numbers ? Math.max(0, Number(numbers[1]) - 1) : undefined,
  };
}

function readLine(line: string): PatchLine {
  const kind = line[0];
  if (kind === '+' || kind === '-' || kind === ' ') return { kind, text: line.slice(1) };
  return { kind: ' ', text: line, isBare: true };
}

function finish({ anchors, lineHint, lines, isAtEnd }: OpenHunk, text: readonly string[]): Hunk {
  const hasOld = lines.some(line => line.kind !== '+');
  return patchHunk(asMeant(lines, text), {
    anchors,
    isAtEnd,
    ...(lineHint === undefined ? {} : { lineHint }),
    // The format defines an addition without any context as one at the end of the file.
    ...(!hasOld && anchors.length === 0 ? { insertAt: 'end' as const } : {}),
  });
}

/** The last hunk of an unfinished patch counts as whole only if context follows its last change. */
function cutOff(request: FileRequest): FileRequest {
  const problem = 'The reply breaks off inside this change.';
  if (request.kind === 'create') {
    const lines: Hunk = patchHunk([], { problem });
    return { kind: 'update', path: request.path, isOrdered: true, hunks: [lines] };
  }
  const last = request.kind === 'update' ? request.hunks.at(-1) : undefined;
  if (request.kind !== 'update' || last === undefined) return request;
  const change = last.changes.at(-1);
  if (change !== undefined && change.oldEnd < last.before.length) return request;
  return { ...request, hunks: [...request.hunks.slice(0, -1), { ...last, problem }] };
}
