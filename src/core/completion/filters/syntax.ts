/** What the scanner must know of a language to tell code from strings and comments. */
export interface Syntax {
  readonly lineComments: readonly string[];
  readonly blockComments: readonly (readonly [string, string])[];
  /** Quotes of strings on one line. */
  readonly quotes: string;
  /** Quotes of strings over several lines. */
  readonly longQuotes: readonly string[];
  /** Of both, those in which a backslash is a backslash. */
  readonly rawQuotes: readonly string[];
  readonly hasRegex?: boolean;
  /** Texts up to a line with a word of one's choice: `<<EOF`. */
  readonly hasHeredoc?: boolean;
  /** The brackets that always come in pairs. */
  readonly brackets: string;
  /** Natural language or markup: brackets and indentation mean nothing. */
  readonly isProse?: boolean;
  /** Blocks are told by indentation alone. */
  readonly isIndented?: boolean;
  /** Blocks end with the word `end`. */
  readonly hasEnd?: boolean;
  /** Definitions are told by nothing but the margin and the blank lines between them. */
  readonly isAtMargin?: boolean;
}

const plain: Syntax = {
  lineComments: ['//', '#'],
  blockComments: [['/*', '*/']],
  quotes: '"\'',
  longQuotes: [],
  rawQuotes: [],
  brackets: '()[]{}',
};

const cLike: Syntax = { ...plain, lineComments: ['//'] };
const script: Syntax = { ...cLike, longQuotes: ['`'], hasRegex: true };
const hash: Syntax = { ...plain, lineComments: ['#'], blockComments: [] };
const dashes: Syntax = { ...plain, lineComments: ['--'], blockComments: [] };
const prose: Syntax = {
  ...plain,
  lineComments: [],
  blockComments: [['<!--', '-->']],
  quotes: '',
  isProse: true,
};
const python: Syntax = { ...hash, longQuotes: ['"""', "'''"], isIndented: true };
const margin: Syntax = { ...plain, quotes: '"', isAtMargin: true };
const lisp: Syntax = { ...margin, lineComments: [';'], blockComments: [] };
const haskell: Syntax = {
  ...margin,
  lineComments: ['--'],
  blockComments: [['{-', '-}']],
  isIndented: true,
};
const ocaml: Syntax = { ...margin, lineComments: [], blockComments: [['(*', '*)']] };
const tripleC: Syntax = { ...cLike, longQuotes: ['"""'] };

const syntaxes: Readonly<Record<string, Syntax>> = {
  javascript: script,
  typescript: script,
  javascriptreact: script,
  typescriptreact: script,
  go: { ...cLike, longQuotes: ['`'], rawQuotes: ['`'] },
  // A raw string has no escapes, as a comment has none.
  rust: {
    ...cLike,
    quotes: '"',
    longQuotes: ['"'],
    blockComments: [...cLike.blockComments, ['r#"', '"#']],
  },
  java: tripleC,
  kotlin: { ...tripleC, rawQuotes: ['"""'] },
  swift: tripleC,
  scala: { ...tripleC, rawQuotes: ['"""'] },
  csharp: tripleC,
  groovy: { ...cLike, longQuotes: ['"""', "'''"] },
  dart: { ...cLike, longQuotes: ['"""', "'''"] },
  c: cLike,
  cpp: cLike,
  'objective-c': cLike,
  zig: cLike,
  php: { ...plain, lineComments: ['//', '#'], hasHeredoc: true },
  css: { ...plain, lineComments: [] },
  scss: cLike,
  less: cLike,
  json: cLike,
  jsonc: cLike,
  python,
  yaml: { ...hash, rawQuotes: ["'"], isIndented: true },
  coffeescript: { ...hash, isIndented: true, isAtMargin: true },
  nim: { ...hash, longQuotes: ['"""'], isIndented: true },
  gdscript: python,
  ruby: { ...hash, hasRegex: true, hasHeredoc: true, hasEnd: true },
  crystal: { ...hash, hasEnd: true },
  elixir: { ...hash, longQuotes: ['"""'], hasEnd: true },
  julia: { ...hash, longQuotes: ['"""'], quotes: '"', hasEnd: true },
  lua: { ...dashes, blockComments: [['--[[', ']]']], hasEnd: true },
  // A pattern of `case` closes a parenthesis that nothing opened.
  shellscript: { ...hash, brackets: '{}', rawQuotes: ["'"], hasHeredoc: true },
  makefile: { ...hash, brackets: '' },
  toml: { ...hash, longQuotes: ['"""', "'''"], rawQuotes: ["'", "'''"] },
  perl: { ...hash, brackets: '(){}', hasHeredoc: true },
  r: hash,
  powershell: { ...hash, rawQuotes: ['"', "'"], blockComments: [['<#', '#>']] },
  dockerfile: hash,
  terraform: hash,
  sql: { ...dashes, rawQuotes: ['"', "'"], blockComments: [['/*', '*/']] },
  haskell,
  elm: haskell,
  purescript: haskell,
  ocaml,
  fsharp: { ...ocaml, lineComments: ['//'], isIndented: true },
  clojure: lisp,
  lisp,
  scheme: lisp,
  racket: lisp,
  erlang: { ...hash, lineComments: ['%'], isAtMargin: true },
  matlab: { ...hash, lineComments: ['%'], quotes: '"', hasEnd: true },
  latex: { ...prose, brackets: '{}' },
  markdown: prose,
  plaintext: prose,
  restructuredtext: prose,
  asciidoc: prose,
  html: prose,
  xml: prose,
  vue: prose,
  svelte: prose,
  handlebars: prose,
  'git-commit': prose,
};

/** The syntax of a VS Code language; unknown ones are taken for something like C. */
export function syntaxOf(languageId: string): Syntax {
  return syntaxes[languageId] ?? plain;
}
