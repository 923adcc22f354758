import * as vscode from 'vscode';
import type { Outcome } from '../../core/completion/completion.ts';
import type { CompletionSession } from '../../core/completion/completionSession.ts';
import type { Question, Trigger } from '../../core/completion/question.ts';
import { isEntryMeant, WidgetEntries } from '../../core/completion/widgetEntries.ts';
import { cursorContextOf } from '../context/cursorContextOf.ts';
import type { GhostEdit } from '../nextEdit/ghostEdit.ts';
import type { EarlyStart } from './earlyStart.ts';
import { inlineItem } from './inlineItem.ts';
import type { Questions } from './questions.ts';

/** Whether VS Code is asking because of {@link InlineCompletionItemProvider.refresh}. */
interface Refresh {
  readonly uri: string;
  readonly version: number;
}

/** How often VS Code is still going to ask for that. */
interface Refreshing extends Refresh {
  readonly times: number;
}

/** Answers VS Code's question with what the session has under way, or starts it. */
export class InlineCompletionItemProvider implements vscode.InlineCompletionItemProvider {
  private refreshing: Refreshing | undefined;
  private readonly widgetEntries = new WidgetEntries();

  constructor(
    private readonly session: CompletionSession,
    private readonly questions: Questions,
    private readonly earlyStart: EarlyStart,
    private readonly ghostEdit: GhostEdit,
  ) {}

  /** Has VS Code ask for what a next edit puts at the cursor. */
  showGhostEdit(place: Refresh): void {
    this.refresh(place, 'editor.action.inlineSuggest.trigger');
  }

  /**
   * Has VS Code ask again where the suggestion that stands there has become better.
   * VS Code keeps what is shown in front of what it then gets, so the command is the one that shows the next.
   */
  refresh({ uri, version }: Refresh, command = 'editor.action.inlineSuggest.showNext'): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.uri.toString() !== uri || document.version !== version) return;
    const { refreshing } = this;
    const isSame = refreshing?.uri === uri && refreshing.version === version;
    this.refreshing = { uri, version, times: isSame ? refreshing.times + 1 : 1 };
    void vscode.commands.executeCommand(command);
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
      const items = selected
        ? await this.extendSelected(document, position, selected, trigger, controller.signal)
        : await this.plain(document, position, trigger, controller.signal);
      return token.isCancellationRequested ? [] : items;
    } finally {
      subscription.dispose();
    }
  }

  private isRefreshing({ uri, version }: vscode.TextDocument): boolean {
    const { refreshing } = this;
    if (refreshing?.uri !== uri.toString() || refreshing.version !== version) return false;
    const times = refreshing.times - 1;
    this.refreshing = times > 0 ? { ...refreshing, times } : undefined;
    return true;
  }

  private async plain(
    document: vscode.TextDocument,
    position: vscode.Position,
    trigger: Trigger,
    signal: AbortSignal,
  ): Promise<vscode.InlineCompletionItem[]> {
    const edit = this.ghostEdit.textAt(document, position);
    const item = (text: string) => inlineItem(document, position, position, text);
    if (edit && trigger === 'automatic') return [item(edit)];
    const question = await this.question(document, position, trigger);
    const completions = await this.session.askSeveral(question, signal);
    const texts = completions.map(({ text }) => text);
    // Who asks for more keeps what is shown, in front.
    return (edit ? [edit, ...texts] : texts).map(item);
  }

  /** With the suggest widget open VS Code shows only what begins with its selected entry. */
  private async extendSelected(
    document: vscode.TextDocument,
    position: vscode.Position,
    selected: vscode.SelectedCompletionInfo,
    trigger: Trigger,
    signal: AbortSignal,
  ): Promise<vscode.InlineCompletionItem[]> {
    const { start } = selected.range;
    const typed = document.getText(new vscode.Range(start, position));
    const edit = this.ghostEdit.textAt(document, position);
    if (edit) {
      const text = typed + edit;
      return text.startsWith(selected.text) ? [inlineItem(document, start, position, text)] : [];
    }
    const question = await this.question(document, position, trigger);
    const plain = await this.session.ask(question, signal);
    if (signal.aborted) return [];
    const whole = plain.kind === 'completion' ? typed + plain.completion.text : '';
    if (whole.startsWith(selected.text) && whole !== selected.text) {
      return [inlineItem(document, start, position, whole)];
    }
    const { context } = question;
    const prefix = context.prefix.slice(0, context.prefix.length - typed.length) + selected.text;
    const ifPicked = { ...question, context: { ...context, prefix } };
    const { version } = document;
    const hasMoved = this.widgetEntries.selected({ document, version, text: selected.text });
    const text = isEntryMeant(question, plain, hasMoved)
      ? textOf(await this.session.ask(ifPicked, signal))
      : this.session.recall(ifPicked);
    return text === undefined ? [] : [inlineItem(document, start, position, selected.text + text)];
  }

  private question(
    document: vscode.TextDocument,
    position: vscode.Position,
    trigger: Trigger,
  ): Promise<Question> {
    const context = cursorContextOf(document, position);
    const lastChange = this.earlyStart.lastChangeOf(document);
    return this.questions.at(document, context, trigger, lastChange);
  }
}

function textOf(outcome: Outcome): string | undefined {
  return outcome.kind === 'completion' ? outcome.completion.text : undefined;
}
