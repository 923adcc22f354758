import type { WireRequest } from '../core/model/model.ts';
import { ModelError } from '../core/model/modelError.ts';
import { originOf, reachAdvice } from '../core/model/serverPlace.ts';
import type { Endpoint, Fetch } from './endpoint.ts';
import { httpError, networkError } from './httpError.ts';

/** How long the end of an answer may take to arrive after its last part. */
const longestDrainMs = 1000;

/** The stages of a request, each with a time-out of its own. */
type Stage = 'connecting' | 'waiting' | 'streaming';

/**
 * A `fetch` for one endpoint: it adds the headers, tells what leaves, keeps the time-outs and turns
 * whatever goes wrong into a `ModelError`. It answers successes only, and never with a web page.
 * No other headers leave, so no facts about the machine do.
 */
export function guardedFetch(endpoint: Endpoint, onSend?: (wire: WireRequest) => void): Fetch {
  return async (url, init) => {
    const guard = new RequestGuard(endpoint, init.signal ?? undefined);
    try {
      const headers = await endpoint.headers();
      const body = typeof init.body === 'string' ? init.body : '';
      guard.throwIfAborted();
      onSend?.({ url, body });
      const response = await guard.send(url, {
        method: init.method ?? 'GET',
        headers: { ...(body === '' ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === '' ? {} : { body }),
        // A redirect would carry code and key to a place nobody agreed to.
        redirect: 'manual',
      });
      if (!response.ok) throw await guard.failure(response);
      if (isWebPage(response)) throw await guard.webPage(response);
      return guard.withGuardedBody(response);
    } catch (error) {
      guard.close();
      throw guard.explain(error);
    }
  };
}

function isWebPage(response: Response): boolean {
  return response.headers.get('content-type')?.includes('text/html') ?? false;
}

/** Time-outs and cancellation of one request, from its first packet to its last. */
class RequestGuard {
  private readonly abort = new AbortController();
  private timer = new AbortController();
  private timeout: ModelError | undefined;
  private readonly onCallerAbort = () => this.abort.abort(this.caller?.reason);

  constructor(
    private readonly endpoint: Endpoint,
    private readonly caller: AbortSignal | undefined,
  ) {
    caller?.addEventListener('abort', this.onCallerAbort, { once: true });
  }

  throwIfAborted(): void {
    this.caller?.throwIfAborted();
  }

  send(url: string, init: RequestInit): Promise<Response> {
    const run = () => this.endpoint.fetch(url, { ...init, signal: this.abort.signal });
    this.enter('waiting');
    if (!this.endpoint.watchConnect) return run();
    return this.endpoint.watchConnect(run, {
      onConnecting: () => this.enter('connecting'),
      onConnected: () => this.enter('waiting'),
    });
  }

  /** Starts the time-out of a stage and ends that of the stage before. */
  private enter(stage: Stage): void {
    this.timer.abort();
    const timer = new AbortController();
    this.timer = timer;
    const { timeouts, clock } = this.endpoint;
    const ms = {
      connecting: timeouts.connectTimeoutMs,
      waiting: timeouts.firstByteTimeoutMs,
      streaming: timeouts.idleTimeoutMs,
    }[stage];
    void clock.delay(ms, timer.signal).then(() => {
      if (timer.signal.aborted) return;
      this.timeout = this.timeoutError(stage, ms);
      this.abort.abort(this.timeout);
    });
  }

  private timeoutError(stage: Stage, ms: number): ModelError {
    const { place } = this.endpoint;
    const origin = originOf(place.baseUrl);
    const seconds = `${ms / 1000} s`;
    switch (stage) {
      case 'connecting':
        return new ModelError(
          'unreachable',
          `No connection to ${origin} within ${seconds}. ${reachAdvice(place)}`,
        );
      case 'waiting':
        return new ModelError(
          'timeout',
          `${place.serverName} at ${origin} sent nothing within ${seconds}. If the model is still loading, wait and try again; inkling.network.firstByteTimeoutMs sets the limit.`,
        );
      case 'streaming':
        return new ModelError(
          'cut',
          `${place.serverName} at ${origin} stopped in the middle of its answer for ${seconds}. Try again.`,
        );
    }
  }

  async failure(response: Response): Promise<ModelError> {
    const body = await response.text().catch(() => '');
    return httpError(this.endpoint.place, response.status, response.headers, body);
  }

  async webPage(response: Response): Promise<ModelError> {
    await response.body?.cancel();
    return new ModelError(
      'malformed',
      `${originOf(this.endpoint.place.baseUrl)} answered with a web page instead of a model's answer. Check the model's baseUrl, and whether the network asks you to sign in.`,
      { status: response.status },
    );
  }

  /** The same response; its body ends with a `ModelError` when it pauses too long or is cut. */
  withGuardedBody(response: Response): Response {
    const reader = response.body?.getReader();
    if (!reader) {
      this.close();
      return response;
    }
    const body = new ReadableStream<Uint8Array>(
      {
        pull: async controller => {
          try {
            const { done, value } = await reader.read();
            if (done) {
              this.close();
              controller.close();
              return;
            }
            this.enter('streaming');
            controller.enqueue(value);
          } catch (error) {
            this.close();
            controller.error(this.explain(error, true));
          }
        },
        cancel: () => this.drain(reader),
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { status: response.status, headers: response.headers });
  }

  /**
   * Reads what is left when the reader has seen enough, which is normally nothing: a connection that is read to
   * its end can be used again. A reader that leaves in the middle aborts the request instead.
   */
  private async drain(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const late = new AbortController();
    void this.endpoint.clock.delay(longestDrainMs, late.signal).then(() => {
      if (!late.signal.aborted) this.abort.abort();
    });
    try {
      while (!(await reader.read()).done);
    } catch {
      // Cut or aborted: nobody wants it any more.
    } finally {
      late.abort();
      this.close();
    }
  }

  close(): void {
    this.timer.abort();
    this.caller?.removeEventListener('abort', this.onCallerAbort);
  }

  explain(error: unknown, isStreaming = false): unknown {
    if (this.caller?.aborted) return this.caller.reason;
    if (this.timeout) return this.timeout;
    if (error instanceof ModelError || this.abort.signal.aborted) return error;
    if (!isStreaming) return networkError(this.endpoint.place, error);
    return new ModelError(
      'cut',
      `The connection to ${originOf(this.endpoint.place.baseUrl)} broke in the middle of the answer. Try again.`,
      { cause: error },
    );
  }
}
