import * as vscode from 'vscode';
import type { Outcome } from '../../core/completion/completion.ts';
import type { CompletionSession } from '../../core/completion/completionSession.ts';
import type { Trigger } from '../../core/completion/question.ts';
import { cursorContextOf } from '../context/cursorContextOf.ts';
import type { EarlyStart } from './earlyStart.ts';
import { inlineItem } from './inlineItem.ts';
import type { Questions } from './questions.ts';

/** Whether VS Code is asking because of {@link InlineCompletionItemProvider.refresh}. */
interface Refresh {
  readonly uri: string;
  readonly version: number;
}

/** Answers VS Code's question with what the session has under way, or starts it. */
export class InlineCompletionItemProvider implements vscode.InlineCompletionItemProvider {
  private refreshing: Refresh | undefined;

  constructor(
    private readonly session: CompletionSession,
    private readonly questions: Questions,
    private readonly earlyStart: EarlyStart,
  ) {}

  /**
   * Has VS Code ask again where the suggestion that stands there has become better.
   * VS Code keeps what is shown in front of what it then gets, so the command is the one that shows the next.
   */
  refresh({ uri, version }: Refresh): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.uri.toString() !== uri || document.version !== version) return;
    this.refreshing = { uri, version };
    void vscode.commands.executeCommand('editor.action.inlineSuggest.showNext');
  }

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    inlineContext: vscode.InlineCompletionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlineCompletionItem[]> {
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => controller.abort());
    const isInvoked = inlineContext.triggerKind === vscode.InlineCompletionTriggerKind.Invoke;
    const isExplicit = isInvoked && !this.isRefreshing(document);
    const trigger: Trigger = isExplicit ? 'explicit' : 'automatic';
    try {
      this.earlyStart.wasAsked(document);
      const selected = inlineContext.selectedCompletionInfo;
      const item = selected
        ? await this.extendSelected(document, position, selected, trigger, controller.signal)
        : await this.plain(document, position, trigger, controller.signal);
      return item && !token.isCancellationRequested ? [item] : [];
    } finally {
      subscription.dispose();
    }
  }

  private isRefreshing({ uri, version }: vscode.TextDocument): boolean {
    const { refreshing } = this;
    this.refreshing = undefined;
    return refreshing?.uri === uri.toString() && refreshing.version === version;
  }

  private async plain(
    document: vscode.TextDocument,
    position: vscode.Position,
    trigger: Trigger,
    signal: AbortSignal,
  ): Promise<vscode.InlineCompletionItem | undefined> {
    const outcome = await this.ask(document, position, trigger, signal);
    if (outcome.kind === 'nothing') return undefined;
    return inlineItem(document, position, position, outcome.completion.text);
  }

  /** With the suggest widget open VS Code shows only what begins with its selected entry. */
  private async extendSelected(
    document: vscode.TextDocument,
    position: vscode.Position,
    selected: vscode.SelectedCompletionInfo,
    trigger: Trigger,
    signal: AbortSignal,
  ): Promise<vscode.InlineCompletionItem | undefined> {
    const { start } = selected.range;
    const typed = document.getText(new vscode.Range(start, position));
    const plain = await this.ask(document, position, trigger, signal);
    if (signal.aborted) return undefined;
    const whole = plain.kind === 'completion' ? typed + plain.completion.text : '';
    if (whole.startsWith(selected.text) && whole !== selected.text) {
      return inlineItem(document, start, position, whole);
    }
    const asIfPicked = await this.ask(document, position, trigger, signal, selected);
    if (asIfPicked.kind === 'nothing') return undefined;
    return inlineItem(document, start, position, selected.text + asIfPicked.completion.text);
  }

  private async ask(
    document: vscode.TextDocument,
    position: vscode.Position,
    trigger: Trigger,
    signal: AbortSignal,
    selected?: vscode.SelectedCompletionInfo,
  ): Promise<Outcome> {
    const context = cursorContextOf(document, position);
    const picked = selected && asIfPicked(context.prefix, document, position, selected);
    const lastChange = this.earlyStart.lastChangeOf(document);
    const question = await this.questions.at(
      document,
      picked === undefined ? context : { ...context, prefix: picked },
      trigger,
      lastChange,
    );
    return this.session.ask(question, signal);
  }
}

function asIfPicked(
  prefix: string,
  document: vscode.TextDocument,
  position: vscode.Position,
  selected: vscode.SelectedCompletionInfo,
): string {
  const typed = document.getText(new vscode.Range(selected.range.start, position));
  return prefix.slice(0, prefix.length - typed.length) + selected.text;
}
