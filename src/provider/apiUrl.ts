import type { ModelSettings } from '../core/settings.ts';

const withoutSlash = (url: string) => url.replace(/\/+$/, '');

/** The root of a server with a native API: people also configure its `/v1`. */
export function rootUrlOf({ baseUrl }: Pick<ModelSettings, 'baseUrl'>): string {
  return withoutSlash(baseUrl).replace(/\/(?:v1|api)$/, '');
}

/** What Azure wants behind a path. */
export const versionQuery = (apiVersion: string): string =>
  `?api-version=${encodeURIComponent(apiVersion)}`;

/** What OpenAI's paths are relative to. */
export function apiUrlOf({ provider, baseUrl, model }: ModelSettings): string {
  switch (provider) {
    case 'openai':
      return withoutSlash(baseUrl);
    case 'llamacpp':
    case 'ollama':
      return `${rootUrlOf({ baseUrl })}/v1`;
    case 'azure': {
      // A resource's address, or already the path of a deployment as the portal shows it.
      const root = withoutSlash(baseUrl).replace(/\/(?:chat\/)?completions(?:\?.*)?$/, '');
      if (/\/deployments\/[^/]+$/.test(root)) return root;
      const api = /\/openai$/.test(root) ? root : `${root}/openai`;
      return `${api}/deployments/${encodeURIComponent(model)}`;
    }
  }
}
