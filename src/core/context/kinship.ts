/** Extensions of one language, or of languages that use each other's declarations. */
const families: readonly (readonly string[])[] = [
  ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'vue', 'svelte'],
  ['c', 'h', 'cc', 'cpp', 'cxx', 'hh', 'hpp', 'hxx', 'inl', 'm', 'mm'],
  ['py', 'pyi', 'pyx'],
  ['java', 'kt', 'kts', 'scala', 'groovy'],
  ['css', 'scss', 'sass', 'less'],
  ['sh', 'bash', 'zsh'],
];

/** Prose and data name everything and show the use of nothing. */
const proseAndData: ReadonlySet<string> = new Set(
  'md mdx txt rst adoc json jsonc yaml yml toml xml csv svg html'.split(' '),
);

/** How much code of one file may tell about another, from the names alone: 1 in the same language. */
export function kinship(path: string, other: string): number {
  const [one, two] = [extensionOf(path), extensionOf(other)];
  if (one === two || families.some(family => family.includes(one) && family.includes(two)))
    return 1;
  return proseAndData.has(two) ? 0.25 : 0.6;
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase();
}
