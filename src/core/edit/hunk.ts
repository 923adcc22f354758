import { diffLineArrays, type LineChange } from '../diff/lineDiff.ts';
import type { Hunk } from './reply.ts';

const plain = { anchors: [], isAtEnd: false, finalNewline: 'keep' } as const;

/** A hunk of a "search this, put that" format: a diff of the two says which lines really change. */
export function searchHunk(
  before: readonly string[],
  after: readonly string[],
  extra: Partial<Hunk> = {},
): Hunk {
  return { ...plain, before, after, changes: diffLineArrays(before, after), ...extra };
}

/** One line of a patch hunk: kept, removed or added. */
export interface PatchLine {
  readonly kind: ' ' | '-' | '+';
  readonly text: string;
}

/** A hunk of a patch format, which says itself which lines change. */
export function patchHunk(lines: readonly PatchLine[], extra: Partial<Hunk> = {}): Hunk {
  const before: string[] = [];
  const after: string[] = [];
  const changes: LineChange[] = [];
  let open: LineChange | undefined;
  for (const { kind, text } of lines) {
    if (kind === ' ') {
      if (open) changes.push(open);
      open = undefined;
    } else {
      open ??= at(before.length, after.length);
    }
    if (kind !== '+') before.push(text);
    if (kind !== '-') after.push(text);
    if (open) open = { ...open, oldEnd: before.length, newEnd: after.length };
  }
  if (open) changes.push(open);
  return { ...plain, before, after, changes, ...extra };
}

/**
 * Models forget the blank in front of context lines, of all or of some. A line is theirs with the
 * blank where the text has it only so: if that makes the whole block stand there, or if no line of
 * the block stands there as it was read.
 */
export function withWholeContext(
  lines: readonly PatchLine[],
  text: readonly string[],
): readonly PatchLine[] {
  const known = linesAsSet(text);
  const isShort = ({ kind, text: said }: PatchLine) =>
    kind === ' ' && said.trim() !== '' && !known.has(said) && known.has(` ${said}`);
  if (!lines.some(isShort)) return lines;
  const restored = lines.map(line => (isShort(line) ? { ...line, text: ` ${line.text}` } : line));
  const isKept = lines.some(
    ({ kind, text: said }) =>
      (kind === ' ' && said.trim() !== '' && known.has(said)) ||
      (kind === '-' && known.has(` ${said}`)),
  );
  return !isKept || standsIn(text, restored) ? restored : lines;
}

function standsIn(text: readonly string[], lines: readonly PatchLine[]): boolean {
  const before = lines.filter(({ kind }) => kind !== '+').map(line => line.text.trimEnd());
  const stands = (start: number) =>
    before.every((line, offset) => text[start + offset]?.trimEnd() === line);
  return text.some((line, start) => line.trimEnd() === before[0] && stands(start));
}

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The lines of a text as a set, made once however many hunks ask for it. */
function linesAsSet(text: readonly string[]): ReadonlySet<string> {
  const set = sets.get(text) ?? new Set(text);
  sets.set(text, set);
  return set;
}

function at(oldAt: number, newAt: number): LineChange {
  return { oldStart: oldAt, oldEnd: oldAt, newStart: newAt, newEnd: newAt };
}

/** A hunk that the reply left unreadable; it is reported as failed with this reason. */
export function brokenHunk(problem: string): Hunk {
  return { ...plain, before: [], after: [], changes: [], problem };
}
