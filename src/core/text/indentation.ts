import { isBlank } from './lines.ts';

/** The white space that a line starts with. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)![0];
}

/** Columns that a piece of white space takes, with tab stops every `tabSize` columns. */
export function columnsOf(indent: string, tabSize: number): number {
  let columns = 0;
  for (const character of indent) {
    columns = character === '\t' ? columns + tabSize - (columns % tabSize) : columns + 1;
  }
  return columns;
}

/** How a text indents: with tabs or spaces, and how many columns one step takes. */
export interface IndentStyle {
  readonly usesTabs: boolean;
  /** Columns of one step; a tab counts as 4 where nothing tells otherwise. */
  readonly size: number;
}

const defaultStyle: IndentStyle = { usesTabs: false, size: 4 };

/** Looks at how much deeper lines are than the lines above them; the most frequent step wins. */
export function detectIndentStyle(lines: readonly string[]): IndentStyle {
  let tabs = 0;
  let spaces = 0;
  const steps = new Map<number, number>();
  let above = 0;
  for (const line of lines) {
    if (isBlank(line)) continue;
    const indent = indentOf(line);
    if (indent.startsWith('\t')) tabs++;
    // One space is alignment (as in block comments), not indentation.
    else if (indent.length > 1) spaces++;
    const columns = columnsOf(indent, 4);
    const step = columns - above;
    if (step > 1 && step <= 8) steps.set(step, (steps.get(step) ?? 0) + 1);
    above = columns;
  }
  if (tabs > spaces) return { usesTabs: true, size: 4 };
  const best = [...steps].sort((left, right) => right[1] - left[1])[0];
  return best === undefined ? defaultStyle : { usesTabs: false, size: best[0] };
}

/** White space of that many columns in a style. */
export function renderIndent(columns: number, style: IndentStyle): string {
  if (!style.usesTabs) return ' '.repeat(columns);
  return '\t'.repeat(Math.floor(columns / style.size)) + ' '.repeat(columns % style.size);
}
