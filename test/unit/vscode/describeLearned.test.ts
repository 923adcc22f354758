import { describe, expect, test } from 'vitest';
import { describeLearned, describeLearning } from '../../../src/vscode/embedded/describeLearned.ts';

describe('what the status says about the embedded engine', () => {
  test('how much it has learned', () => {
    expect(describeLearned(12, 12)).toBe('The embedded engine has learned 12 of 12 files.');
    expect(describeLearning(3, 12)).toBe('The embedded engine is learning: 3 of 12 files so far.');
  });

  test('what it left out, and why', () => {
    expect(describeLearned(9, 20, { memory: 8, tooBig: 2, encoding: 1 })).toBe(
      'The embedded engine has learned 9 of 20 files. Left out: 8 beyond inkling.embedded.maxMemoryMb, 2 too big, 1 not in UTF-8.',
    );
  });
});
