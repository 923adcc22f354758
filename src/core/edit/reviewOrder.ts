import { isOpen, type Review, type ReviewHunk } from './review.ts';

/** The review of one file, named by its URI. */
export interface FileReview {
  readonly uri: string;
  readonly review: Review;
}

export interface ReviewPlace {
  readonly uri: string;
  readonly line: number;
}

/**
 * The first change after a place, or before it: in its file, then in the files after (before) that in the order of
 * their names; goes round at the ends. From elsewhere it is the very first or last one.
 */
export function neighbourChange(
  files: readonly FileReview[],
  from: ReviewPlace | undefined,
  direction: 'next' | 'previous',
): (FileReview & { readonly hunk: ReviewHunk }) | undefined {
  const isNext = direction === 'next';
  const open = files
    .filter(({ review }) => isOpen(review))
    .toSorted((one, other) => (one.uri < other.uri ? -1 : 1));
  const here = open.findIndex(({ uri }) => uri === from?.uri);
  const own = open[here];
  if (own && from) {
    const { hunks } = own.review;
    const hunk = isNext
      ? hunks.find(({ start }) => start > from.line)
      : hunks.findLast(({ start }) => start < from.line);
    if (hunk) return { ...own, hunk };
  }
  const file = isNext ? open[(here + 1) % open.length] : open.at(here === -1 ? -1 : here - 1);
  return file && { ...file, hunk: file.review.hunks.at(isNext ? 0 : -1)! };
}
