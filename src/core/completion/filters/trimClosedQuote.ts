import type { Filter } from './filter.ts';

/** Ends the text before the quote that closes the string around the cursor, when that quote comes next anyway. */
export const trimClosedQuote: Filter = (text, around) => {
  const quote = quoteAround(around.linePrefix, around.brackets.state);
  if (quote === undefined || !around.lineSuffix.startsWith(quote)) return text;
  for (let offset = 0; offset < text.length; offset++) {
    if (text[offset] === '\\') offset++;
    else if (text.startsWith(quote, offset)) return text.slice(0, offset);
  }
  return text;
};

function quoteAround(
  linePrefix: string,
  state: { readonly in: string; readonly quote?: string },
): string | undefined {
  if (state.in === 'string') return state.quote;
  // In markup an attribute's value is the only string there is.
  const inTag = /<[\w-][^<>]*=(["'])[^"'<>]*$/.exec(linePrefix);
  return inTag?.[1];
}
