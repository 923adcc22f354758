import type { PartSource } from '../prompt/prompt.ts';

/** What a part is, for people: `Your question`, `Selection`, `Similar code`. */
export function nameOf({ type, kind }: PartSource): string {
  switch (type) {
    case 'user':
      return `Your ${kind}`;
    case 'model':
      return 'Earlier answer';
    case 'instructions':
      return 'Inkling’s instructions';
    case 'file':
      return fileParts[kind] ?? kind;
  }
}

const fileParts: Readonly<Record<string, string>> = {
  prefix: 'Text before',
  suffix: 'Text after',
  selection: 'Selection',
  file: 'File',
  rules: 'Rules of the project',
  diagnostic: 'Problems',
  diff: 'Changes',
  definition: 'Definition',
  declaration: 'Declarations',
  ownFile: 'Farther up in the file',
  openEditor: 'From an open editor',
  recentEdit: 'Recently edited',
  similar: 'Similar code',
  matched: 'Matching lines',
  map: 'Repository map',
  found: 'Found for the question',
  usage: 'Usages',
  clipboard: 'Clipboard',
  chunk: 'Code to embed',
};

function atLines(source: PartSource): string {
  const span = lines(source);
  if (span === '' || span === 'none') return '';
  return `${/[–,]/.test(span) ? 'lines' : 'line'} ${span}`;
}

/** `3–7`, or `3` for one line, as people count them. */
function lineSpan(startLine: number, endLineExclusive: number): string {
  const [first, last] = [startLine + 1, endLineExclusive];
  return first === last ? `${first}` : `${first}–${last}`;
}

/** Lines as people count them, from 1. */
function lines(source: PartSource): string {
  if (source.type !== 'file') return '';
  if (source.startLine >= source.endLineExclusive) return 'none';
  const runs = source.runs ?? [source];
  return runs.map(run => lineSpan(run.startLine, run.endLineExclusive)).join(', ');
}

/** The secrets that are masked in a prompt, as a line of a list: `- Masked secrets: GitHub token, password (2)`. */
export function maskedLine(kinds: readonly string[]): string[] {
  if (kinds.length === 0) return [];
  const named = [...new Set(kinds)].map(kind => {
    const times = kinds.filter(other => other === kind).length;
    return times > 1 ? `${kind} (${times})` : kind;
  });
  return [`- Masked secrets: ${named.join(', ')}`];
}

/** What a list tells of a part: how many tokens it has, what it is, and where it is from. */
export interface Listed {
  readonly tokens?: number | undefined;
  readonly what: string;
  readonly where?: string | undefined;
}

/**
 * A list that can be read in a narrow editor: the tokens below each other, and where a part is from on a line of its
 * own, under its name.
 */
export function listed(parts: readonly Listed[]): string {
  const width = Math.max(0, ...parts.map(({ tokens }) => `${tokens ?? ''}`.length));
  return parts
    .map(({ tokens = '', what, where }) => {
      const mark = width > 0 ? `- ${`${tokens}`.padStart(width)}  ` : '- ';
      const place = where ? [''.padEnd(mark.length) + where] : [];
      return [mark + what, ...place].map(line => line.replace(/\s*\n\s*/g, ' ')).join('\n');
    })
    .join('\n');
}

/** `src/a.ts, lines 3–7`; empty for what is not of a file. */
export function placeOf(source: PartSource): string {
  return source.type === 'file' ? [source.path, atLines(source)].filter(Boolean).join(', ') : '';
}

/** A fence that is longer than any in the body, so that the body stands unchanged. */
export function fenced(body: string, language = ''): string {
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${body}\n${fence}`;
}

/** The text of a part as it is, coloured as what its file is. */
export function fencedPart(source: PartSource, text: string): string {
  if (source.type !== 'file') return fenced(text);
  return fenced(text, source.kind === 'diff' ? 'diff' : /\.(\w+)$/.exec(source.path)?.[1]);
}
