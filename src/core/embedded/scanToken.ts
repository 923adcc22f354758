const operators: ReadonlySet<string> = new Set(
  `=== !== ... **= <<= >>= >>> &&= ||= ??= => -> :: == != <= >= && || ?? ?. ++ -- += -= *= /= %= |= &=
  ^= << >> ** := <- .. |> ~= </ />`.split(/\s+/),
);
const operatorStarts: ReadonlySet<number> = new Set(
  [...operators].map(operator => operator.charCodeAt(0)),
);

/** White space inside a line. */
export const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 12;

/** Letters, digits, `_`, `$` and everything outside ASCII. */
export function isWordCode(code: number): boolean {
  if (code >= 128) return true;
  if (code >= 97) return code <= 122;
  if (code >= 65) return code <= 90 || code === 95;
  return code === 36 || (code >= 48 && code <= 57);
}

/** Where the token that starts at `at` ends. */
export function tokenEnd(text: string, at: number, end: number, code: number): number {
  if (isWordCode(code)) {
    const isNumber = code >= 48 && code <= 57;
    let next = at + 1;
    for (; next < end; next++) {
      const following = text.charCodeAt(next);
      if (isWordCode(following)) continue;
      // A dot belongs to a number only before another digit, so that `0..9` and `1.max()` keep their parts.
      const isFraction = isNumber && following === 46 && isDigit(text.charCodeAt(next + 1));
      if (!isFraction) break;
    }
    return next;
  }
  if (!operatorStarts.has(code)) return at + 1;
  if (at + 3 <= end && operators.has(text.slice(at, at + 3))) return at + 3;
  return at + 2 <= end && operators.has(text.slice(at, at + 2)) ? at + 2 : at + 1;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/**
 * The quote that is open after a token, 0 for none.
 * A quote opens a string only when it is closed in the same line, so that `'a` and `don't` are no strings.
 */
export function nextQuote(
  text: string,
  at: number,
  end: number,
  code: number,
  quote: number,
): number {
  if (code !== 34 && code !== 39 && code !== 96) return quote;
  if (quote === code) return text.charCodeAt(at - 1) === 92 ? quote : 0;
  if (quote !== 0) return quote;
  const close = text.indexOf(text.charAt(at), at + 1);
  return close !== -1 && close < end ? code : 0;
}
