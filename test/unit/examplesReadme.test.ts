import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { learn } from '../../bench/embeddedLearn.ts';
import { secretFileRule } from '../../src/core/outbound/secretFiles.ts';
import { EmbeddedModel, leastSureness, sourcePath } from '../../src/provider/embedded.ts';
import { sealedFim } from '../support/sealedPrompts.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = read('examples/README.md');

const codeIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);

/** A row of the table: where to go, what to type there, and how what appears begins. */
interface Row {
  readonly path: string;
  readonly where: string;
  readonly typed: readonly string[];
  readonly expected: string;
}

function readRows(): readonly Row[] {
  const rows: Row[] = [];
  for (const line of readme.split('\n').filter(each => /^\| (?:`|the same)/.test(each))) {
    const [open = '', where = '', expected = ''] = line.split(' | ');
    const path = codeIn(open)[0] ?? rows.at(-1)?.path ?? '';
    rows.push({ path, where, typed: codeIn(where), expected: codeIn(expected)[0] ?? '' });
  }
  return rows;
}

/** Enter at the `│`, and what is typed after the indentation. */
function enter(picture: string, typed: string): string {
  return picture.replace(
    /^([ \t]*)(.*)│/m,
    (_, indent: string, line: string) => `${indent}${line}\n${indent}${typed}│`,
  );
}

/** Where a row has the cursor after its typing; `before` is the picture that the row above left behind. */
function typedIn({ path, where, typed }: Row, before: string): string {
  const [first = '', second = ''] = typed;
  const text = read(`examples/${path}`);
  if (where.includes('at the end')) return `${text}\n${first}\n  ${second}│\n});\n`;
  const picture = where.includes('below that')
    ? enter(before, first)
    : enter(
        text.replace(/.*Type here.*/, line => `${line}│`),
        first,
      );
  return where.endsWith('and Enter') ? enter(picture, '    ') : picture;
}

/** The embedded engine as it is set up at first, after it has read the examples: what it says at the `│`. */
async function suggester(): Promise<(path: string, picture: string) => Promise<string>> {
  const { engine } = await learn(join(root, 'examples'));
  const prefix = sourcePath('file:///workspace/');
  const model = new EmbeddedModel(
    {
      suggest: async ({ path, ...cursor }) =>
        engine.guess({ ...cursor, path: path.slice(prefix.length) }, () => false),
    },
    () => leastSureness.balanced,
  );
  return async (path, picture) => {
    let text = '';
    const request = { maxOutputTokens: 64, signal: new AbortController().signal };
    for await (const part of model.stream(sealedFim(picture, { path }), request)) {
      if (part.type === 'text-delta') text += part.text;
    }
    return text;
  };
}

test('what the examples say to type is suggested, row by row', async () => {
  const suggest = await suggester();
  const rows = readRows();
  expect(rows).toHaveLength(5);
  let picture = '';
  for (const row of rows) {
    picture = typedIn(row, picture);
    expect(row.expected).not.toBe('');
    const said = await suggest(row.path, picture);
    expect(`${row.path}: ${said.slice(0, row.expected.length)}`).toBe(
      `${row.path}: ${row.expected}`,
    );
    picture = picture.replace('│', () => `${said}│`);
  }
});

test('what the examples name is there', () => {
  const { contributes } = JSON.parse(read('package.json')) as {
    contributes: { commands: { title: string }[] };
  };
  const titles = contributes.commands.map(({ title }) => `Inkling: ${title}`);
  const named = [...readme.matchAll(/\*\*(Inkling: [^*]+)\*\*/g)].map(([, title]) => title!);
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter(title => !titles.includes(title))).toEqual([]);
  expect(read('examples/shop/model/order.ts')).toContain('function totalOf(');
  expect(read('examples/shop/model/money.ts')).toContain('function format(');
  expect(secretFileRule('labels/printer.env')).toBeDefined();
  expect(read('examples/labels/printer.env')).not.toBe('');
});
