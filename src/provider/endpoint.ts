import type { Clock } from '../base/clock.ts';
import type { ConnectWatch } from '../core/model/connectWatch.ts';
import type { ServerPlace } from '../core/model/serverPlace.ts';

/** The platform's `fetch`; in the extension host VS Code's own, with its proxy and certificates. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** How long each stage of a request may take. */
export interface Timeouts {
  readonly connectTimeoutMs: number;
  /** Until the first byte of the answer's body: a local server may load its model first. */
  readonly firstByteTimeoutMs: number;
  /** Between two pieces of the answer. */
  readonly idleTimeoutMs: number;
}

/** A server to talk to, with all that talking needs. */
export interface Endpoint {
  readonly place: ServerPlace;
  /** Headers with the key and those the user configured; asked for each request, so that a removed key is gone at once. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  readonly timeouts: Timeouts;
  readonly fetch: Fetch;
  readonly clock: Clock;
  /** Without it a connection that is never made counts as a late first byte. */
  readonly watchConnect?: ConnectWatch | undefined;
  /** From 0 to 1, for the jitter of retries. */
  readonly random: () => number;
}
