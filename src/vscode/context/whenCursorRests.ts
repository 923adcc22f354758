import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import { isCode } from './documents.ts';

/** Who types or moves on has more urgent questions. */
const restMs = 200;

/**
 * Tells where the cursor has rested in code, so that what the next key needs can be prepared.
 * The signal aborts as soon as it moves again.
 */
export function whenCursorRests(
  clock: Clock,
  listener: (editor: vscode.TextEditor, signal: AbortSignal) => void,
): Disposable {
  let resting = new AbortController();
  const subscription = vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
    resting.abort();
    if (!isCode(textEditor.document)) return;
    resting = new AbortController();
    const { signal } = resting;
    void clock.delay(restMs, signal).then(() => {
      if (!signal.aborted && !textEditor.document.isClosed) listener(textEditor, signal);
    });
  });
  return {
    dispose: () => {
      subscription.dispose();
      resting.abort();
    },
  };
}
