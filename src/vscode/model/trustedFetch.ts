import * as vscode from 'vscode';
import { ModelError } from '../../core/model/modelError.ts';
import type { Fetch } from '../../provider/endpoint.ts';

/**
 * The last guard: whoever asks, nothing leaves an untrusted workspace. The global function is looked up at each
 * call, because VS Code replaces it by its own, with its proxy and certificates.
 */
export const trustedFetch: Fetch = (url, init) => {
  if (vscode.workspace.isTrusted) return globalThis.fetch(url, init);
  const message = 'This workspace is not trusted, so nothing is sent. Trust it first.';
  return Promise.reject(new ModelError('consent', message));
};
