/** Gap bytes from here on are tabs. */
const firstTabs = 200;

/**
 * White space between two tokens of a line as a byte: so many spaces, or so many tabs.
 * A mixture, which nobody aligns with on purpose, counts as one space.
 */
export function gapByte(gap: string): number {
  const isSpaces = /^ *$/.test(gap);
  if (isSpaces) return Math.min(gap.length, firstTabs - 1);
  return /^\t+$/.test(gap) ? Math.min(firstTabs + gap.length, 255) : 1;
}

/** The white space that a gap byte stands for. */
export function gapText(gap: number): string {
  return gap < firstTabs ? ' '.repeat(gap) : '\t'.repeat(gap - firstTabs);
}
