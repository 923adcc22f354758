import { describe, expect, test } from 'vitest';
import { placeBlock } from '../../../../src/core/chat/placeBlock.ts';
import { sameFunctionIn } from '../../../../src/core/chat/sameFunction.ts';

const long = Array.from({ length: 15 }, (_, at) => `  step${at}(cents);`).join('\n');
const text = `/** Cents as a text. */
export function format(cents: number): string {
${long}
  return String(cents);
}

// Adds.
export function sum(all: number[]): number {
  return all.reduce((a, b) => a + b, 0);
}

class Shop {
  total(): number {
    return 1;
  }

  name(): string {
    return 'shop';
  }
}
`;
const short = `export function format(cents: number): string {
  return (cents / 100).toFixed(2);
}`;
const applied = (code: string) => {
  const placed = placeBlock(code, { path: 'money.ts', text }, undefined);
  return placed.kind === 'placed' ? placed.after : placed.reason;
};

describe('code of an answer that is a whole function', () => {
  test('replaces the function of the same head, however long that is', () => {
    expect(applied(short)).toBe(text.replace(/export function format[\s\S]*?\n\}/, short));
  });

  test('with its comment, where it begins with one', () => {
    const code = `/** What people read. */\n${short}`;
    expect(applied(code)).toBe(text.replace(/\/\*\* Cents[\s\S]*?\n\}/, code));
  });

  test('also inside a class, at its depth', () => {
    const code = 'total(): number {\n  const more = 1;\n  return more + 1;\n}';
    expect(applied(code)).toBe(
      text.replace('    return 1;', '    const more = 1;\n    return more + 1;'),
    );
  });

  test.each([
    ['with another head', short.replace('cents:', 'amount:')],
    ['that leaves lines out', short.replace('  return', '  // ... existing code ...\n  return')],
    ['with more beside it', `${short}\n\nconst x = 1;`],
    [
      'that is a class with some of its methods',
      'class Shop {\n  total(): number {\n    return 2;\n  }\n}',
    ],
    ['that is a condition', 'if (format(1)) {\n  stop();\n}'],
  ])('is left to the lines it shares: one %s', (_, code) => {
    expect(sameFunctionIn(text, code)).toBeUndefined();
  });

  test('is left to them too where two functions have its head', () => {
    expect(sameFunctionIn(text + text, short)).toBeUndefined();
  });
});
