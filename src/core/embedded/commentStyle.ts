/** How a language marks comments; comments are not learned, so that prose never votes on code. */
export interface CommentStyle {
  readonly line: readonly string[];
  readonly block: readonly (readonly [open: string, close: string])[];
  /** A string that stands alone at the start of a line is documentation, as in Python. */
  readonly hasDocstrings: boolean;
}

const none: CommentStyle = { line: [], block: [], hasDocstrings: false };
const slashes: CommentStyle = { line: ['//'], block: [['/*', '*/']], hasDocstrings: false };
const hash: CommentStyle = { line: ['#'], block: [], hasDocstrings: false };
const python: CommentStyle = { line: ['#'], block: [], hasDocstrings: true };
const dashes: CommentStyle = { line: ['--'], block: [['/*', '*/']], hasDocstrings: false };
const lua: CommentStyle = { line: ['--'], block: [['--[[', ']]']], hasDocstrings: false };
const haskell: CommentStyle = { line: ['--'], block: [['{-', '-}']], hasDocstrings: false };
const stars: CommentStyle = { line: ['//'], block: [['(*', '*)']], hasDocstrings: false };
const julia: CommentStyle = { line: ['#'], block: [['#=', '=#']], hasDocstrings: true };
const percent: CommentStyle = { line: ['%'], block: [], hasDocstrings: false };
const terraform: CommentStyle = { line: ['#', '//'], block: [['/*', '*/']], hasDocstrings: false };
const markup: CommentStyle = { line: [], block: [['<!--', '-->']], hasDocstrings: false };
const semicolon: CommentStyle = { line: [';'], block: [], hasDocstrings: false };
const php: CommentStyle = { line: ['//', '#'], block: [['/*', '*/']], hasDocstrings: false };

const extensionsByStyle: readonly (readonly [CommentStyle, string])[] = [
  [none, 'txt json csv tsv'],
  [python, 'py pyi pyw gd'],
  [hash, 'rb sh bash zsh fish pl pm yaml yml toml r cmake mk tcl nim ex exs cfg conf ps1'],
  [dashes, 'sql ada vhd'],
  [lua, 'lua'],
  [haskell, 'hs elm'],
  [stars, 'ml mli fs fsi fsx pas'],
  [julia, 'jl'],
  [percent, 'erl hrl tex'],
  [terraform, 'tf'],
  [markup, 'html htm xml svg vue svelte md markdown xaml csproj'],
  [semicolon, 'clj cljs lisp el scm rkt asm ini'],
  [php, 'php'],
];

const styleByExtension = new Map(
  extensionsByStyle.flatMap(([style, extensions]) =>
    extensions.split(' ').map(extension => [extension, style] as const),
  ),
);

/** The comment style of a file by its name; most languages that are not listed use slashes. */
export function commentStyleOf(path: string): CommentStyle {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (name === 'makefile' || name === 'dockerfile') return hash;
  return styleByExtension.get(name.slice(name.lastIndexOf('.') + 1)) ?? slashes;
}
