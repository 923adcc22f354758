import * as z from 'zod/mini';
import { whenAborted } from '../base/untilAborted.ts';
import type { Endpoint } from './endpoint.ts';
import { guardedFetch } from './guardedFetch.ts';

const running = z.object({
  models: z.array(z.object({ name: z.string(), model: z.optional(z.string()) })),
});

/** How long a look at the loaded models holds; Ollama unloads after five idle minutes. */
const freshMs = 60_000;

export interface OllamaLoaderOptions {
  readonly endpoint: Endpoint;
  readonly rootUrl: string;
  readonly contextTokens: () => number;
  readonly keepAlive: string | undefined;
  /** Told when loading begins and when it has ended. */
  readonly onLoading: (isLoading: boolean) => void;
}

/**
 * Loads an Ollama model apart from the requests that need it. Ollama gives a load up when the request that
 * caused it is cancelled, so that the keys of somebody who types would keep a model from ever loading.
 */
export class OllamaLoader {
  private loadedAtMs: number | undefined;
  private loading: Promise<void> | undefined;

  constructor(private readonly options: OllamaLoaderOptions) {}

  /** Resolves when the model is loaded, or when the signal aborts; the load itself goes on then. */
  async whenLoaded(signal: AbortSignal): Promise<void> {
    const { clock } = this.options.endpoint;
    if (this.loadedAtMs !== undefined && clock.now() - this.loadedAtMs < freshMs) {
      this.loadedAtMs = clock.now();
      return;
    }
    this.loading ??= this.load().finally(() => {
      this.loading = undefined;
    });
    const aborted = whenAborted(signal);
    await Promise.race([this.loading, aborted.promise]).finally(() => aborted.dispose());
  }

  private async load(): Promise<void> {
    if (!(await this.isLoaded())) {
      this.options.onLoading(true);
      try {
        await this.post();
      } finally {
        this.options.onLoading(false);
      }
    }
    this.loadedAtMs = this.options.endpoint.clock.now();
  }

  /** A server that does not tell counts as one that has it loaded: the request itself will show. */
  private async isLoaded(): Promise<boolean> {
    const { endpoint, rootUrl } = this.options;
    const response = await guardedFetch(endpoint)(`${rootUrl}/api/ps`, {});
    const parsed = running.safeParse(await response.json().catch(() => undefined));
    if (!parsed.success) return true;
    const wanted = withTag(endpoint.place.modelId);
    return parsed.data.models.some(({ name, model }) => withTag(model ?? name) === wanted);
  }

  /** A request without a prompt loads the model and answers when it is there. */
  private async post(): Promise<void> {
    const { endpoint, rootUrl, contextTokens, keepAlive } = this.options;
    const body = {
      model: endpoint.place.modelId,
      stream: false,
      ...(keepAlive ? { keep_alive: keepAlive } : {}),
      options: { num_ctx: contextTokens() },
    };
    const response = await guardedFetch(endpoint)(`${rootUrl}/api/generate`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    await response.text();
  }
}

function withTag(id: string): string {
  return id.includes(':') ? id : `${id}:latest`;
}
