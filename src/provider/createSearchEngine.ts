import type { SearchEngine } from '../core/context/searchEngine.ts';
import type { SearchEngineSettings } from '../core/settings.ts';
import type { Endpoint } from './endpoint.ts';
import { OpenSearch } from './openSearch.ts';
import { Zoekt } from './zoekt.ts';

/** How engines are called in sentences. */
export const engineNames = { zoekt: 'Zoekt', opensearch: 'OpenSearch' } as const;

/** The search engine that a setting describes. */
export function createSearchEngine(
  settings: SearchEngineSettings,
  endpoint: Endpoint,
): SearchEngine {
  switch (settings.kind) {
    case 'zoekt':
      return new Zoekt(endpoint, settings.repository);
    case 'opensearch':
      return new OpenSearch(endpoint, {
        index: settings.index ?? 'code',
        pathField: settings.pathField ?? 'path',
        textField: settings.textField ?? 'content',
      });
  }
}
