/** What a model wants to read before a question and before a piece of code. */
export interface EmbeddingPrefixes {
  readonly query: string;
  readonly document: string;
}

const sentence = 'Represent this sentence for searching relevant passages: ';

/** As their makers say; models that are not here take texts as they are. The first that fits counts. */
const families: readonly (readonly [RegExp, EmbeddingPrefixes])[] = [
  [
    /nomic-embed-code|coderank/i,
    { query: 'Represent this query for searching relevant code: ', document: '' },
  ],
  [/nomic-embed/i, { query: 'search_query: ', document: 'search_document: ' }],
  [
    /qwen3-embed/i,
    {
      query:
        'Instruct: Given a question about a code base, retrieve the code that answers it\nQuery:',
      document: '',
    },
  ],
  [
    /embedding-?gemma/i,
    { query: 'task: code retrieval | query: ', document: 'title: none | text: ' },
  ],
  [
    /(?:^|[/_-])e5-(?:small|base|large)(?!.*instruct)/i,
    { query: 'query: ', document: 'passage: ' },
  ],
  [/arctic-embed(?:2|.*(?:v2|2\.0))/i, { query: 'query: ', document: '' }],
  [/arctic-embed|mxbai-embed|bge-(?:small|base|large)-en/i, { query: sentence, document: '' }],
];

/** The prefixes of a model by its name. */
export function prefixesOf(modelId: string): EmbeddingPrefixes {
  return families.find(([name]) => name.test(modelId))?.[1] ?? { query: '', document: '' };
}
