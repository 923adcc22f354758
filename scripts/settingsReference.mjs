// Writes docs/settings.md from the manifest; a unit test keeps it up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './bootstrap.mjs';

const scopes = {
  machine: 'machine (a workspace cannot set it)',
  resource: 'workspace folder',
  'language-overridable': 'workspace folder and language',
  window: 'window',
};

/** The reference of all settings and commands, as Markdown. */
export function settingsReference(manifest) {
  const { configuration, commands, keybindings } = manifest.contributes;
  const settings = Object.entries(configuration.properties).map(([key, property]) =>
    describe(key, property),
  );
  const keyOf = new Map(keybindings.map(binding => [binding.command, binding]));
  const rows = commands.map(({ command, title }) => {
    const binding = keyOf.get(command);
    const keys = binding ? `\`${binding.key}\`, on a Mac \`${binding.mac}\`` : '';
    return `| Inkling: ${title} | \`${command}\` | ${keys} |`;
  });
  return [
    '# Settings and commands',
    '',
    'Generated from `package.json` by `node scripts/settingsReference.mjs`.',
    '',
    '## Settings',
    '',
    ...settings,
    '## Commands',
    '',
    '| Title | Id | Default key |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function describe(key, property) {
  const choices = (property.enum ?? []).map(
    (value, index) => `- \`${value}\`: ${property.enumDescriptions?.[index] ?? ''}`,
  );
  const object = property.items ?? property;
  const fields = Object.entries(object.properties ?? {}).map(
    ([name, field]) =>
      `- \`${name}\`${object.required?.includes(name) ? ' (required)' : ''}: ${field.description}`,
  );
  const range = 'minimum' in property ? `, ${property.minimum} to ${property.maximum}` : '';
  return [
    `### \`${key}\``,
    '',
    property.markdownDescription.replace(/`#([^#]+)#`/g, '`$1`'),
    '',
    ...(choices.length + fields.length > 0 ? [...choices, ...fields, ''] : []),
    `Type ${property.type}${range}. Default \`${JSON.stringify(property.default)}\`. Scope: ${scopes[property.scope]}.`,
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(root, 'docs', 'settings.md'), settingsReference(manifest));
}
