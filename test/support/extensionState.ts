import type * as vscode from 'vscode';

/** What an extension context keeps, in memory. */
export function memoryMemento(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: (name: string, fallback?: unknown) => values.get(name) ?? fallback,
    update: async (name: string, value: unknown) => {
      values.set(name, value);
    },
  } as vscode.Memento;
}

/** A secret storage that keeps nothing. */
export const noSecrets: vscode.SecretStorage = {
  keys: async () => [],
  get: async () => undefined,
  store: async () => {},
  delete: async () => {},
  onDidChange: () => ({ dispose() {} }),
};
