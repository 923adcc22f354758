import { expect, test } from 'vitest';
import { terminalText } from '../../../../media/chat/terminalText.ts';

test.each([
  ['npm test\n', 'npm test'],
  ['# the dependencies\n\nnpm install  # all\n', 'npm install  # all'],
  ['$ npm test\n12 passed\n', 'npm test'],
  ['PS C:\\shop> dir\n total 3', 'dir'],
  ['C:\\shop> dir\r\n total 3\r\n', 'dir'],
  ['docker run \\\n  -p 80:80 \\\n  shop', 'docker run -p 80:80 shop'],
  ['$ docker run \\\n> -p 80:80 shop\n4fe0', 'docker run -p 80:80 shop'],
  ['echo $HOME ö 漢 ✓', 'echo $HOME ö 漢 ✓'],
])('of %j the line %j is typed', (code, text) => expect(terminalText(code)).toBe(text));

test.each([
  ['npm install\nnpm test', 'npm install\nnpm test'],
  ['$ git add .\n$ git commit\n[main 1] a', 'git add .\ngit commit'],
  ['cat <<END\n# Title\nEND', 'cat <<END\n# Title\nEND'],
  ["echo 'a \\\nb'", "echo 'a \\\nb'"],
  ['echo a\\\\\necho b', 'echo a\\\\\necho b'],
  ['# nothing but words\n', '# nothing but words\n'],
])('%j can be pasted as %j', (code, text) => expect(terminalText(code)).toBe(text));
