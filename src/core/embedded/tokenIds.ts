/** Stands before and after every file, and between the text before and after the cursor. */
export const separator = 0;

/** How a line is indented against the line before it; all of them mean "the line ends" to a vote. */
export const newline = {
  same: 1,
  deeper: 2,
  outOne: 3,
  outTwo: 4,
  outMore: 5,
  sameAfterBlank: 6,
  deeperAfterBlank: 7,
  outOneAfterBlank: 8,
} as const;

/** Token ids up to here end a line; the suggestion ends with it. */
export const lastLineEnd = newline.outOneAfterBlank;

/** Skeleton classes: what an identifier or a number is replaced by when only the shape counts. */
export const skeleton = { lower: 9, pascal: 10, upper: 11, number: 12 } as const;

/** The first id that stands for text. */
export const firstTextId = 13;

/** What a token is, as far as the votes care. */
export const tokenKind = {
  lineEnd: 0,
  identifier: 1,
  keyword: 2,
  number: 3,
  punctuation: 4,
} as const;
