import { describe, expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';
import { declaredName } from '../../../../src/core/edit/declaredName.ts';

const store = `class Store {
  getUser(id: string) {
    const row = this.users.find(id);
    if (!row) throw new Error("no user");
    return row;
  }

  close() {
    this.connection.end();
  }
}
`;
const getTeam = store
  .slice(store.indexOf('  getUser'), store.indexOf('\n  close'))
  .replace('getUser', 'getTeam')
  .replace('users', 'teams')
  .replace('no user', 'no team');
const dots = '// ... existing code ...';

function check(sketch: string, text = store, path = 'store.ts'): string {
  const result = applyReply('lazy', new Map([[path, text]]), `\`\`\`\n${sketch}\n\`\`\``);
  return result.files.get(path) ?? `refused: ${result.reason}`;
}

describe('a new block that looks like its neighbour', () => {
  const added = store.replace('\n  close', `\n${getTeam}\n  close`);

  test('goes after the neighbour that is shown whole', () => {
    const shown = store.slice(store.indexOf('  getUser'), store.indexOf('\n  close'));
    expect(check(`class Store {\n${shown}\n${getTeam}\n  ${dots}\n}`)).toBe(added);
  });

  test('goes after the neighbour that is shown as head and gap', () => {
    const head = `  getUser(id: string) {\n    ${dots}\n  }`;
    expect(check(`  ${dots}\n${head}\n\n${getTeam}\n  ${dots}`)).toBe(added);
  });

  test('goes before the head that stands right below it', () => {
    expect(check(`  ${dots}\n\n${getTeam}\n  close() {\n    ${dots}\n  }\n}`)).toBe(added);
  });

  test('goes to the end of its class where the closing bracket follows it', () => {
    const atEnd = store.replace(/\}\n$/, `\n${getTeam}}\n`);
    expect(check(`class Store {\n  ${dots}\n\n${getTeam}}`)).toBe(atEnd);
  });

  test.each([
    ['alone', getTeam],
    ['between gaps', `  ${dots}\n\n${getTeam}\n  ${dots}`],
  ])('%s has no place', (_, sketch) => expect(check(sketch)).toMatch(/^refused/));

  test('under a new name with the very same body is a renamed one', () => {
    const renamed = store.replace('getUser', 'findUser');
    const block = renamed.slice(renamed.indexOf('  findUser'), renamed.indexOf('\n  close'));
    expect(check(`  ${dots}\n\n${block}\n  ${dots}`)).toBe(renamed);
  });

  test('under a new name with a gap inside is a renamed one', () => {
    const sketch = `  ${dots}\n  findUser(id: string) {\n    const row = this.users.find(id);\n    ${dots}\n  }\n  ${dots}`;
    expect(check(sketch)).toBe(store.replace('getUser', 'findUser'));
  });

  test('of Python follows the block that a gap fills', () => {
    const text =
      'class A:\n    def one(self):\n        return self.table["one"]\n\n    def two(self):\n        return 2\n';
    const three = '    def three(self):\n        return self.table["three"]\n';
    const sketch = `class A:\n    def one(self):\n        # ... existing code ...\n\n${three}\n    def two(self):\n        # ... existing code ...`;
    expect(check(sketch, text, 'a.py')).toBe(text.replace('    def two', `${three}\n    def two`));
  });
});

describe('a reading that must not be', () => {
  test('leaves a bracket open', () => {
    const text = 'function a() {\n  if (x) {\n    b();\n  }\n  c(1);\n}\n';
    const sketch = `function a() {\n  if (x) {\n    b(2);\n  c(1);\n}`;
    expect(check(sketch, text, 'a.ts')).toMatch(/^refused/);
  });

  test('takes quoted context for new lines', () => {
    const text =
      'def f(x):\n    """\n    types.\n    """\n    while 1:\n        line = x.readline()\n        if not line:\n            break\n        words = line.split()\n';
    const sketch =
      'def f(x):\n    # ... existing code ...\n    types.\n    """\n    while line := x.readline():\n        words = line.split()';
    const wanted = text.replace(/while 1:[\s\S]*break\n/, 'while line := x.readline():\n');
    expect([wanted, 'refused']).toContain(
      check(sketch, text, 'a.py').replace(/^refused.*/s, 'refused'),
    );
  });
});

describe('what a line declares', () => {
  test.each([
    ['export async function load(path) {', 'load'],
    ['    def add(self, name):', 'add'],
    ['func (s *Server) Close() error {', 'Server.Close'],
    ['pub(crate) fn parse<T>(text: &str) -> T {', 'parse'],
    ['  @Override public boolean hasNext() {', 'hasNext'],
    ['  private static int sum(int a, int b) throws E {', 'sum'],
    ["it('adds two numbers', () => {", 'it adds two numbers'],
    ['const total = (items) => {', 'total'],
    ['.button:hover {', '.button:hover {'],
    ['  "scripts": {', 'scripts'],
    ['[dependencies]', 'dependencies'],
    ['  #scope(): Scope {', '#scope'],
    ['onStart: async (event) => {', 'onStart'],
    ['  case "open": {', 'case "open"'],
    ['    Some(Token::Word(word)) => {', 'case Some(Token::Word(word))'],
  ])('%s', (line, name) => expect(declaredName(line)).toBe(name));

  test.each([
    'if (ready) {',
    '} else if (other) {',
    'return load(path);',
    'else:',
    'await withRetry(async () => {',
    'const total = items.length;',
    'for (const item of items) {',
    'items.map(item => {',
    'default:',
  ])('nothing: %s', line => expect(declaredName(line)).toBeUndefined());
});
