import * as vscode from 'vscode';
import { Emitter, type Event } from '../../base/event.ts';
import type { Logger } from '../../base/logger.ts';
import type { FromPage, ToPage } from '../../protocol/chatMessages.ts';
import { readFromPage } from '../../protocol/readFromPage.ts';
import { chatHtml } from './chatHtml.ts';

/** The sidebar view. It carries messages and holds no state: a page that was away asks for everything anew. */
export class ChatView implements vscode.WebviewViewProvider {
  private view: vscode.WebviewView | undefined;
  private readonly received = new Emitter<FromPage>();
  readonly onDidReceive: Event<FromPage> = this.received.event;
  /** Whether there is a page that hears what is posted now, not only once it is loaded. */
  isPageReady = false;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly log: Logger,
  ) {}

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    this.isPageReady = false;
    const distUri = vscode.Uri.joinPath(this.extensionUri, 'dist');
    view.webview.options = { enableScripts: true, localResourceRoots: [distUri] };
    view.webview.onDidReceiveMessage((message: unknown) => {
      const known = readFromPage(message);
      this.isPageReady ||= known?.type === 'ready';
      if (known) this.received.fire(known);
      else this.log.warn('The chat page sent a message that Inkling does not know.');
    });
    view.onDidChangeVisibility(() => {
      // Hidden pages are thrown away.
      this.isPageReady &&= view.visible;
    });
    view.onDidDispose(() => {
      if (this.view !== view) return;
      this.view = undefined;
      this.isPageReady = false;
    });
    view.webview.html = chatHtml(view.webview, distUri, crypto.randomUUID());
  }

  /** Whether anybody can see what is posted; a page that is shown later asks for it. */
  get isVisible(): boolean {
    return this.view?.visible ?? false;
  }

  post(message: ToPage): void {
    void this.view?.webview.postMessage(message);
  }

  /** Shows the view, and the page in it. */
  async reveal(): Promise<void> {
    await vscode.commands.executeCommand('inkling.chat.focus');
  }

  dispose(): void {
    this.received.dispose();
  }
}
