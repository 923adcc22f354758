import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposable.ts';
import { describeSent } from '../core/outbound/describeSent.ts';
import type { SentLog } from '../core/outbound/sentLog.ts';
import type { CommandHandlers } from './commands.ts';

const scheme = 'inkling-sent';
const sentUri = vscode.Uri.from({ scheme, path: '/What Inkling sent.md' });

/** The command "Show What Was Sent" and the read-only document that it opens. */
export interface Sent extends Disposable {
  readonly commands: CommandHandlers<'inkling.sent.show'>;
}

/** Shows the log of sent requests in a document that follows it as long as it is open. */
export function createSent(log: SentLog): Sent {
  const store = new DisposableStore();
  const changed = store.add(new vscode.EventEmitter<vscode.Uri>());
  store.add(log.onDidChange(() => changed.fire(sentUri)));
  store.add(
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => describeSent(log.requests, timeOfDay),
    }),
  );
  return { commands: { 'inkling.sent.show': show }, dispose: () => store.dispose() };
}

async function show(): Promise<void> {
  const document = await vscode.workspace.openTextDocument(sentUri);
  await vscode.window.showTextDocument(document, { preview: true });
}

function timeOfDay(ms: number): string {
  return new Date(ms).toLocaleTimeString(undefined, { hour12: false });
}
