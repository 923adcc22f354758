import { isBlank } from '../../text/lines.ts';
import { searchHunk } from '../hunk.ts';
import type { Hunk } from '../reply.ts';

const numbered = /^\s*L?(\d+)( *[|:│→]|\t| |$)(.*)$/;

/**
 * The hunk without the line numbers that a model copied from a numbered listing. A blank after every number is the
 * listing's, or the lines' own.
 */
export function withoutLineNumbers(hunk: Hunk): Hunk[] {
  const numbers = hunk.before.map(line => numbered.exec(line));
  if (numbers.length === 0 || !numbers.every(match => match !== null)) return [];
  const first = Number(numbers[0]![1]);
  const isCounting = numbers.every((match, at) => Number(match[1]) === first + at);
  if (!isCounting) return [];
  // A new line without a number may begin like one that has one.
  const end = first + Math.max(hunk.before.length, hunk.after.length);
  const read = (gap: RegExp) => {
    const rest = (line: string) => {
      const [, number = '', mark, text = ''] = numbered.exec(line) ?? [];
      const isListed =
        (mark === numbers[0]![2] || mark === '') && Number(number) >= first && Number(number) < end;
      return isListed ? text.replace(gap, '') : line;
    };
    const [before, after] = [hunk.before.map(rest), hunk.after.map(rest)];
    const lineHint = Math.max(0, first - 1);
    return searchHunk(before, after, { ...hunk, ...changesOf(before, after), lineHint });
  };
  const isApart = numbers.every(match => /^(?:\s|$)/.test(match[3]!));
  return isApart ? [read(/^\s/), read(/^/)] : [read(/^/)];
}

/** The hunk as it reads when the model escaped its text once too often. */
export function unescaped(hunk: Hunk): Hunk[] {
  return [unescapeQuotes, unescapeBackslashes, unescapeEntities, unescapeMarkdown].flatMap(read => {
    const before = hunk.before.flatMap(line => read(line).split('\n'));
    if (before.join('\n') === hunk.before.join('\n') || before.every(isBlank)) return [];
    const after = hunk.after.flatMap(line => read(line).split('\n'));
    return [searchHunk(before, after, { ...hunk, ...changesOf(before, after) })];
  });
}

function changesOf(before: string[], after: string[]): Pick<Hunk, 'before' | 'after' | 'changes'> {
  return { before, after, changes: searchHunk(before, after).changes };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '' };

/** Mostly only quotes are escaped once too often: then `\n` is the code's own. */
function unescapeQuotes(line: string): string {
  return line.replace(/\\(["'`])/g, '$1');
}

function unescapeBackslashes(line: string): string {
  return line.replace(/\\([nrt"'`\\])/g, (_, character: string) => escapes[character] ?? character);
}

/** Markdown's own signs, escaped where code needs no escapes. */
function unescapeMarkdown(line: string): string {
  return line.replace(/\\([*_<>#[\]])/g, '$1');
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
};

function unescapeEntities(line: string): string {
  return line.replace(/&(?:(lt|gt|quot|apos|amp)|#(x[\da-f]{2}|\d{2,3}));/gi, (_, name, code) =>
    name
      ? (entities[name.toLowerCase()] ?? name)
      : String.fromCharCode(Number(code.replace(/^x/i, '0x'))),
  );
}

/** The hunk with the two hyphens that a word processor would make a dash of. */
export function withHyphens(hunk: Hunk): Hunk[] {
  if (!hunk.before.some(line => line.includes('\u2014'))) return [];
  const hyphens = (line: string) => line.replaceAll('\u2014', '--');
  const quoted = new Set(hunk.before);
  const before = hunk.before.map(hyphens);
  const after = hunk.after.map(line => (quoted.has(line) ? hyphens(line) : line));
  return [{ ...hunk, before, after }];
}
