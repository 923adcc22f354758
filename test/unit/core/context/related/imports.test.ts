import { expect, test } from 'vitest';
import { importsOf } from '../../../../../src/core/context/related/imports.ts';
import { PathLookup } from '../../../../../src/core/context/related/resolveImport.ts';

test.each([
  ["import { Order, type Line as Row } from './order';", './order Order Line Row'],
  ["export { a,\n  b,\n} from '../x';", '../x a b'],
  ["const { add } = require('./util.js')", './util.js add'],
  [
    'from ..models import Order, Line',
    '..models Order Line; ..models.Order Order; ..models.Line Line',
  ],
  ['import shop.store', 'shop.store'],
  ['import org.shop.Cart;', 'org.shop.Cart Cart'],
  ['import (\n\t"fmt"\n\tlog "shop/logging"\n)', 'fmt; shop/logging'],
  [
    'use crate::args::{Args, Kind};',
    'crate::args Args; crate::args::Args Args; crate::args Kind; crate::args::Kind Kind',
  ],
  ['use App\\Loader;', 'App Loader; App::Loader Loader'],
  ['#include "db/env.h"', 'db/env.h'],
  ["require_relative 'cart'", 'cart'],
  ['const total = add(1, 2);', ''],
])('what %j brings', (text, expected) => {
  const imports = importsOf(text.split('\n'));
  expect(imports.map(({ module, names }) => [module, ...names].join(' ')).join('; ')).toBe(
    expected,
  );
});

const lookup = new PathLookup();
for (const path of [
  '/p/src/order.ts',
  '/p/src/order.test.ts',
  '/p/src/store/index.ts',
  '/p/other/order.ts',
  '/p/shop/models.py',
  '/p/shop/__init__.py',
  '/p/go/logging/log.go',
  '/p/go/logging/file.go',
  '/p/java/org/shop/Cart.java',
  '/p/java/org/shop/CartTest.java',
  '/p/include/db/env.h',
  '/p/db/env.cc',
]) {
  lookup.add(path);
}

test.each([
  ['./order', '/p/src/main.ts', ['/p/src/order.ts']],
  ['../other/order.js', '/p/src/main.ts', ['/p/other/order.ts']],
  ['./store', '/p/src/main.ts', ['/p/src/store/index.ts']],
  ['.models', '/p/shop/cart.py', ['/p/shop/models.py']],
  ['shop.models', '/p/main.py', ['/p/shop/models.py']],
  ['shop', '/p/main.py', ['/p/shop/__init__.py']],
  ['example.com/x/logging', '/p/go/main.go', ['/p/go/logging/file.go', '/p/go/logging/log.go']],
  ['org.shop.Cart', '/p/java/org/main/Main.java', ['/p/java/org/shop/Cart.java']],
  ['db/env.h', '/p/db/env.cc', ['/p/include/db/env.h']],
  ['left-pad', '/p/src/main.ts', []],
])('%j in %j is found', (module, from, expected) =>
  expect(lookup.resolve(module, from)).toEqual(expected),
);

test('tests and code, headers and sources are companions', () => {
  expect(lookup.companions('/p/src/order.ts')).toEqual([
    '/p/src/order.test.ts',
    '/p/other/order.ts',
  ]);
  expect(lookup.companions('/p/src/order.test.ts')[0]).toBe('/p/src/order.ts');
  expect(lookup.companions('/p/java/org/shop/CartTest.java')).toEqual([
    '/p/java/org/shop/Cart.java',
  ]);
  expect(lookup.companions('/p/db/env.cc')).toEqual(['/p/include/db/env.h']);
});

test('a file that is removed is not found any more', () => {
  const one = new PathLookup();
  one.add('/p/a.ts');
  one.remove('/p/a.ts');
  expect(one.resolve('./a', '/p/b.ts')).toEqual([]);
  expect(one.beside('/p/b.ts')).toEqual([]);
});
