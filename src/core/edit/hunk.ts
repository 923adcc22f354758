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
 * Models forget the blank in front of context lines: where the text has those lines only with their
 * first blank, it is theirs.
 */
export function withWholeContext(
  lines: readonly PatchLine[],
  text: readonly string[],
): readonly PatchLine[] {
  const context = lines.filter(line => line.kind === ' ' && line.text.trim() !== '');
  const known = linesAsSet(text);
  const isKept =
    context.some(line => known.has(line.text)) ||
    lines.some(line => line.kind === '-' && known.has(` ${line.text}`));
  if (isKept || !context.some(line => known.has(` ${line.text}`))) return lines;
  return lines.map(line =>
    line.kind === ' ' && known.has(` ${line.text}`) ? { ...line, text: ` ${line.text}` } : line,
  );
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
