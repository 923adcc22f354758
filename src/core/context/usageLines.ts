import { declaredNames } from './declarations.ts';

/** Lines around a usage that say what it is for. */
const linesAround = 2;
/** Longer lines are data. */
const longestLine = 400;

/**
 * Stretches of a text that use a name, each with a few lines around it, at most `most`. What declares the name is no
 * usage.
 */
export function usageLines(
  lines: readonly string[],
  name: string,
  most: number,
): readonly { readonly startLine: number; readonly endLineExclusive: number }[] {
  const found = lines.flatMap((line, at) => (uses(line, name) ? [at] : []));
  return around(found, lines.length, most);
}

/** The stretches around some lines, in order; those that touch are one. */
export function around(
  used: readonly number[],
  lineCount: number,
  most: number,
): readonly { readonly startLine: number; readonly endLineExclusive: number }[] {
  const stretches: { startLine: number; endLineExclusive: number }[] = [];
  for (const line of [...used].sort((one, other) => one - other)) {
    const startLine = Math.max(0, line - linesAround);
    const endLineExclusive = Math.min(lineCount, line + linesAround + 1);
    const last = stretches.at(-1);
    if (last && startLine <= last.endLineExclusive) last.endLineExclusive = endLineExclusive;
    else if (stretches.length < most) stretches.push({ startLine, endLineExclusive });
    else break;
  }
  return stretches;
}

function uses(line: string, name: string): boolean {
  if (line.length > longestLine) return false;
  for (let at = line.indexOf(name); at !== -1; at = line.indexOf(name, at + 1)) {
    const isWhole = !isWordAt(line, at - 1) && !isWordAt(line, at + name.length);
    if (isWhole) return !declares(line, name) && !importLine.test(line);
  }
  return false;
}

const importLine = /^\s*(?:import|from|use|using)\b/;

/** `name(…)` at the start of a line is a call, unless a block follows. */
function declares(line: string, name: string): boolean {
  const isCall = /^\s*[\w$.]+\(/.test(line) && !line.trimEnd().endsWith('{');
  return !isCall && declaredNames(line).includes(name);
}

function isWordAt(line: string, at: number): boolean {
  return /[\w$]/.test(line.charAt(at));
}

/** A name, with where it stands. */
export interface NamedPlace {
  readonly name: string;
  /** 0-based. */
  readonly line: number;
  readonly column: number;
}

/** What is selected is about the first name that it declares; undefined where it declares none. */
export function declaredIn(
  lines: readonly string[],
  start: number,
  endExclusive: number,
): NamedPlace | undefined {
  for (let line = start; line < Math.min(endExclusive, lines.length); line++) {
    const text = lines[line] ?? '';
    const name = declaredNames(text).find(each => each.length > 2);
    if (name !== undefined) return { name, line, column: text.indexOf(name) };
  }
  return undefined;
}
