import type * as vscode from 'vscode';
import type { DayOfUse, LedgerStore } from '../core/outbound/ledger.ts';

const key = 'inkling.completionTokens';

/** Keeps the day's use in VS Code's storage of the extension, for all windows. */
export function ledgerStore(storage: vscode.Memento): LedgerStore {
  return {
    load: () => storage.get<DayOfUse>(key),
    save: day => void storage.update(key, day),
  };
}
