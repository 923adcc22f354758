import type { FimTemplate } from './fimTemplate.ts';

/** What a FIM prompt is made of, after the gate. */
export interface FimText {
  readonly path: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly snippets: readonly { readonly path: string; readonly text: string }[];
  readonly languageId: string;
}

/** Writes a FIM prompt in the form of a model family. */
export function renderFimPrompt(template: FimTemplate, text: FimText): string {
  const safe = mapTexts(text, value => disarm(template, value));
  const files = renderFiles(template, safe);
  const isBeforePrompt = template.files?.place === 'beforePrompt';
  const prefix = template.prefix + (isBeforePrompt ? '' : files) + safe.prefix;
  const suffix = template.suffix + safe.suffix;
  const body = template.order === 'prefix-suffix' ? prefix + suffix : suffix + prefix;
  return (isBeforePrompt ? files : '') + body + template.end;
}

/** The prefix for an endpoint that takes prefix and suffix: snippets stand before it as comments. */
export function prefixWithSnippets(text: FimText): string {
  const comment = lineComment(text.languageId);
  const blocks = text.snippets.map(snippet =>
    [`Path: ${snippet.path}`, ...snippet.text.split(/\r?\n/)].map(line => `${comment} ${line}\n`),
  );
  return blocks.flat().join('') + text.prefix;
}

function renderFiles(template: FimTemplate, text: FimText): string {
  const { files } = template;
  if (!files) return prefixWithSnippets({ ...text, prefix: '' });
  // CodeGeeX wants its header always; for the others one file needs no separator.
  if (text.snippets.length === 0 && template.name !== 'codegeex') return '';
  const others = text.snippets.map(snippet => files.file(snippet.path, snippet.text));
  return (files.beforeAll ?? '') + others.join('') + files.current(text.path);
}

/** Servers read special tokens inside the user's text as commands; a blank inside makes them plain text. */
function disarm(template: FimTemplate, text: string): string {
  let result = text;
  for (const token of template.tokens) {
    // HTML's end tags and the like are more often text than an attack on the prompt.
    if (token === '</s>') continue;
    result = result.replaceAll(token, `${token.slice(0, 1)} ${token.slice(1)}`);
  }
  return result;
}

function mapTexts(text: FimText, change: (value: string) => string): FimText {
  return {
    ...text,
    prefix: change(text.prefix),
    suffix: change(text.suffix),
    snippets: text.snippets.map(snippet => ({ ...snippet, text: change(snippet.text) })),
  };
}

const hashLanguages =
  /^(?:python|ruby|perl|shellscript|yaml|r|julia|elixir|makefile|dockerfile|toml|powershell|coffeescript|nim|gdscript)$/;
const dashLanguages = /^(?:sql|lua|haskell|ada|elm|vhdl)$/;
const percentLanguages = /^(?:latex|tex|erlang|prolog|matlab)$/;
const semicolonLanguages = /^(?:clojure|lisp|scheme|racket|ini|asm)$/;

/** What begins a line comment; `//` where the language has none of its own or is not known. */
export function lineComment(languageId: string): string {
  if (hashLanguages.test(languageId)) return '#';
  if (dashLanguages.test(languageId)) return '--';
  if (percentLanguages.test(languageId)) return '%';
  if (semicolonLanguages.test(languageId)) return ';';
  return '//';
}
