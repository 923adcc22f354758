import type { LineRange } from './rewriteRange.ts';

/** The merge conflict around a line, markers included; undefined where there is none. */
export function conflictAt(lines: readonly string[], line: number): LineRange | undefined {
  const start = lines.findLastIndex((text, at) => at <= line && /^<{7}(?: |$)/.test(text));
  if (start === -1) return undefined;
  const middle = lines.findIndex((text, at) => at > start && /^={7}$/.test(text));
  const end = lines.findIndex((text, at) => at > start && /^>{7}(?: |$)/.test(text));
  if (middle === -1 || end < middle || end < line) return undefined;
  return { start, endExclusive: end + 1 };
}
