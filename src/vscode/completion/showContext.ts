import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { gatherSnippets } from '../../core/completion/gatherSnippets.ts';
import type { SteadyDraft } from '../../core/context/steadyDraft.ts';
import { describeContext } from '../../core/outbound/describeContext.ts';
import { cursorContextOf } from '../context/cursorContextOf.ts';
import { textOutOfReach } from '../context/textOutOfReach.ts';
import type { Services } from '../services.ts';
import type { Questions } from './questions.ts';

const scheme = 'inkling-context';
const uri = vscode.Uri.from({ scheme, path: '/The context at the cursor.md' });

/** The command "Show Context at Cursor": the prompt that would be sent now, explained in a read-only document. */
export class ContextView implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new vscode.EventEmitter<vscode.Uri>());
  private text = '';

  constructor(
    private readonly services: Pick<Services, 'retrievers' | 'clock' | 'gate' | 'tokens'>,
    private readonly questions: Questions,
    private readonly steady: SteadyDraft,
  ) {
    this.store.add(
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.changed.event,
        provideTextDocumentContent: () => this.text,
      }),
    );
  }

  /** Resolves to what is shown. */
  async show(): Promise<string> {
    const editor = vscode.window.activeTextEditor;
    if (!editor) {
      return tell(textOutOfReach() ?? 'Open a file and put the cursor where you want to look.');
    }
    const { document, selection } = editor;
    const context = cursorContextOf(document, selection.active);
    const question = await this.questions.at(document, context, 'explicit', 'none');
    const { model } = question;
    if (!model) return tell(question.noModelWhy ?? 'No model serves completion.');
    if (model.info.origin === 'embedded') {
      return tell(
        'The embedded engine serves completion: it has learnt from the whole workspace and is sent no prompt.',
      );
    }
    const startedAt = performance.now();
    const { signal } = new AbortController();
    const snippets = await gatherSnippets(this.services, context, model.info, signal);
    const room = {
      maxTokens: question.maxPromptTokens,
      counter: this.services.tokens.counterFor(model.info),
    };
    const { draft, packing } = this.steady.plan(context, snippets, room);
    const sealed = this.services.gate.seal(draft, room);
    const ms = performance.now() - startedAt;
    const { verdicts } = packing;
    const { maxTokens } = room;
    this.text = describeContext({ model: model.info, maxTokens, ms, sealed, verdicts });
    this.changed.fire(uri);
    const shown = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(shown, vscode.ViewColumn.Beside, true);
    return this.text;
  }

  dispose(): void {
    this.store.dispose();
  }
}

function tell(message: string): string {
  void vscode.window.showInformationMessage(message);
  return message;
}
