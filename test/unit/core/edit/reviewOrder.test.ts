import { expect, test } from 'vitest';
import { acceptAll, startReview } from '../../../../src/core/edit/review.ts';
import { neighbourChange, type ReviewPlace } from '../../../../src/core/edit/reviewOrder.ts';

const text = 'a\nb\nc\nd\n';
const file = (uri: string, after: string) => ({ uri, review: startReview(text, after) });
const files = [
  file('two', 'a\nb\nC\nd\n'),
  { uri: 'done', review: acceptAll(startReview(text, 'A\n')) },
  file('one', 'A\nb\nc\nD\n'),
];

/** Where one is after so many steps, as `file:line`. */
function walk(from: ReviewPlace | undefined, ...steps: ('next' | 'previous')[]): string[] {
  let at = from;
  return steps.map(step => {
    const { uri, hunk } = neighbourChange(files, at, step)!;
    at = { uri, line: hunk.start };
    return `${uri}:${hunk.start}`;
  });
}

test('the changes of all files are one round, in the order of their names', () => {
  const round = ['one:0', 'one:3', 'two:2', 'one:0'];
  expect(walk(undefined, 'next', 'next', 'next', 'next')).toEqual(round);
  expect(walk({ uri: 'one', line: 0 }, 'previous', 'previous', 'previous')).toEqual(
    round.slice(0, 3).toReversed(),
  );
});

test('from a file without changes one comes to the first, or to the last', () => {
  expect(walk({ uri: 'elsewhere', line: 9 }, 'next')).toEqual(['one:0']);
  expect(walk({ uri: 'done', line: 9 }, 'previous')).toEqual(['two:2']);
});

test('where nothing waits there is nowhere to go', () => {
  expect(neighbourChange(files.slice(1, 2), undefined, 'next')).toBeUndefined();
});
