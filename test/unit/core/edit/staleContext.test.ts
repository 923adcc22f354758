import { describe, expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';

const text = `import { readFile } from 'node:fs/promises';

export async function loadUser(id: string) {
  const path = userPath(id);
  const content = await readFile(path, 'utf8');
  const parsed = JSON.parse(content);

  audit('user', id);
  return validateUser(parsed);
}

export async function loadTeam(id: string) {
  const path = teamPath(id);
  const content = await readFile(path, 'utf8');
  const parsed = JSON.parse(content);

  audit('team', id);
  return validateTeam(parsed);
}
`;

/** A patch of unprefixed context, `-` and `+` lines against the text. */
function check(patch: string, header = '@@'): string {
  const output = `--- a/load.ts\n+++ b/load.ts\n${header}\n${patch}\n`;
  const result = applyReply('unified_diff', new Map([['load.ts', text]]), output);
  return result.files.get('load.ts') ?? `refused: ${result.reason}`;
}

const wanted = text.replace('validateUser(parsed)', 'validateUser(parsed, id)');
const change = '-  return validateUser(parsed);\n+  return validateUser(parsed, id);\n }';

describe('context that is out of date', () => {
  test.each([
    [
      'a changed line',
      `   const content = await readFile(path, 'utf-8');\n   const parsed = JSON.parse(content);\n \n   audit('user', id);\n${change}`,
    ],
    [
      'a head with another parameter',
      ` export async function loadUser(id: number) {\n   const path = userPath(id);\n   const content = await readFile(path, 'utf8');\n   const parsed = JSON.parse(content);\n \n   audit('user', id);\n${change}`,
    ],
    [
      'a comment that went',
      `   const content = await readFile(path, 'utf8'); // all of it\n   const parsed = JSON.parse(content);\n \n   audit('user', id);\n${change}`,
    ],
    [
      'a blank line less',
      `   const parsed = JSON.parse(content);\n   audit('user', id);\n${change}`,
    ],
  ])('%s is still found', (_, patch) => expect(check(patch)).toBe(wanted));

  test('a head that declares something else is another block', () => {
    const patch = ` export async function loadGroup(id: string) {\n   const path = teamPath(id);\n   const content = await readFile(path, 'utf8');\n   const parsed = JSON.parse(content);\n \n   audit('team', id);\n-  return validateTeam(parsed);\n+  return validateGroup(parsed);\n }`;
    expect(check(patch)).toMatch(/^refused/);
  });

  test('two changed lines are forgiven only near the stated line', () => {
    const patch = ` export async function loadUser(id: string) {\n   const path = userPath(id, true);\n   const content = await readFile(path, 'utf-8');\n   const parsed = JSON.parse(content);\n \n   audit('user', id);\n${change}`;
    expect(check(patch)).toMatch(/^refused/);
    expect(check(patch, '@@ -3,8 +3,8 @@')).toBe(wanted);
  });
});

describe('an insertion beside a blank line that the reply does not show', () => {
  const above = '   const parsed = JSON.parse(content);';
  const below = "   audit('user', id);";

  test('goes above it where it starts with one itself', () => {
    const patch = `   const path = userPath(id);\n   const content = await readFile(path, 'utf8');\n${above}\n+\n+  check(parsed);\n${below}\n   return validateUser(parsed);`;
    expect(check(patch)).toBe(
      text.replace("\n\n  audit('user'", "\n\n  check(parsed);\n\n  audit('user'"),
    );
  });

  test('is refused where nothing tells the side', () => {
    const patch = `   const path = userPath(id);\n   const content = await readFile(path, 'utf8');\n${above}\n+  check(parsed);\n${below}\n   return validateUser(parsed);`;
    expect(check(patch)).toContain('blank line that it does not show');
  });
});

/** A SEARCH/REPLACE block against a text of its own. */
function replace(before: string, search: string, put: string): string {
  const output = `a.ts\n<<<<<<< SEARCH\n${search}\n=======\n${put}\n>>>>>>> REPLACE\n`;
  const result = applyReply('search_replace', new Map([['a.ts', before]]), output);
  return result.files.get('a.ts') ?? `refused: ${result.reason ?? result.status}`;
}

const handlers = `router.get('/users', async (request, response) => {
  const rows = await store.users.list(request.query);
  response.json({ rows, total: rows.length });
});

router.get('/teams', async (request, response) => {
  const rows = await store.teams.list(request.query);
  response.json({ rows, total: rows.length });
});
`;

describe('one name is another one', () => {
  const grid = (name: string) =>
    `  // Joined corners of a row\n  @include ${name}(0);\n  color: $row-color;\n`;
  test.each([
    ['border-end-radius', 'border-bottom-radius'],
    ['forEach', 'forEachRight'],
    ['load_user', 'load_team'],
    ['HTTPServer', 'HTTPClient'],
  ])('%s is beside %s, so it is not that one', (said, real) => {
    expect(replace(grid(real), grid(said), `${grid(said)}  top: 0;\n`)).toContain('refused');
  });
});

describe('the original is gone and a sibling stands elsewhere', () => {
  test.each([
    [
      'another name in its head',
      "router.get('/roles', async (request, response) => {\n  const rows = await store.teams.list(request.query);\n  response.json({ rows, total: rows.length });",
    ],
    [
      'another first line',
      '// Roles are few, so they are never paged.\n  const rows = await store.teams.list(request.query);\n  response.json({ rows, total: rows.length });\n});',
    ],
  ])('%s: refused', (_, search) => {
    const gone = handlers.slice(handlers.indexOf("router.get('/teams"));
    const put = search.replace('list(request.query)', 'page(request.query)');
    expect(replace(gone, search, put)).toMatch(/^refused/);
  });

  test('the place that fits best but for the changed line is no reason to take the next best', () => {
    const stale = handlers.replace('store.users.list', 'store.users.page');
    const search =
      '  const rows = await store.users.list(request.query);\n  response.json({ rows, total: rows.length });';
    expect(replace(stale, search, search.replace('list', 'all'))).toMatch(/^refused/);
  });
});

test('a line that differs by one word is the same line, unless the text uses that word elsewhere', () => {
  const search = (word: string) =>
    `router.get('/users', async (request, response) => {\n  const rows = await store.users.${word}(request.query);\n  response.json({ rows, total: rows.length });\n});`;
  const edit = (word: string) =>
    replace(handlers, search(word), search(word).replace('total:', 'count:'));
  expect(edit('select')).toBe(handlers.replace('total:', 'count:'));
  expect(edit('total')).toMatch(/^refused/);
});

test('a change that is made already is not made again to a sibling', () => {
  const done = handlers.replace(
    'response.json({ rows',
    'response.type("json");\n  response.json({ rows',
  );
  const search =
    "router.get('/users', async (request, response) => {\n  const rows = await store.users.list(request.query);\n  response.json({ rows, total: rows.length });";
  const put = search.replace('response.json', 'response.type("json");\n  response.json');
  expect(replace(done, search, put)).toContain('has this change already');
});

test('a slip of the pen in a quoted line is forgiven, and said', () => {
  const head = "router.get('/users', async (reqest, response) => {";
  const search = `${head}\n  const rows = await store.users.list(request.query);`;
  const put = search.replace('list', 'page');
  const output = `a.ts\n<<<<<<< SEARCH\n${search}\n=======\n${put}\n>>>>>>> REPLACE\n`;
  const files = new Map([['a.ts', handlers]]);
  const result = applyReply('search_replace', files, output);
  expect(result.files.get('a.ts')).toBe(handlers.replace('users.list', 'users.page'));
  expect(result.approximate).toMatchObject([{ index: 0, path: 'a.ts', start: 0, endExclusive: 2 }]);
  expect(result.warnings[0]).toMatch(/Change 1 was matched approximately \(\d+ %\) at line 1/);
});

test('an approximate change that would leave a bracket open fails, the others stand', () => {
  const first = `@@\n router.get('/users', async (reqest, response) => {\n   const rows = await store.users.list(request.query);\n+  if (rows.length === 0) {\n   response.json({ rows, total: rows.length });`;
  const second = `@@\n-  const rows = await store.teams.list(request.query);\n+  const rows = await store.teams.page(request.query);`;
  const output = `*** Begin Patch\n*** Update File: a.ts\n${first}\n${second}\n*** End Patch\n`;
  const result = applyReply('apply_patch', new Map([['a.ts', handlers]]), output);
  expect(result.files.get('a.ts')).toBe(handlers.replace('teams.list', 'teams.page'));
  expect(result.failed).toMatchObject([{ index: 0, reason: expect.stringContaining('bracket') }]);
});

test('a patch whose context lost its blank here and there keeps the depth of its new lines', () => {
  const patch =
    " router.get('/users', async (request, response) => {\n  const rows = await store.users.list(request.query);\n+  log(rows);\n   response.json({ rows, total: rows.length });";
  const output = `*** Begin Patch\n*** Update File: a.ts\n@@\n${patch}\n*** End Patch\n`;
  const result = applyReply('apply_patch', new Map([['a.ts', handlers]]), output);
  expect(result.files.get('a.ts')).toBe(
    handlers.replace('\n  response.json', '\n  log(rows);\n  response.json'),
  );
});

const block = (before: string, after: string) =>
  `${'<'.repeat(7)} SEARCH\n${before}\n${'='.repeat(7)}\n${after}\n${'>'.repeat(7)} REPLACE\n`;

test('a word of a string tells one block from its sibling', () => {
  const text =
    'function columnsOf(table) {\n  const found = run(\n    `select object_id from sys.columns `,\n  );\n  return found.rows;\n}\n';
  const asked = text.replace('sys.columns', 'sys.tables').trimEnd();
  const output = block(asked, asked.replace('found.rows', 'found.all'));
  expect(applyReply('search_replace', new Map([['a.js', text]]), output).status).toBe('refused');
});

test('an example that reads the same but for its spacing is not changed once more', () => {
  const example = (first: string, gap: string) =>
    ` * import { of, map } from 'streams';\n *\n * ${first}\n *     map(n => {\n *${gap}if (n === 4) {\n`;
  const chained = 'of(1, 2, 3, 4, 5)\n *   .pipe(';
  const [gap, wide] = ['       ', '   \t   '];
  const text = `${example(chained, wide)} */\n${example('of(1, 2, 3, 4, 5).pipe(', gap)}`;
  const asked = example('of(1, 2, 3, 4, 5).pipe(', wide).trimEnd();
  const output = block(asked, example(chained, wide).trimEnd());
  const result = applyReply('search_replace', new Map([['a.ts', text]]), output);
  expect(result.reason).toContain('already');
});
