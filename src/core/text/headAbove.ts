const above =
  /^\s*(?:\/\/|\/\*|\*(?:[\s/]|$)|#(?!include|define|if|endif)|--\s|@|\[[A-Z]|export\s*$)/;

/** Whether a line is a comment, an attribute or a decorator, and so belongs to what stands below it. */
export function belongsBelow(line: string): boolean {
  return above.test(line);
}

/** The first of the lines right above a line that belong to it; the line itself where there are none. */
export function headAbove(lines: readonly string[], line: number): number {
  let start = line;
  while (start > 0 && belongsBelow(lines[start - 1]!)) start--;
  return start;
}
