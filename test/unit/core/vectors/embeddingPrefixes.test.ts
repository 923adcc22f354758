import { expect, test } from 'vitest';
import { prefixesOf } from '../../../../src/core/vectors/embeddingPrefixes.ts';

test.each([
  ['nomic-embed-text:v1.5', 'search_query: ', 'search_document: '],
  ['nomic-ai/nomic-embed-code', 'Represent this query for searching relevant code: ', ''],
  ['intfloat/multilingual-e5-large', 'query: ', 'passage: '],
  ['intfloat/multilingual-e5-large-instruct', '', ''],
  ['text-embedding-3-small', '', ''],
  ['bge-m3', '', ''],
  ['BAAI/bge-small-en-v1.5', 'Represent this sentence for searching relevant passages: ', ''],
  ['snowflake-arctic-embed2', 'query: ', ''],
])('%s', (model, query, document) => {
  expect(prefixesOf(model)).toEqual({ query, document });
});
