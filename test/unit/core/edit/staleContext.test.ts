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
    const patch = `   const path = userPath(id, true);\n   const content = await readFile(path, 'utf-8');\n   const parsed = JSON.parse(content);\n \n   audit('user', id);\n${change}`;
    expect(check(patch)).toMatch(/^refused/);
    expect(check(patch, '@@ -4,7 +4,7 @@')).toBe(wanted);
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
