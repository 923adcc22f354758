import fc from 'fast-check';

/** Pieces that source is made of, and those that tokenizers stumble over. */
const piece = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom('foo', 'Bar', 'getUserName', 'x', 'don', 'HTTP', 'été', '中文', 'й'),
  },
  {
    weight: 6,
    arbitrary: fc.constantFrom(' ', '  ', '    ', '\t', '\n', '\n\n', '\r\n', ' \n', '\n  '),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom('(', ');', '{', '}', '//', '/', '/*', '*/', '=>', '.', ',', '"'),
  },
  { weight: 2, arbitrary: fc.constantFrom("'", "'s", "'ll", '’s', '1', '42', '123456', '٣', '½') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '😀',
      '\u0301',
      '\u200b',
      '\u00a0',
      '\ufeff',
      '\u2028',
      '\u0085',
      '𝒜',
      '\r',
      '\f',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('<|endoftext|>', '<|fim_prefix|>', 'a'.repeat(60), '='.repeat(80)),
  },
);

/** Random text in the manner of source, with line ends, blanks and letters of every kind. */
export const sourceText: fc.Arbitrary<string> = fc
  .array(piece, { maxLength: 200 })
  .map(pieces => pieces.join(''));
