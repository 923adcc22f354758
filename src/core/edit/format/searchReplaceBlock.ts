/** The three markers of a block, built so that no tool takes them for a merge conflict in this file. */
const markers = {
  search: `${'<'.repeat(7)} SEARCH`,
  divider: '='.repeat(7),
  replace: `${'>'.repeat(7)} REPLACE`,
} as const;

/** A SEARCH/REPLACE block as models are asked to write it: what stands in the file, and what comes in its place. */
export function searchReplaceBlock(before: readonly string[], after: readonly string[]): string {
  return [markers.search, ...before, markers.divider, ...after, markers.replace].join('\n');
}
