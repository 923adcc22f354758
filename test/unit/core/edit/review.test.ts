import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acceptAll,
  acceptHunk,
  describeHunk,
  hunkAt,
  type Review,
  rejectHunk,
  sameHunk,
  startReview,
  withCurrent,
} from '../../../../src/core/edit/review.ts';

const base = 'a\nb\nc\nd\ne\nf\n';
const changed = 'a\nB\nc\nd\nE\nE2\nf\n';

/** Draws a review: changed lines with `+`, removed ones with `-`. */
function draw(review: Review): string {
  const lines = review.current.split('\n').slice(0, -1);
  const drawn = lines.map((line, at) => {
    const isAdded = review.hunks.some(
      ({ start, endExclusive }) => start <= at && at < endExclusive,
    );
    const removed = review.hunks.filter(hunk => hunk.start === at).flatMap(hunk => hunk.removed);
    return [...removed.map(text => `-${text}`), `${isAdded ? '+' : ' '}${line}`].join('\n');
  });
  return drawn.join('\n');
}

describe('a review', () => {
  test('has a hunk for each change', () => {
    expect(draw(startReview(base, changed))).toBe(' a\n-b\n+B\n c\n d\n-e\n+E\n+E2\n f');
  });

  test('accepting keeps the text and forgets the change', () => {
    const review = startReview(base, changed);
    const accepted = acceptHunk(review, review.hunks[0]!);
    expect(draw(accepted)).toBe(' a\n B\n c\n d\n-e\n+E\n+E2\n f');
  });

  test('rejecting takes one change back', () => {
    const review = startReview(base, changed);
    expect(rejectHunk(review, review.hunks[1]!).current).toBe('a\nB\nc\nd\ne\nf\n');
  });

  test('a change is the same one after typing has moved it, and gone when it is', () => {
    const review = startReview(base, changed);
    const [first, second] = review.hunks;
    const moved = withCurrent(review, `new\n${changed}`);
    expect(sameHunk(moved, second!)).toMatchObject({ start: 5, added: ['E', 'E2'] });
    expect(sameHunk(rejectHunk(review, first!), first!)).toBeUndefined();
  });

  test('undoing a reject brings the change back', () => {
    const review = startReview(base, changed);
    const rejected = rejectHunk(review, review.hunks[1]!);
    expect(rejected.hunks).toHaveLength(1);
    expect(draw(withCurrent(rejected, changed))).toBe(draw(review));
  });

  test('what the user types elsewhere is not part of it', () => {
    const review = withCurrent(startReview(base, changed), changed.replace('d\n', 'd typed\n'));
    expect(draw(review)).toBe(' a\n-b\n+B\n c\n d typed\n-e\n+E\n+E2\n f');
    expect(review.base).toBe('a\nb\nc\nd typed\ne\nf\n');
  });

  test('what the user types inside a change stays under review', () => {
    const review = withCurrent(startReview(base, changed), changed.replace('B', 'BB'));
    expect(draw(review)).toBe(' a\n-b\n+BB\n c\n d\n-e\n+E\n+E2\n f');
  });

  test('undoing the whole edit ends it', () => {
    expect(withCurrent(startReview(base, changed), base).hunks).toEqual([]);
  });

  test('finds changes by line and goes round', () => {
    const review = startReview(base, changed);
    expect(hunkAt(review, 1)).toBe(review.hunks[0]);
    expect(hunkAt(review, 2)).toBeUndefined();
    expect(describeHunk(review, review.hunks[1]!)).toBe(
      'Change 2 of 2: 2 lines added, 1 line removed.',
    );
  });
});

/** The current text made of the base and the hunks; fails where a hunk is not what stands there. */
function rebuilt({ base, current, hunks }: Review): string {
  const [old, now] = [base.split('\n'), current.split('\n')];
  let at = 0;
  const result: string[] = [];
  for (const hunk of hunks) {
    expect(old.slice(hunk.baseStart, hunk.baseEnd)).toEqual(hunk.removed);
    expect(now.slice(hunk.start, hunk.endExclusive)).toEqual(hunk.added);
    result.push(...old.slice(at, hunk.baseStart));
    expect(result.length).toBe(hunk.start);
    result.push(...hunk.added);
    at = hunk.baseEnd;
  }
  return [...result, ...old.slice(at)].join('\n');
}

const text = fc
  .array(fc.constantFrom('x', 'y', 'z', '}'), { maxLength: 12 })
  .map(lines => lines.map(line => `${line}\r\n`).join(''));

describe('laws', () => {
  test('rejecting every change, one by one, gives the base back', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        let review = startReview(before, after);
        while (review.hunks.length > 0) review = rejectHunk(review, review.hunks.at(-1)!);
        expect(review.current).toBe(before);
      }),
    );
  });

  test('whatever is typed, the review describes the text that is there', () => {
    fc.assert(
      fc.property(text, text, text, (before, after, typed) => {
        const review = withCurrent(startReview(before, after), typed);
        let left = review;
        while (left.hunks.length > 0) left = rejectHunk(left, left.hunks[0]!);
        expect(review.current).toBe(typed);
        // Lines typed into an empty base have no line end to go by; the document then sets its own.
        const plain = (lines: string) => lines.replaceAll('\r\n', '\n');
        expect(plain(left.current)).toBe(plain(review.base));
      }),
    );
  });

  test('typed one stretch after the other, each hunk is what differs, and the rest is equal', () => {
    const typing = fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.constantFrom('', 'x\n', 'new\nz\n')), {
      maxLength: 6,
    });
    const plain = text.map(lines => lines.replaceAll('\r\n', '\n'));
    fc.assert(
      fc.property(plain, plain, typing, (before, after, edits) => {
        let review = startReview(before, after);
        for (const [place, removed, added] of edits) {
          const lines = review.current.split('\n').slice(0, -1);
          lines.splice(place % (lines.length + 1), removed, ...added.split('\n').slice(0, -1));
          review = withCurrent(review, lines.map(line => `${line}\n`).join(''));
          expect(rebuilt(review)).toBe(review.current);
        }
      }),
    );
  });

  test('accepting every change, one by one, ends at the current text', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        let review = startReview(before, after);
        while (review.hunks.length > 0) review = acceptHunk(review, review.hunks[0]!);
        expect(review.base).toBe(after);
        expect(acceptAll(startReview(before, after)).base).toBe(after);
      }),
    );
  });
});
