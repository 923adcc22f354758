import fc from 'fast-check';
import { expect, test } from 'vitest';
import { skeletonOf } from '../../../../src/core/context/skeleton.ts';

function skeleton(text: string): string | undefined {
  const lines = text.split('\n');
  return skeletonOf(lines)
    ?.map(index => lines[index])
    .join('\n');
}

test.each([
  [
    'class A {\n  b() {\n    work();\n\n    more();\n  }\n  c = 1;\n}',
    'class A {\n  b() {\n  }\n  c = 1;\n}',
  ],
  ['def a(x):\n    return x\n\ndef b():\n    pass', 'def a(x):\ndef b():'],
  ['func (s *S) Take() {\n\twork()\n}', 'func (s *S) Take() {\n}'],
  ['interface A {\n  b: string;\n}', undefined],
  ['work();\nmore();', undefined],
])('of %j', (text, expected) => expect(skeleton(text)).toBe(expected));

test('a skeleton is a part of the lines, in order', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.constantFrom('f() {', '  g(a) {', '    x', '', '}', '  }', 'class B {', 'def c():'),
      ),
      lines => {
        const kept = skeletonOf(lines) ?? lines.map((_, index) => index);
        expect(kept).toEqual([...new Set(kept)].sort((one, other) => one - other));
        expect(kept.every(index => index >= 0 && index < lines.length)).toBe(true);
      },
    ),
  ));
