import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposable.ts';

/** Types commands into the terminal in front, and leaves it to the user to run them. */
export class TerminalInserter extends DisposableStore {
  /** Where something runs that would take what is typed for its own, as far as the shells tell. */
  private readonly busy = new WeakSet<vscode.Terminal>();

  constructor() {
    super();
    const { window } = vscode;
    this.add(window.onDidStartTerminalShellExecution(({ terminal }) => this.busy.add(terminal)));
    this.add(window.onDidEndTerminalShellExecution(({ terminal }) => this.busy.delete(terminal)));
  }

  /** Several lines are copied instead: a terminal would run each when the next one comes, and complete at a tab. */
  async insert(text: string): Promise<{ done: string } | { problem: string }> {
    if (/[\p{Cc}\p{Cf}]/u.test(text.replace(/[\t\n]/g, ''))) {
      return { problem: 'This has characters that do not show: copy it, and look at it first.' };
    }
    const { activeTerminal, createTerminal } = vscode.window;
    const isFree = activeTerminal && !this.busy.has(activeTerminal);
    const terminal = isFree ? activeTerminal : createTerminal();
    terminal.show();
    if (!isFree) await started(terminal);
    if (!/[\t\n]/.test(text)) {
      terminal.sendText(text, false);
      return { done: 'Inserted into the terminal: Enter there runs it.' };
    }
    await vscode.env.clipboard.writeText(text);
    return { done: 'Several lines: they are copied, paste them into the terminal.' };
  }
}

/** In milliseconds; some shells never tell that they are there. */
const longestStart = 3000;
/** In milliseconds: a shell tells that it is there shortly before its first prompt, of which nothing tells. */
const untilPrompt = 500;

/** Resolves when the shell of a new terminal waits for commands: what is typed before stands beside its prompt. */
function started(terminal: vscode.Terminal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(done, longestStart);
    const listener = vscode.window.onDidChangeTerminalShellIntegration(event => {
      if (event.terminal === terminal) setTimeout(done, untilPrompt);
    });
  });
}
