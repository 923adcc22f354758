import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Grammars } from '../../../src/node/grammars.ts';
import { WorkspaceIndex } from '../../../src/node/workspaceIndex.ts';
import { grammarFolder } from '../../support/syntaxTrees.ts';

const root = mkdtempSync(join(tmpdir(), 'inkling-question-'));
const index = new WorkspaceIndex({ grammars: new Grammars(grammarFolder) });

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

const shipping = `/** What it costs to bring an order to a customer. */
export class Shipping {
  private readonly zones = new Map<string, number>();

  freightFor(order: Order): number {
    const zone = this.zones.get(order.country);
    // Heavy parcels pay by weight.
    return (zone ?? 10) * order.weight;
  }
}
`;

beforeAll(async () => {
  write('src/shipping.ts', shipping);
  write(
    'src/order.ts',
    "import { Shipping } from './shipping';\nexport const price = (order: Order) =>\n  new Shipping().freightFor(order) + order.sum;\n",
  );
  write('src/mail.ts', 'export function sendMail(to: string) {\n  return post(to);\n}\n');
  write(
    'test/shipping.test.ts',
    "test('freight of heavy parcels is paid by weight', () => {\n  new Shipping().freightFor(heavyParcel);\n});\n",
  );
  for (const path of ['src/pack.ts', 'test/pack.test.ts']) {
    write(path, '// Fragile porcelain comes first.\nexport const packing = [1, 2];\n');
  }
  write('.aiignore', 'secret/\n');
  write('secret/shipping.ts', 'export const freightForPartners = 1; // canary\n');
  write('.env', 'FREIGHT_KEY=canary\n');
  await index.indexFolder(root, { maxFiles: 100 });
});
afterAll(async () => {
  await index.close();
  rmSync(root, { recursive: true });
});

async function found(question: string, earlier: string[] = []) {
  const lines = await index.find({ question, earlier, limit: 5, patienceMs: 0 });
  return lines.map(
    ({ path, startLine, endLineExclusive }) => `${path}:${startLine}-${endLineExclusive}`,
  );
}

test('a question finds code that says the same in other words, as a whole function under its class', async () => {
  const [best] = await index.find({
    ...{ question: 'How is the freight of a heavy parcel computed?', earlier: [] },
    ...{ limit: 5, patienceMs: 0 },
  });
  expect(best).toMatchObject({ path: 'src/shipping.ts' });
  expect(best?.text).toContain('* order.weight;');
});

test('code comes before its tests; these move up where they are asked about', async () => {
  expect((await found('fragile porcelain'))[0]).toMatch(/^src\/pack/);
  expect((await found('tests of fragile porcelain'))[0]).toMatch(/^test\/pack/);
});

test('what is ignored or secret is not found', async () => {
  const all = await index.find({
    ...{ question: 'freightForPartners FREIGHT_KEY canary freight', earlier: [] },
    ...{ limit: 50, patienceMs: 0 },
  });
  expect(all.map(({ path }) => path)).not.toContain('secret/shipping.ts');
  expect(JSON.stringify(all)).not.toContain('canary');
});

test('a question without words of its own goes on with the one before', async () => {
  expect(await found('And why?')).toEqual([]);
  expect((await found('And why?', ['Who sends mail?']))[0]).toMatch(/^src\/mail/);
});

test('usages of a name are found in other files, with their lines', async () => {
  const query = { name: 'freightFor', filePath: join(root, 'src/shipping.ts'), limit: 5 };
  const usages = await index.usages(query);
  expect(usages.map(({ path }) => path)).toEqual(['src/order.ts', 'test/shipping.test.ts']);
  expect(usages[0]?.text).toContain('new Shipping().freightFor(order)');
});
