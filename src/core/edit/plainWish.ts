/** What a language's own extension does exactly: an action by its kind, or a rename. */
export type PlainWish = { readonly kind: string } | { readonly from: string; readonly to: string };

const imports: readonly (readonly [RegExp, string])[] = [
  [/^(?:organi[sz]e|tidy(?: up)?|clean up)$/i, 'source.organizeImports'],
  [/^sort$/i, 'source.sortImports'],
  [/^remove (?:all )?unused$/i, 'source.removeUnusedImports'],
];

/** Reads an instruction that wishes for one such thing and nothing else; undefined for all others. */
export function plainWish(instruction: string): PlainWish | undefined {
  const said = instruction
    .trim()
    .replace(/[.!]$/, '')
    .replace(/^please /i, '');
  const verb = /^(.+?)(?: the| all| my)? imports$/i.exec(said)?.[1];
  const kind = imports.find(([words]) => verb !== undefined && words.test(verb))?.[1];
  if (kind !== undefined) return { kind };
  const name = '[`\'"“]?([\\p{L}_$][\\p{L}\\p{N}_$]*)[`\'"”]?';
  const [, from, to] = new RegExp(`^rename ${name} (?:in)?to ${name}$`, 'iu').exec(said) ?? [];
  return from !== undefined && to !== undefined ? { from, to } : undefined;
}
