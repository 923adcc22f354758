/** Unicode punctuation that models and word processors put where code has ASCII. */
const folds: readonly (readonly [RegExp, string])[] = [
  [/[\u2010-\u2015\u2212\uFE58\uFE63\uFF0D]/g, '-'],
  [/[\u2018\u2019\u201A\u201B\u2032\u02BC]/g, "'"],
  [/[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB]/g, '"'],
  [/[\u00A0\u2000-\u200A\u202F\u205F\u3000]/g, ' '],
  [/[\u200B-\u200D\u2060\uFEFF]/g, ''],
  [/\u2026/g, '...'],
];

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range says "anything but ASCII".
const isAscii = /^[\x00-\x7F]*$/;

/** The line with look-alike punctuation folded to ASCII and composed characters. */
export function foldPunctuation(line: string): string {
  if (isAscii.test(line)) return line;
  return folds.reduce((text, [from, to]) => text.replace(from, to), line.normalize('NFC'));
}

/** The line's tokens; blanks between them don't count, but never join two words. */
export function tokenKey(line: string): string {
  const tokens = isAscii.test(line)
    ? line.match(/[A-Za-z0-9_$]+|[^\sA-Za-z0-9_$]/g)
    : foldPunctuation(line).match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu);
  return (tokens ?? []).join('\u0001');
}

/** Like {@link tokenKey}, with one kind of quotes and without a trailing comma or semicolon. */
export function looseKey(line: string): string {
  return loosened(tokenKey(line));
}

/** The loose key of a line by its tokens. */
export function loosened(tokens: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it parts the tokens.
  return tokens.replace(/(?:(?:\u0001|^)[,;])+$/, '').replace(/['`]/g, '"');
}

/** Characters that tell one line from another: letters and digits. */
export function wordLength(line: string): number {
  return line.replace(/[^\p{L}\p{N}]/gu, '').length;
}

/** The forms in which two lines may be equal, strictest first. */
export const lineKeys = {
  exact: (line: string) => line,
  trailing: (line: string) => line.trimEnd(),
  trim: (line: string) => line.trim(),
  punctuation: (line: string) => foldPunctuation(line).trim(),
  tokens: tokenKey,
  loose: looseKey,
} as const;

export type LineKey = keyof typeof lineKeys;
