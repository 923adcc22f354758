import { isElision } from '../elision.ts';
import { isFence } from '../fences.ts';
import { brokenHunk, type PatchLine, patchHunk } from '../hunk.ts';
import {
  type FileRequest,
  type Hunk,
  noEdit,
  type ParsedReply,
  type ReplyInput,
} from '../reply.ts';
import { marked, unmarkedBlanks } from './patchMarks.ts';
import { asMeant } from './patchReading.ts';

const hunkHeader = /^@@+\s*(?:-(\d+)(?:,(\d+))?\s+\+(\d+)(?:,(\d+))?)?.*?(?:@@+\s?(.*))?$/;
const extended =
  /^(?:index [0-9a-f]+\.\.|(?:old|new|deleted file|new file) mode |similarity index |dissimilarity index |rename (?:from|to) |copy (?:from|to) |Binary files |GIT binary patch)/;

interface Section {
  oldPath: string | undefined;
  newPath: string | undefined;
  isNew: boolean;
  isDeleted: boolean;
  isRename: boolean;
  hunks: Hunk[];
}

/**
 * Reads unified diffs as models write them: line numbers are hints, counts are only used to tell
 * content from syntax, headers may be missing altogether.
 */
export function parseUnifiedDiff(input: ReplyInput): ParsedReply {
  const sections: Section[] = [];
  const { lines } = input;
  let section = emptySection();
  const open = () => {
    if (
      section.hunks.length > 0 ||
      section.oldPath !== undefined ||
      section.newPath !== undefined
    ) {
      sections.push(section);
    }
    section = emptySection();
  };
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    if (line.startsWith('diff --git ')) {
      open();
      readGitHeader(line, section);
      at++;
    } else if (isFileHeader(lines, at)) {
      if (section.hunks.length > 0) open();
      readFileHeader(lines[at]!, lines[at + 1]!, section);
      at += 2;
      if (at < lines.length && /^[ +-]/.test(lines[at]!) && !isFileHeader(lines, at)) {
        at = readHunk(undefined, at, input, section);
      }
    } else if (line.startsWith('@@')) {
      at = readHunk(hunkHeader.exec(line) ?? undefined, at + 1, input, section);
    } else {
      if (extended.test(line)) readExtended(line, section);
      at++;
    }
  }
  open();
  if (sections.length === 0) return bareDiff(input);
  return { requests: sections.map(each => toRequest(each, input)), warnings: [] };
}

function emptySection(): Section {
  return {
    oldPath: undefined,
    newPath: undefined,
    isNew: false,
    isDeleted: false,
    isRename: false,
    hunks: [],
  };
}

/** Lines with `+` and `-` but no header at all, inside a fence: one hunk of the file we talk about. */
function bareDiff(input: ReplyInput): ParsedReply {
  const { lines } = input;
  const start = lines.findIndex(isOuterFence) + 1;
  const body = lines.slice(start).findIndex(isOuterFence);
  const end = body === -1 ? lines.length : start + body;
  const content = lines.slice(start, end);
  if (!content.some(line => /^[+-]/.test(line))) return noEdit('The reply holds no diff.');
  const section = emptySection();
  readHunk(undefined, start, input, section);
  return { requests: [toRequest(section, input)], warnings: [] };
}

/** True for lines with marks in front, of which those kept or removed stand in the text: a diff without its headers. */
export function isMarked(lines: readonly string[], text: readonly string[]): boolean {
  const known = new Set(text.map(line => line.trimEnd()));
  const old = lines.filter(line => /^[- ]./.test(line));
  return (
    old.length > 0 &&
    lines.some(line => /^[-+]/.test(line)) &&
    lines.every(line => /^[-+ ]|^$/.test(line)) &&
    old.every(line => known.has(line.slice(1).trimEnd()))
  );
}

