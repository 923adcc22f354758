import { describe, expect, test } from 'vitest';
import { declarationLines } from '../../../../src/core/context/declarationLines.ts';
import { declaredNames } from '../../../../src/core/context/declarations.ts';
import { nearbySymbols } from '../../../../src/core/context/nearbySymbols.ts';
import { termsOf } from '../../../../src/core/context/terms.ts';

test.each([
  ['getUserName(id)', ['getusername', 'get', 'user', 'name', 'id']],
  ['HTTPServer2 MAX_SIZE', ['httpserver2', 'http', 'server', 'max_size', 'max', 'size']],
  ['a + 1', []],
])('terms of %s', (text, expected) => expect(termsOf(text)).toEqual(expected));

test.each([
  ['export class Cart extends Base {', ['Cart']],
  ['export default async function load() {', ['load']],
  ['  const total = 1;', ['total']],
  ['def handle(self, request):', ['handle']],
  ['func (s *Server) Start(ctx context.Context) error {', ['Start']],
  ['pub(crate) fn parse<T>(input: &str) -> T {', ['parse']],
  ['  public async addItem(item: Item): Promise<void> {', ['addItem']],
  ['public static void main(String[] args) {', ['main']],
  ['#define LIMIT 10', ['LIMIT']],
  ['  if (ready) {', []],
  ['  return load(path);', []],
])('%s declares %j', (line, names) => expect(declaredNames(line)).toEqual(names));

describe('the lines of a declaration', () => {
  const text = `import x;

/** A cart. */
export class Cart {
  total = 0;

  add(item: Item): void {
    this.total += item.price;
  }
}

export function checkout(
  cart: Cart,
): Receipt {
  return pay(cart.total);
}`.split('\n');

  const lines = (line: number) => {
    const { startLine, endLineExclusive } = declarationLines(text, line);
    return text.slice(startLine, endLineExclusive).join('\n');
  };

  test('of a type hold its comment and its members', () =>
    expect(lines(3)).toBe(text.slice(2, 10).join('\n')));

  test('of a function hold its head', () =>
    expect(lines(11)).toBe('export function checkout(\n  cart: Cart,\n): Receipt {'));

  test('of a method hold its head', () => expect(lines(6)).toBe('  add(item: Item): void {'));
});

describe('names near the cursor', () => {
  const near = (text: string) => {
    const [prefix = '', suffix = ''] = text.split('│');
    const context = {
      uri: '',
      path: '',
      languageId: '',
      version: 1,
      prefix,
      suffix,
      eol: '\n',
      indentUnit: '',
    } as const;
    return nearbySymbols(context).map(({ name, line, column }) => `${name} ${line}:${column}`);
  };

  test('imported and in use come first, where they are used', () =>
    expect(
      near("import { Cart, pay } from './cart';\n\nconst cart = new Cart();\nshow(cart);\nfo│"),
    ).toEqual(['Cart 2:17', 'show 3:0', 'pay 0:15']));

  test('an import may go over several lines', () =>
    expect(near('from shop import (\n  Cart,\n  Item,\n)\nx│')).toEqual([
      'shop 0:5',
      'Cart 1:2',
      'Item 2:2',
    ]));

  test('what is being typed is not asked about', () =>
    expect(near('load(); sto│')).toEqual(['load 0:0']));
});
