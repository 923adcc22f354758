import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LexicalIndex, queryAround } from '../../../../src/core/context/lexicalIndex.ts';

const files = {
  'cart.ts':
    'export class ShoppingCart {\n  addItem(product: Product) {\n    this.items.push(product);\n  }\n}\n',
  'user.ts': 'export interface User {\n  readonly id: string;\n  readonly email: string;\n}\n',
  'mail.ts':
    'export function sendWelcomeMail(user: User) {\n  return deliver(user.email, welcome);\n}\n',
};

function indexOf(texts: Record<string, string>): LexicalIndex {
  const index = new LexicalIndex();
  for (const [path, text] of Object.entries(texts)) index.setFile(path, text);
  return index;
}

/** Paths found for a place, best first. */
function found(index: LexicalIndex, text: string): string[] {
  const [prefix = '', suffix = ''] = text.split('│');
  return index.search(queryAround(prefix, suffix), { limit: 10 }).map(hit => hit.path);
}

describe('similar code', () => {
  test('is found by parts of a name', () =>
    expect(found(indexOf(files), 'const shopping_cart = │')).toEqual(['cart.ts']));

  test('a declaration comes before a use', () =>
    expect(found(indexOf(files), 'function greet(user: User) {│').at(0)).toBe('user.ts'));

  test('of the file itself is left out', () => {
    const hits = indexOf(files).search(queryAround('ShoppingCart', ''), {
      limit: 10,
      exceptPath: 'cart.ts',
    });
    expect(hits).toEqual([]);
  });

  test('is gone with its file', () => {
    const index = indexOf(files);
    index.removeFile('cart.ts');
    expect(found(index, 'ShoppingCart│')).toEqual([]);
    expect(index.fileCount).toBe(2);
  });
});

test('an index depends on the texts it holds, not on how it came to hold them', () => {
  const word = fc.constantFrom(
    'alpha',
    'betaGamma',
    'gamma',
    'delta',
    'class Foo',
    'def bar',
    '\n',
  );
  const text = fc.array(word, { maxLength: 30 }).map(words => words.join(' '));
  const path = fc.constantFrom('a', 'b', 'c');
  const step = fc.tuple(path, fc.option(text));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), text, (steps, query) => {
      const lived = new LexicalIndex();
      const texts = new Map<string, string>();
      for (const [name, content] of steps) {
        if (content === null) lived.removeFile(name);
        else lived.setFile(name, content);
        if (content === null) texts.delete(name);
        else texts.set(name, content);
      }
      const fresh = indexOf(Object.fromEntries(texts));
      const terms = queryAround(query, '');
      expect(lived.search(terms, { limit: 5 })).toEqual(fresh.search(terms, { limit: 5 }));
      expect(lived.fileCount).toBe(fresh.fileCount);
    }),
  );
});
