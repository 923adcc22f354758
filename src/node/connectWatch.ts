import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { ConnectListener, ConnectWatch } from '../core/model/connectWatch.ts';

const current = new AsyncLocalStorage<ConnectListener>();
const listeners = new WeakMap<object, ConnectListener>();
let isSubscribed = false;

/**
 * Watches the connection stages of `fetch` on undici's diagnostics channels (`fetch` itself tells nothing
 * before the headers, so that a host that drops packets would look like a model that thinks).
 */
export const watchConnect: ConnectWatch = (run, listener) => {
  if (!isSubscribed) subscribeOnce();
  return current.run(listener, run);
};

function subscribeOnce(): void {
  isSubscribed = true;
  subscribe('undici:request:create', message => {
    const listener = current.getStore();
    if (!listener) return;
    const { request } = message as { request: object };
    listeners.set(request, listener);
    listener.onConnecting();
  });
  subscribe('undici:client:sendHeaders', message => {
    const { request } = message as { request: object };
    listeners.get(request)?.onConnected();
  });
}
