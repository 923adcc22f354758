const genericStems = /^(index|mod|lib|main|__init__|package)$/i;

/** The word that a file is about: its name without extension and test marks, or its folder's name. */
export function stemOf(path: string): string {
  const parts = path.split('/');
  const name = parts[parts.length - 1] ?? '';
  const stem = name
    .replace(/^(test_|_+)/i, '')
    .replace(/(_test|[.-](test|spec|d|stories))?(\.\w+)*$/i, '');
  return genericStems.test(stem) ? (parts[parts.length - 2] ?? stem) : stem;
}
