import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { settingsReference } from '../../scripts/settingsReference.mjs';

test('docs/settings.md is what the manifest says (node scripts/settingsReference.mjs)', () => {
  const written = readFileSync(join(import.meta.dirname, '../../docs/settings.md'), 'utf8');
  expect(written).toBe(settingsReference(manifest));
});
