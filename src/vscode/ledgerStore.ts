import type * as vscode from 'vscode';
import type { DayOfTokens, LedgerStore } from '../core/outbound/ledger.ts';

const key = 'inkling.completionTokens';

/** Keeps the day's tokens in VS Code's storage of the extension, for all windows. */
export function ledgerStore(storage: vscode.Memento): LedgerStore {
  return {
    load: () => storage.get<DayOfTokens>(key),
    save: day => void storage.update(key, day),
  };
}
