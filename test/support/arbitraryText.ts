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

/** Random characters of all of Unicode, in pairs where they need two units; quicker to set up than fast-check's own. */
export const anyCharacters: fc.Arbitrary<string> = fc.string({
  unit: fc
    .oneof(
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.integer({ min: 0, max: 0xd7ff }),
      fc.integer({ min: 0xe000, max: 0x10ffff }),
      fc.constantFrom(0xad, 0x200b, 0x200d, 0x202e, 0xfeff, 0xe0061, 0x1f3f4),
    )
    .map(code => String.fromCodePoint(code)),
});
