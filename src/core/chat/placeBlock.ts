import type { ApplyOptions } from '../edit/appliedReply.ts';
import { applyReply } from '../edit/applyReply.ts';
import { pathsIn } from '../edit/readReply.ts';
import { replyFormat } from '../edit/replyFormat.ts';
import { indentOf } from '../text/indentation.ts';
import { dominantEol, isBlank, isSolid, splitLines } from '../text/lines.ts';
import { sameFunctionIn } from './sameFunction.ts';

/** Where a code block of an answer belongs: the whole new text of the document, or why that is not clear. */
export type PlacedBlock =
  | { readonly kind: 'placed'; readonly after: string; readonly notes: readonly string[] }
  | {
      readonly kind: 'refused';
      readonly reason: string;
      /** Its place is known, but it would do harm as far as can be told: the user may want it all the same. */
      readonly isHarm?: boolean;
    };

/**
 * Finds the place of a code block in a document. A patch says its place itself; a new version of what was
 * selected replaces the selection, and that of a function the function; everything else must share lines with the
 * document. It never guesses.
 */
export function placeBlock(
  code: string,
  document: { readonly path: string; readonly text: string },
  selected: string | undefined,
  options: ApplyOptions = {},
): PlacedBlock {
  const format = replyFormat(code);
  if (format === 'lazy' && selected !== undefined && isNewVersion(code, selected)) {
    const after = replaceOnce(document.text, selected, code);
    if (after !== undefined) return { kind: 'placed', after, notes: [] };
  }
  const old = format === 'lazy' ? sameFunctionIn(document.text, code) : undefined;
  if (old !== undefined) {
    const after = replaceOnce(document.text, old, code);
    if (after !== undefined) return { kind: 'placed', after, notes: [] };
  }
  const files = new Map([[document.path, document.text]]);
  const {
    status,
    files: changed,
    failed,
    reason,
    warnings,
    guard,
  } = applyReply(format, files, fenced(code), options);
  const after = changed.get(document.path);
  if (status === 'refused') {
    const why = reason ?? 'Its place is unknown.';
    return { kind: 'refused', reason: why, isHarm: guard !== undefined };
  }
  if (typeof after !== 'string') return { kind: 'placed', after: document.text, notes: warnings };
  const missed = failed.map(({ reason: why }) => `A part was left out: ${why}`);
  return { kind: 'placed', after, notes: [...missed, ...warnings] };
}

/** A code block as a whole reply about several files; undefined where it names fewer. */
export function severalFilesIn(code: string): string | undefined {
  return patchedPaths(code).length > 1 ? fenced(code) : undefined;
}

/** The files that a code block changes, as it calls them itself; none where it is code and no patch. */
export function patchedPaths(code: string): readonly string[] {
  return isPatch(code) ? pathsIn(replyFormat(code), fenced(code)) : [];
}

function isPatch(code: string): boolean {
  return replyFormat(code) !== 'lazy';
}

/** True where a code block is a patch whose place is in this document. */
export function isPatchOf(
  code: string,
  document: { readonly path: string; readonly text: string },
): boolean {
  if (!isPatch(code)) return false;
  const placed = placeBlock(code, document, undefined);
  return placed.kind === 'placed' && placed.after !== document.text;
}

/** The text of a file that a code block makes under this name: its code, or what a patch adds to an empty file. */
export function newFileText(code: string, path: string): string | undefined {
  if (!isPatch(code)) return `${code}\n`;
  const placed = placeBlock(code, { path, text: '' }, undefined);
  return placed.kind === 'placed' && placed.after !== '' ? placed.after : undefined;
}

/** The formats are read from whole replies: a fence longer than any in the code keeps the code together. */
function fenced(code: string): string {
  const runs = [...code.matchAll(/`{3,}/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return `${fence}\n${code}\n${fence}\n`;
}

const declaration =
  /\b(?:function|class|interface|type|enum|struct|trait|impl|def|fn|func|const|let|var|val|module)\s+\*?([\p{L}_$][\p{L}\p{N}_$]*)/u;

/** Both begin with the same line, or declare the same name first. */
function isNewVersion(code: string, selected: string): boolean {
  const first = firstLine(code);
  if (first === '' || first === firstLine(selected)) return first !== '';
  const name = declaration.exec(code)?.[1];
  return name !== undefined && name === declaration.exec(selected)?.[1];
}

function firstLine(text: string): string {
  return text.split('\n').find(isSolid)?.trim() ?? '';
}

/** Replaces the only place where `selected` stands, at its depth and with the document's line ends. */
function replaceOnce(text: string, selected: string, code: string): string | undefined {
  const start = text.indexOf(selected);
  if (start === -1 || text.indexOf(selected, start + 1) !== -1) return undefined;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const line = text.slice(lineStart, text.indexOf('\n', lineStart) >>> 0);
  const lines = atDepth(code, indentOf(line));
  const first = start === lineStart ? lines[0]! : lines[0]!.trimStart();
  const eol = dominantEol(splitLines(text).ends);
  const tail = /\r?\n$/.test(selected) ? eol : '';
  const replacement = [first, ...lines.slice(1)].join(eol) + tail;
  return text.slice(0, start) + replacement + text.slice(start + selected.length);
}

/** The lines of the code, moved so that the shallowest stands at `indent`. */
function atDepth(code: string, indent: string): string[] {
  const lines = code.replace(/\s+$/, '').split(/\r?\n/);
  const depths = lines.filter(isSolid).map(line => indentOf(line).length);
  const own = Math.min(...depths);
  return lines.map(line => (isBlank(line) ? '' : indent + line.slice(own)));
}
