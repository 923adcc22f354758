import { isFence } from '../edit/fences.ts';
import { isBlank } from '../text/lines.ts';
import type { NextEditReason } from './reason.ts';

/** What a model wrote for a region: its new lines, or why there are none. */
export type RegionReply =
  | { readonly kind: 'lines'; readonly lines: readonly string[] }
  | { readonly kind: 'nothing'; readonly reason: NextEditReason };

/** How a format marks the new text in a reply. */
export interface ReplyMarks {
  readonly open?: string;
  readonly close?: string;
  readonly cursor?: string;
  /** Where a reply ends at the latest. */
  readonly ends: readonly string[];
  /** Says that nothing is to be changed. */
  readonly none?: RegExp;
  /** Without marks and fences the reply is the text itself. */
  readonly isBare: boolean;
}

/** Takes the new text of a region out of a reply: from between its marks, else out of a fenced block, else the whole. */
export function readRegion(reply: string, marks: ReplyMarks): RegionReply {
  const text = reply.replace(/\r\n?/g, '\n');
  const inside = between(text, marks);
  if (inside === undefined && marks.none?.test(text.trim())) return nothing('noEdit');
  const body = inside ?? fenced(text) ?? (marks.isBare ? upTo(text, marks.ends) : undefined);
  if (body === undefined) return nothing(isBlank(text) ? 'empty' : 'prose');
  const lines = withoutMarks(body, marks).split('\n');
  if (inside !== undefined && isFence(lines[0] ?? '') && isFence(lines.at(-1) ?? '')) {
    return { kind: 'lines', lines: lines.slice(1, -1) };
  }
  return { kind: 'lines', lines };
}

/** The text between the opening mark and the closing one, without the line ends next to them. */
function between(text: string, { open, close, ends }: ReplyMarks): string | undefined {
  const start = open === undefined ? -1 : text.indexOf(open);
  const end = close === undefined ? -1 : text.lastIndexOf(close);
  if (start === -1 && end === -1) return undefined;
  // The prompt may end with the opening mark, and the request at the closing one.
  const from = start === -1 ? 0 : start + open!.length;
  const to = end > from ? end : text.length;
  const body = end > from ? text.slice(from, to) : upTo(text.slice(from), ends);
  return body.replace(/^[ \t]*\n/, '').replace(/\n[ \t]*$/, '');
}

function fenced(text: string): string | undefined {
  const lines = text.split('\n');
  const open = lines.findIndex(isFence);
  if (open === -1) return undefined;
  const mark = /`+|~+/.exec(lines[open]!)![0];
  // The last fence closes: the text may hold fences itself.
  const close = lines.findLastIndex((line, at) => at > open && line.trim() === mark);
  return lines.slice(open + 1, close === -1 ? undefined : close).join('\n');
}

function upTo(text: string, ends: readonly string[]): string {
  const found = ends.map(end => text.indexOf(end)).filter(at => at !== -1);
  return text.slice(0, Math.min(text.length, ...found));
}

function withoutMarks(text: string, { open, close, cursor }: ReplyMarks): string {
  const marks = [open, close, cursor].filter(mark => mark !== undefined);
  return marks.reduce((rest, mark) => rest.replaceAll(mark, ''), text);
}

/**
 * An answer without the lines from outside its region that models repeat around it. What stands above or below is cut
 * off only where the region itself does not begin or end like that.
 */
export function withoutSurroundings(
  answer: readonly string[],
  old: readonly string[],
  above: readonly string[],
  below: readonly string[],
): readonly string[] {
  const head = repeated(above.toReversed(), answer, old);
  const tail = repeated(below, answer.toReversed(), old.toReversed());
  return head + tail < answer.length ? answer.slice(head, answer.length - tail) : answer;
}

/** How many lines of an answer's edge repeat the lines outside, which are given outwards from the region. */
function repeated(
  outside: readonly string[],
  answer: readonly string[],
  old: readonly string[],
): number {
  const most = Math.min(outside.length, answer.length - old.length);
  for (let count = most; count > 0; count--) {
    const edge = outside.slice(0, count).toReversed();
    const isSame = (lines: readonly string[]) => edge.every((line, at) => lines[at] === line);
    const isTelling = edge.some(line => /[\p{L}\p{N}]/u.test(line));
    if (isTelling && isSame(answer) && !isSame(old)) return count;
  }
  return 0;
}

function nothing(reason: NextEditReason): RegionReply {
  return { kind: 'nothing', reason };
}
