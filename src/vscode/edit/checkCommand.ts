import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import { runCommand } from '../../node/runCommand.ts';
import type { SettingsSource } from '../settings.ts';
import type { ReviewNotes } from './reviewNotes.ts';
import type { Reviews } from './reviews.ts';

/**
 * Runs the user's own check (type-check, tests) when a document under review is saved, and puts its
 * result beside the changes. A check sees files, so an unsaved change has none.
 */
export class CheckCommand implements Disposable {
  private readonly store = new DisposableStore();
  private running: AbortController | undefined;

  constructor(
    private readonly reviews: Reviews,
    private readonly notes: ReviewNotes,
    private readonly settings: SettingsSource,
    private readonly log: Logger,
  ) {
    this.store.add(
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (this.reviews.get(uri)) void this.check(uri);
      }),
    );
  }

  private async check(uri: vscode.Uri): Promise<void> {
    const command = this.settings.read(uri)['edit.checkCommand'].trim();
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri;
    if (command === '' || folder?.scheme !== 'file' || !vscode.workspace.isTrusted) return;
    // The last save counts; a check of an earlier one says nothing any more.
    this.running?.abort();
    const stop = new AbortController();
    this.running = stop;
    const under = this.reviews.uris;
    const say = (sentence: string) => {
      for (const each of under) {
        if (this.reviews.get(each)) this.notes.remark(each, 'check', sentence);
      }
    };
    say(`Running: ${command}`);
    const { exitCode, output } = await runCommand(command, folder.fsPath, stop.signal);
    if (this.running !== stop) return;
    this.running = undefined;
    this.log.info(`${command}\n${output}`);
    const code = exitCode === undefined ? 'it did not run' : `exit code ${exitCode}`;
    say(exitCode === 0 ? `Passed: ${command}` : `Failed (${code}): ${command}`);
  }

  dispose(): void {
    this.running?.abort();
    this.running = undefined;
    this.store.dispose();
  }
}
