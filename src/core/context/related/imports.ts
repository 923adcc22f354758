/** What a file takes from elsewhere, as far as its text tells. */
export interface Import {
  /** As it is written: `./store`, `shop.model`, `crate::args`, `leveldb/env.h`. */
  readonly module: string;
  /** The names that it brings, where the line tells. */
  readonly names: readonly string[];
}

/** Imports stand near the beginning; in some languages further ones come later. */
const mostLines = 400;
const mostStatementLines = 40;

/** The imports of a text in a dozen languages. */
export function importsOf(lines: readonly string[]): readonly Import[] {
  const found: Import[] = [];
  for (let line = 0; line < Math.min(lines.length, mostLines); line++) {
    const text = lines[line] ?? '';
    if (!begins.test(text)) continue;
    const statement = statementAt(lines, line);
    found.push(...readStatement(statement.text));
    line = statement.lastLine;
  }
  return found;
}

const begins =
  /^\s*(?:import\b|from\s+[.\w]+\s+import\b|export\s.*\bfrom\b|export\s*\{[^}]*$|(?:pub(?:\([a-z]+\))?\s+)?use\s|using\s|require(?:_relative)?[\s(]|#include\b|(?:const|let|var)\b.*\brequire\(|(?:const|let|var)\s*\{[^}=]*$|"[\w./-]+"$|\w+\s+"[\w./-]+"$|(?:pub\s+)?mod\s+\w+;)/;

/** A statement goes on while a bracket is open. */
function statementAt(lines: readonly string[], first: number) {
  let text = '';
  let depth = 0;
  const last = Math.min(lines.length, first + mostStatementLines);
  for (let line = first; line < last; line++) {
    const code = (lines[line] ?? '').trim();
    text += `${code} `;
    for (const sign of code) {
      if (sign === '(' || sign === '{') depth++;
      else if (sign === ')' || sign === '}') depth--;
    }
    if (depth <= 0) return { text: text.trim(), lastLine: line };
  }
  return { text: text.trim(), lastLine: first };
}

function readStatement(text: string): Import[] {
  const quoted = [...text.matchAll(/['"<]([^'"<>\s]+)['">]/g)].flatMap(([, inner]) => inner ?? []);
  if (/^#include|^require_relative|^require\s*\(?['"]/.test(text))
    return quoted.slice(0, 1).map(module => ({ module, names: [] }));
  const python = /^from\s+(?<module>[.\w]+)\s+import\s*(?<names>.*)$/.exec(text)?.groups;
  if (python?.module) {
    const names = namesIn(python.names ?? '');
    const submodules = names.map(name => ({
      module: `${python.module}${python.module?.endsWith('.') ? '' : '.'}${name}`,
      names: [name],
    }));
    return [{ module: python.module, names }, ...submodules];
  }
  if (/^(?:(?:pub(?:\([a-z]+\))?\s+)?use|using)\s/.test(text)) return readUse(text);
  const module = /^(?:pub\s+)?mod\s+(\w+);/.exec(text)?.[1];
  if (module) return [{ module: `self::${module}`, names: [] }];
  if (quoted.length > 0) {
    // A block of Go's has several; elsewhere the last one is the module.
    const isBlock = /^import\s*\(/.test(text);
    const names = namesIn(text.replace(/['"].*$/, '').replace(/\brequire\b.*$/, ''));
    return (isBlock ? quoted : quoted.slice(-1)).map(from => ({
      module: from,
      names: isBlock ? [] : names,
    }));
  }
  const dotted = /^import\s+(?:static\s+)?(?<module>[\w.]+)/.exec(text)?.groups?.module;
  if (!dotted) return [];
  const name = dotted.slice(dotted.lastIndexOf('.') + 1);
  return [{ module: dotted, names: /^[A-Z]/.test(name) ? [name] : [] }];
}

/** `use crate::a::{b::C, D}` is `crate::a::b` with `C` and `crate::a` with `D`; `use A\B\C` likewise. */
function readUse(text: string): Import[] {
  const path = text
    .replace(/^(?:pub(?:\([a-z]+\))?\s+)?(?:use|using)\s+(?:static\s+|function\s+|const\s+)?/, '')
    .replace(/;.*$/, '')
    .replaceAll('\\', '::')
    .replace(/^::/, '');
  const found: Import[] = [];
  expand(path.includes('=') ? path.slice(path.indexOf('=') + 1).trim() : path, '', found);
  return found;
}

function expand(path: string, before: string, found: Import[]): void {
  const open = path.indexOf('{');
  const heads = open === -1 ? path : path.slice(0, open);
  if (open !== -1) {
    const inner = path.slice(open + 1, path.lastIndexOf('}'));
    for (const item of splitOutside(inner)) expand(item.trim(), before + heads.trim(), found);
    return;
  }
  const full = (before + heads.trim()).replace(/\s+as\s+\w+$/, '');
  const separator = full.includes('::') ? '::' : '.';
  const at = full.lastIndexOf(separator);
  const name = at === -1 ? full : full.slice(at + separator.length);
  if (full === '') return;
  const module = at === -1 ? full : full.slice(0, at);
  found.push({ module, names: name === '*' || name === 'self' ? [] : [name] });
  if (name !== '*' && name !== 'self') found.push({ module: full, names: [name] });
}

function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === '{') depth++;
    else if (sign === '}') depth--;
    else if (sign === ',' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)].filter(part => part.trim() !== '');
}

const noNames: ReadonlySet<string> = new Set(
  'import from export type typeof const let var as default static require'.split(' '),
);

function namesIn(text: string): string[] {
  return (text.match(/[A-Za-z_$][\w$]*/g) ?? []).filter(name => !noNames.has(name));
}
