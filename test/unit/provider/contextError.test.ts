import { expect, test } from 'vitest';
import { readContextError } from '../../../src/provider/contextError.ts';

/** What servers say, word for word. */
test.each([
  [
    "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
    8192,
  ],
  [
    "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4000 in the messages, 1000 in the completion).",
    4096,
  ],
  ['The decoder prompt (length 5000) is longer than the maximum model length of 4096.', 4096],
  [
    '{"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":8192}}',
    8192,
  ],
  [
    'request (9000 tokens) exceeds the available context size (8192 tokens), try increasing it',
    8192,
  ],
  [
    'Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens',
    4096,
  ],
  [
    'The number of tokens to keep from the initial prompt is greater than the context length',
    undefined,
  ],
  [
    'Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length',
    32768,
  ],
  [
    'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).',
    1048576,
  ],
  ['prompt is too long: 210000 tokens > 200000 maximum', 200000],
  ['`inputs` tokens + `max_new_tokens` must be <= 4097. Given: 5000 `inputs` tokens', 4097],
  ['input length exceeds maximum context length', undefined],
  ['Please reduce the length of the messages or completion.', undefined],
  ['{"error":{"code":"context_length_exceeded"}}', undefined],
])('%s', (said, limit) => expect(readContextError(said)).toEqual({ limit }));

test.each([
  'The model `x` does not exist',
  'Invalid value for temperature',
  'rate limit of 4096 tokens per minute',
])('%s is about something else', said => expect(readContextError(said)).toBeUndefined());
