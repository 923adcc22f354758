import type { FromPage, ToPage } from '../../src/protocol/chatMessages.ts';

/** What the page keeps for itself while it is hidden; everything else is the host's. */
export interface KeptState {
  readonly draft?: string;
  readonly wrapsCode?: boolean;
}

interface WebviewApi {
  postMessage(message: FromPage): void;
  getState(): KeptState | undefined;
  setState(state: KeptState): void;
}

declare function acquireVsCodeApi(): WebviewApi;

const api = acquireVsCodeApi();

/** Asks something of the host. */
export function tell(message: FromPage): void {
  api.postMessage(message);
}

/** Hears everything that the host says. Only the host can post to this window: it has no frames and no opener. */
export function listen(hear: (message: ToPage) => void): void {
  window.addEventListener('message', event => hear(event.data as ToPage));
}

export function kept(): KeptState {
  return api.getState() ?? {};
}

/** Replaces some of what is kept. */
export function keep(change: KeptState): void {
  api.setState({ ...kept(), ...change });
}
