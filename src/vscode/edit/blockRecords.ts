import type * as vscode from 'vscode';
import { type BlockRecord, noteBlocks } from '../../core/edit/formatChoice.ts';

const storageKey = 'inkling.blockRecords';

/** Remembers for each model whether its SEARCH/REPLACE blocks found their place. */
export class BlockRecords {
  constructor(private readonly storage: vscode.Memento) {}

  of(modelName: string): BlockRecord {
    return this.all()[modelName] ?? '';
  }

  note(modelName: string, worked: boolean): void {
    const record = noteBlocks(this.of(modelName), worked);
    void this.storage.update(storageKey, { ...this.all(), [modelName]: record });
  }

  private all(): Readonly<Record<string, BlockRecord>> {
    return this.storage.get(storageKey, {});
  }
}
