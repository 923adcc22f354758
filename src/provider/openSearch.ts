import * as z from 'zod/mini';
import type { SearchEngine, SearchRequest } from '../core/context/searchEngine.ts';
import { originOf } from '../core/model/serverPlace.ts';
import type { SealedPrompt } from '../core/outbound/sealedPrompt.ts';
import type { Endpoint } from './endpoint.ts';
import { askEngine, unreadable, wordsOf } from './searchRequest.ts';

const mostFiles = 30;

/** Which index of files is asked, and which of its fields hold what; a dot leads into an object. */
export interface OpenSearchIndex {
  readonly index: string;
  readonly pathField: string;
  readonly textField: string;
}

const answerSchema = z.object({
  hits: z.object({ hits: z.array(z.object({ _source: z.optional(z.unknown()) })) }),
});

/** An OpenSearch or Elasticsearch index with a document for each file: `POST /<index>/_search`. */
export class OpenSearch implements SearchEngine {
  readonly name = 'OpenSearch';
  readonly origin: string;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly where: OpenSearchIndex,
  ) {
    this.origin = originOf(endpoint.place.baseUrl);
  }

  async search(prompt: SealedPrompt, request: SearchRequest): Promise<readonly string[]> {
    const words = wordsOf(prompt);
    if (words.length === 0) return [];
    const { index, pathField, textField } = this.where;
    const query = { match: { [textField]: { query: words.join(' ') } } };
    const body = { size: mostFiles, _source: [pathField], query };
    const root = this.endpoint.place.baseUrl.replace(/\/+$/, '');
    const url = `${root}/${encodeURIComponent(index)}/_search`;
    const answer = answerSchema.safeParse(await askEngine(this.endpoint, url, body, request));
    if (!answer.success) throw unreadable(this.endpoint);
    const paths = answer.data.hits.hits.flatMap(hit => fieldOf(hit._source, pathField) ?? []);
    // Where a file has a document for each of its parts, it is named more than once.
    return [...new Set(paths)].slice(0, mostFiles);
  }
}

/** A field by its dotted name, written out or as objects in each other. */
function fieldOf(source: unknown, field: string): string | undefined {
  if (typeof source !== 'object' || source === null) return undefined;
  const record = source as Readonly<Record<string, unknown>>;
  const whole = record[field];
  if (typeof whole === 'string') return whole;
  const dot = field.indexOf('.');
  return dot === -1 ? undefined : fieldOf(record[field.slice(0, dot)], field.slice(dot + 1));
}
