import type { StreamPart } from './model.ts';
import type { TextFilter } from './textFilter.ts';
import { ThinkingFilter } from './thinkingFilter.ts';

/**
 * Passes a model's stream through filters: thinking becomes thinking parts, the rest of the text goes
 * through each filter in turn. When a filter closes, the stream ends, and with it the request.
 */
export async function* cleanStream(
  parts: AsyncIterable<StreamPart>,
  filters: readonly TextFilter[],
): AsyncGenerator<StreamPart> {
  const thinking = new ThinkingFilter();
  for await (const part of parts) {
    if (part.type === 'thinking-delta' || part.type === 'pause') {
      yield part;
      continue;
    }
    const divided = part.type === 'end' ? thinking.end() : thinking.push(part.text);
    if (divided.thinking) yield { type: 'thinking-delta', text: divided.thinking };
    let text = pushThrough(filters, divided.text);
    const isClosed = filters.some(filter => filter.isClosed);
    if (part.type === 'end' || isClosed) text += endAll(filters);
    if (text) yield { type: 'text-delta', text };
    if (part.type === 'end') yield part;
    else if (isClosed) {
      yield { type: 'end', reason: 'stop', usage: {} };
      return;
    }
  }
}

function pushThrough(filters: readonly TextFilter[], text: string): string {
  return filters.reduce((value, filter) => (value === '' ? '' : filter.push(value)), text);
}

/** Ends each filter and lets its rest run through those behind it. */
function endAll(filters: readonly TextFilter[]): string {
  return filters.reduce(
    (value, filter) => (value === '' ? '' : filter.push(value)) + filter.end(),
    '',
  );
}
