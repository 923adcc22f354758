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
  /** It stood in the reply without any mark in front. */
  readonly isBare?: boolean;
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

function at(oldAt: number, newAt: number): LineChange {
  return { oldStart: oldAt, oldEnd: oldAt, newStart: newAt, newEnd: newAt };
}

/** A hunk that the reply left unreadable; it is reported as failed with this reason. */
export function brokenHunk(problem: string): Hunk {
  return { ...plain, before: [], after: [], changes: [], problem };
}
