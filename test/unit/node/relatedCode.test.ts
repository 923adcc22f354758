import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { WorkspaceIndex } from '../../../src/node/workspaceIndex.ts';

const root = mkdtempSync(join(tmpdir(), 'inkling-related-'));
afterAll(() => rmSync(root, { recursive: true }));

const files = {
  'src/store.ts':
    'export class OrderStore {\n  save(order: Order): void {\n    write(order);\n  }\n  findByCustomer(id: string): Order[] {\n    return [];\n  }\n}\n',
  'src/open.ts': 'export function openStore(path: string): OrderStore {\n  return make(path);\n}\n',
  'src/index.ts': "export { OrderStore } from './store';\n",
  'src/.aiignore': 'canary.ts\n',
  'src/canary.ts': 'export class OrderStore {\n  ignoredCanary(): void {}\n}\n',
  '.env': 'OrderStore_secretCanary=1\n',
};

async function indexed(): Promise<WorkspaceIndex> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const index = new WorkspaceIndex();
  await index.indexFolder(root, { maxFiles: 100 });
  return index;
}

/** The declarations for a place, as `within: text`, best first. */
async function declared(index: WorkspaceIndex, prefix: string): Promise<string[]> {
  const query = { prefix, suffix: '\n', filePath: join(root, 'src/main.ts'), limit: 20 };
  const found = await index.related(query);
  return found.declared.map(
    ({ within, text }) => `${within ? `${within.text} ` : ''}${text.trim()}`,
  );
}

const saved = 'export class OrderStore { save(order: Order): void {';
const foundMember = 'export class OrderStore { findByCustomer(id: string): Order[] {';

test.each([
  [
    'of a variable with a type',
    "import { OrderStore } from './store';\nfunction run(store: OrderStore) {\n  store.",
  ],
  [
    'of what a function returns',
    "import { openStore } from './open';\nconst orders = openStore('x');\norders.",
  ],
  ['through a file that only hands on', "import { OrderStore } from '.';\nnew OrderStore()."],
])('members are found: %s', async (_, prefix) => {
  const members = await declared(await indexed(), prefix);
  expect(members).toContain(saved);
  expect(members).toContain(foundMember);
});

test('nothing that is ignored or secret is declared', async () => {
  const index = await indexed();
  const all = await declared(
    index,
    "import { OrderStore } from './store';\nconst a: OrderStore;\na.",
  );
  expect(all.join('\n')).not.toContain('anary');
});

test('what was declared before a change is forgotten', async () => {
  const index = await indexed();
  const place = "import { OrderStore } from './store';\nconst a: OrderStore;\na.";
  expect((await declared(index, place)).join()).toContain('findByCustomer');
  const filePath = join(root, 'src/store.ts');
  const text = 'export class OrderStore {\n  keep(order: Order): void {}\n}\n';
  writeFileSync(filePath, text);
  await index.setFile({ filePath, path: 'src/store.ts' }, text);
  const all = await declared(index, place);
  expect(all).toContain('export class OrderStore { keep(order: Order): void {}');
  expect(all.join()).not.toContain('findByCustomer');
});
