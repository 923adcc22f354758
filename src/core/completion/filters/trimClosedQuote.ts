import type { Filter } from './filter.ts';
import { scanCode } from './scanCode.ts';
import type { Surroundings } from './surroundings.ts';

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
  if (quotes.length % 2 === 0 || opensAnother(text, quote, around)) return text;
  return text.slice(0, quotes.at(-1));
};

/** The text leaves the string for good, and the quote after the cursor opens one of its own. */
function opensAnother(
  text: string,
  quote: string,
  { lineSuffix, brackets: { syntax, state } }: Surroundings,
): boolean {
  if (state.in !== 'string') return false;
  const end = scanCode(text, syntax, state).state;
  if (end.in === 'string') return end.quote === quote;
  return end.in === 'code' && scanCode(lineSuffix, syntax).state.in === 'code';
}

function quoteAround(
  linePrefix: string,
  state: { readonly in: string; readonly quote?: string },
): string | undefined {
  if (state.in === 'string') return state.quote;
  // In markup an attribute's value is the only string there is.
  const inTag = /<[\w-][^<>]*=(["'])[^"'<>]*$/.exec(linePrefix);
  return inTag?.[1];
}
