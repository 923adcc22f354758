import type { Filter } from './filter.ts';

/**
 * Ends the text before the quote that closes the string around the cursor, when that quote comes next anyway.
 * A text that closes the string and opens another one needs the quote that comes.
 */
export const trimClosedQuote: Filter = (text, around) => {
  const quote = quoteAround(around.linePrefix, around.brackets.state);
  if (quote === undefined || !around.lineSuffix.startsWith(quote)) return text;
  const quotes: number[] = [];
  for (let offset = 0; offset < text.length; offset++) {
    if (text[offset] === '\\') offset++;
    else if (text[offset] === '\n' && quote.length === 1 && quote !== '`') break;
    else if (text.startsWith(quote, offset)) {
      quotes.push(offset);
      offset += quote.length - 1;
    }
  }
  return quotes.length % 2 === 0 ? text : text.slice(0, quotes.at(-1));
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
