const byLanguageId: Readonly<Record<string, string>> = {
  typescript: 'typescript',
  typescriptreact: 'tsx',
  javascript: 'javascript',
  javascriptreact: 'javascript',
  python: 'python',
  go: 'go',
  rust: 'rust',
  java: 'java',
  csharp: 'c-sharp',
  cpp: 'cpp',
  c: 'cpp',
  'cuda-cpp': 'cpp',
  ruby: 'ruby',
  php: 'php',
  shellscript: 'bash',
  css: 'css',
};

/** The extensions of each grammar's files. */
const extensions: Readonly<Record<string, string>> = {
  typescript: 'ts mts cts',
  tsx: 'tsx',
  javascript: 'js mjs cjs jsx',
  python: 'py pyi',
  go: 'go',
  rust: 'rs',
  java: 'java',
  'c-sharp': 'cs',
  cpp: 'c h cc cpp cxx hh hpp hxx inl ipp cu cuh',
  ruby: 'rb rake gemspec',
  php: 'php phtml',
  bash: 'sh bash',
  css: 'css',
};

const byExtension: ReadonlyMap<string, string> = new Map(
  Object.entries(extensions).flatMap(([grammar, names]) =>
    names.split(' ').map(name => [name, grammar] as const),
  ),
);

/** The grammar for a file, by VS Code's language id, else by its name; undefined where there is none. */
export function grammarOf(path: string, languageId?: string): string | undefined {
  const known = languageId === undefined ? undefined : byLanguageId[languageId];
  return known ?? byExtension.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}
