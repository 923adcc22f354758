import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { namedCommands } from '../../../src/vscode/namedCommands.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: { commands: { command: string; title: string }[] };
};

test.each([
  ['It did not accept the key. Run “Inkling: Enter API Key…” and enter one.', ['Enter API Key…']],
  ['Correct its id, or choose another with “Inkling: Switch Model…”.', ['Switch Model…']],
  ['Something went wrong. The log (Inkling: Show Log) says what.', ['Show Log']],
  ['The model found nothing to change.', []],
])('%s', (message, titles) => {
  const named = namedCommands(message);
  expect(named.map(({ title }) => title)).toEqual(titles);
  for (const { title, command } of named) {
    expect(manifest.contributes.commands).toContainEqual(
      expect.objectContaining({ command, title }),
    );
  }
});