function isFileHeader(lines: readonly string[], at: number): boolean {
  if (!/^--- ?\S/.test(lines[at] ?? '') || !/^\+\+\+ ?\S/.test(lines[at + 1] ?? '')) return false;
  const next = lines[at + 2];
  return next === undefined || /^(?:@@|[ +-]|\s*$|```|diff )/.test(next) || next.trim() === '';
}

function readGitHeader(line: string, section: Section): void {
  const match = /^diff --git (?:"?a\/(.+?)"?) (?:"?b\/(.+?)"?)$/.exec(line);
  if (!match) return;
  section.oldPath = match[1]!;
  section.newPath = match[2]!;
}

function readFileHeader(oldLine: string, newLine: string, section: Section): void {
  const oldPath = headerPath(oldLine);
  const newPath = headerPath(newLine);
  if (oldPath === '/dev/null') section.isNew = true;
  else section.oldPath = oldPath;
  if (newPath === '/dev/null') section.isDeleted = true;
  else section.newPath = newPath;
}

function headerPath(line: string): string {
  const path = line
    .slice(3)
    .replace(/\t.*$/, '')
    .trim()
    .replace(/^"(.*)"$/, '$1');
  return path.replace(/\s+\d{4}-\d\d-\d\d[ T][\d:.]+.*$/, '');
}

function readExtended(line: string, section: Section): void {
  if (line.startsWith('new file mode')) section.isNew = true;
  else if (line.startsWith('deleted file mode')) section.isDeleted = true;
  else if (line.startsWith('rename from ')) section.oldPath = line.slice('rename from '.length);
  else if (line.startsWith('rename to ')) {
    section.newPath = line.slice('rename to '.length);
    section.isRename = true;
  } else if (/^(?:Binary files|GIT binary)/.test(line)) {
    section.hunks.push(brokenHunk('Binary files are not changed by patches.'));
  }
}

interface Counts {
  old: number;
  new: number;
}

/** Reads one hunk from `at`; returns the line after it. */
function readHunk(
  header: RegExpExecArray | undefined,
  from: number,
  input: ReplyInput,
  section: Section,
): number {
  const stated = header?.[1] === undefined ? undefined : statedCounts(header);
  const seen: Counts = { old: 0, new: 0 };
  const lines: PatchLine[] = [];
  const raw: boolean[] = [];
  const newlines: ('-' | '+' | ' ')[] = [];
  const text = input.textOf(section.oldPath ?? section.newPath);
  let known: Set<string> | undefined;
  let at = from;
  for (; at < input.lines.length; at++) {
    const line = input.lines[at]!;
    const isFull = stated !== undefined && seen.old >= stated.old && seen.new >= stated.new;
    if (line.startsWith('\\')) {
      newlines.push(lines.at(-1)?.kind ?? ' ');
      continue;
    }
    if (line.startsWith('@@') || line.startsWith('diff --git ') || isOuterFence(line)) break;
    if (/^-- ?$/.test(line) && /^\d+\.[\d.]+/.test(input.lines[at + 1] ?? '')) break;
    const isHeader = isFileHeader(input.lines, at);
    if (isHeader && (stated === undefined || isFull || input.lines[at + 2]?.startsWith('@@')))
      break;
    const kind = line[0];
    if (kind === ' ' || kind === '+' || kind === '-') {
      lines.push({ kind, text: line.slice(1) });
      raw.push(false);
      count(seen, kind);
      continue;
    }
    if (line !== '' && !isElision(line)) {
      if (extended.test(line) || isFull) break;
      known ??= new Set(text.map(each => each.trim()));
      if (!known.has(line.trim())) break;
    }
    lines.push({ kind: ' ', text: line, isBare: true });
    raw.push(true);
    count(seen, ' ');
  }
  while (raw.at(-1) && lines.at(-1)!.text === '' && !(stated && seen.old <= stated.old)) {
    lines.pop();
    raw.pop();
    seen.old--;
  }
  if (lines.length === 0) return at;
  const isShort = stated === undefined || (seen.old < stated.old && seen.new < stated.new);
  const gone = unmarkedBlanks(lines, '-');
  const areGone = stated?.old === seen.old && stated.new === seen.new - gone.length;
  const meant = asMeant(areGone ? marked(lines, gone, '-') : lines, text);
  const isOpen = meant.at(-1)!.kind !== ' ' || meant.every(({ kind }) => kind === ' ');
  const isCut = at === input.lines.length && isShort && isOpen;
  section.hunks.push(
    isCut && (stated !== undefined || hasOpenFence(input))
      ? brokenHunk('The reply breaks off inside this change.')
      : finishHunk(meant, header, stated, newlines),
  );
  return at;
}

/** True where the reply ends inside a code block. */
function hasOpenFence({ lines }: ReplyInput): boolean {
  return lines.filter(isOuterFence).length % 2 === 1;
}

/** A fence around the diff; those that it shows have a mark in front. */
function isOuterFence(line: string): boolean {
  return !line.startsWith(' ') && isFence(line);
}

function statedCounts(header: RegExpExecArray): Counts {
  return { old: Number(header[2] ?? 1), new: Number(header[4] ?? 1) };
}

function count(seen: Counts, kind: ' ' | '+' | '-'): void {
  if (kind !== '+') seen.old++;
  if (kind !== '-') seen.new++;
}

function finishHunk(
  lines: readonly PatchLine[],
  header: RegExpExecArray | undefined,
  stated: Counts | undefined,
  newlines: readonly string[],
): Hunk {
  const start = header?.[1] === undefined ? undefined : Number(header[1]);
  const anchor = header?.[5]?.trim() ?? '';
  const removes = newlines.includes('+') && !newlines.includes('-');
  const adds = newlines.includes('-') && !newlines.includes('+');
  const isInsertion = lines.every(line => line.kind === '+');
  return patchHunk(lines, {
    anchors: anchor === '' || /^[.\s]*$/.test(anchor) ? [] : [anchor],
    finalNewline: removes ? 'remove' : adds ? 'add' : 'keep',
    isAtEnd: newlines.length > 0,
    ...(start === undefined ? {} : { lineHint: Math.max(0, start - 1) }),
    // Without context only a header of a diff tool (an old count of 0) says where: after line `start`.
    ...(isInsertion && start !== undefined && stated?.old === 0 && stated.new === lines.length
      ? { insertAt: start }
      : {}),
  });
}

function toRequest(section: Section, input: ReplyInput): FileRequest {
  const { oldPath, newPath, isNew, isDeleted, hunks } = section;
  if (isDeleted) return { kind: 'delete', path: oldPath ?? newPath, hunks };
  // Some models call any diff one against nothing.
  const isUpdate = hunks.some(hunk => hunk.before.length > 0);
  if (isNew && newPath !== undefined && !isUpdate) {
    return { kind: 'create', path: side(newPath), lines: hunks.flatMap(hunk => hunk.after) };
  }
  const known = [oldPath, newPath].find(path => path !== undefined && input.resolvePath(path));
  const path = known ?? oldPath ?? newPath;
  const update = { kind: 'update', path, isOrdered: true, hunks } as const;
  return isMove(section, input) ? { ...update, moveTo: side(newPath!) } : update;
}

/** Two different names are a move if the diff says so; `x.orig` against `x` is only a careless header. */
function isMove({ oldPath, newPath, isRename, hunks }: Section, input: ReplyInput): boolean {
  if (oldPath === undefined || newPath === undefined || side(oldPath) === side(newPath))
    return false;
  if (isRename) return true;
  // A header alone may be where the reply broke off.
  if (hunks.length === 0) return false;
  const areSides = /^a\//.test(oldPath) && /^b\//.test(newPath);
  return areSides && !!input.resolvePath(oldPath) && !input.resolvePath(newPath);
}

function side(path: string): string {
  return path.replace(/^\/+/, '').replace(/^[ab]\//, '');
}
