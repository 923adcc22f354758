import { expect, test } from 'vitest';
import { testedNames, testPlace } from '../../../../src/core/edit/testPlace.ts';

test.each([
  ['beside their files', 'src/core/new/b.ts', ['src/core/a.spec.ts'], 'src/core/new/b.spec.ts'],
  ['mirrored', 'src/core/edit/b.ts', ['test/unit/core/a.test.ts'], 'test/unit/core/edit/b.test.ts'],
  ['in a folder inside', 'src/b.js', ['src/__tests__/a.test.js'], 'src/__tests__/b.test.js'],
  ['all in one place', 'lib/b.js', ['test/a-test.js'], 'test/b-test.js'],
  [
    'in the tree of tests',
    'src/main/java/org/x/B.java',
    ['src/test/java/org/x/ATest.java', 'src/test/java/org/y/ATests.java'],
    'src/test/java/org/x/BTest.java',
  ],
  ['by prefix', 'pkg/b.py', ['tests/test_a.py'], 'tests/test_b.py'],
  ['of another language', 'src/b.go', ['web/a.test.ts'], 'src/b_test.go'],
  ['nowhere', 'b.ts', ['src/a.ts'], 'b.test.ts'],
])('tests stand %s', (_, source, paths, path) => {
  expect(testPlace(source, paths).path).toBe(path);
});

test.each([
  ['shop/model/money.ts', 'shop/test/moneyTest.ts'],
  ['shop/handlers/payOrder.ts', 'shop/test/payOrderTest.ts'],
])('tests of %s stand where all of its folder do', (source, path) => {
  const tests = ['shop/test/moneyTest.ts', 'shop/test/orderTest.ts'];
  expect(testedNames(tests)).toEqual(['money', 'order']);
  expect(testPlace(source, tests, ['shop/model/order.ts']).path).toBe(path);
});

test('folders of tests that follow those of the sources go on doing so', () => {
  const place = testPlace('src/core/edit/b.ts', ['test/core/a.test.ts'], ['src/core/a.ts']);
  expect(place.path).toBe('test/core/edit/b.test.ts');
});

test('the nearest file of tests is the example', () => {
  const paths = ['test/core/a.test.ts', 'test/node/c.test.ts'];
  expect(testPlace('src/node/d.ts', paths).example).toBe('test/node/c.test.ts');
});
