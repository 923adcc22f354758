import * as z from 'zod/mini';
import type { SearchEngine, SearchRequest } from '../core/context/searchEngine.ts';
import { originOf } from '../core/model/serverPlace.ts';
import type { SealedPrompt } from '../core/outbound/sealedPrompt.ts';
import type { Endpoint } from './endpoint.ts';
import { askEngine, unreadable, wordsOf } from './searchRequest.ts';

const mostFiles = 30;

/** Of an answer of Zoekt's JSON API; no file at all is `null` there. */
const answerSchema = z.object({
  Result: z.object({ Files: z.nullish(z.array(z.object({ FileName: z.string() }))) }),
});

/**
 * A Zoekt web server that runs with `-rpc`: `POST /api/search`. `repository` is a pattern that limits the search to
 * repositories with such a name.
 */
export class Zoekt implements SearchEngine {
  readonly name = 'Zoekt';
  readonly origin: string;

  constructor(
    private readonly endpoint: Endpoint,
    private readonly repository: string | undefined,
  ) {
    this.origin = originOf(endpoint.place.baseUrl);
  }

  async search(prompt: SealedPrompt, request: SearchRequest): Promise<readonly string[]> {
    const words = wordsOf(prompt);
    if (words.length === 0) return [];
    const query = {
      Q: zoektQuery(words, this.repository),
      Opts: { MaxDocDisplayCount: mostFiles },
    };
    const url = `${this.endpoint.place.baseUrl.replace(/\/+$/, '')}/api/search`;
    const answer = answerSchema.safeParse(await askEngine(this.endpoint, url, query, request));
    if (!answer.success) throw unreadable(this.endpoint);
    return (answer.data.Result.Files ?? []).slice(0, mostFiles).map(file => file.FileName);
  }
}

/** Files with any of the words: those with most of them rank first. */
export function zoektQuery(words: readonly string[], repository: string | undefined): string {
  // Each is quoted, so that none is a word of the query language.
  const any = words.map(word => `content:${quoted(pattern(word))}`).join(' or ');
  const where = repository === undefined ? '' : ` repo:${quoted(repository)}`;
  return `(${any}) case:no${where}`;
}

/** Words are patterns to Zoekt; `$` is the only sign of these in an identifier. */
function pattern(word: string): string {
  return word.replaceAll('$', '[$]');
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
