import { expect, test } from 'vitest';
import { areAboutScript, isForTerminal } from '../../../../media/chat/shellBlock.ts';

test.each([
  ['sh', 'npm test', true],
  ['Bash ', 'npm test', true],
  ['console', '$ npm test', true],
  ['powershell', 'dir', true],
  ['bash scripts/build.sh', 'npm test', false],
  ['bash', '#!/bin/bash\nnpm test', false],
  ['ts', 'test();', false],
  ['', 'npm test', false],
])('a block %j of %j is for the terminal: %s', (info, code, expected) =>
  expect(isForTerminal({ info, code })).toBe(expected),
);

test('where a script went along, a block may be a change to it', () => {
  const asked = (...labels: string[]) => [
    { chips: labels.map(label => ({ id: label, label, detail: label, kind: 'file' as const })) },
  ];
  expect(areAboutScript(asked('order.ts', 'build.sh:3-9'))).toBe(true);
  expect(areAboutScript(asked('shop.ts'))).toBe(false);
});
