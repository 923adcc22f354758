import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import type { LastChange } from '../../core/completion/lastChange.ts';
import type { ModelInfo } from '../../core/model/model.ts';
import type { ChosenModel, NoModel } from '../../core/model/modelSource.ts';
import type { NextEditQuestion } from '../../core/nextEdit/question.ts';
import { isMadeForNextEdit } from '../../core/nextEdit/suits.ts';
import type { Settings } from '../../core/settings.ts';
import type { LoadedIgnoreRules } from '../completion/questions.ts';
import { situationOf } from '../completion/situation.ts';
import type { Switches } from '../completion/switches.ts';
import { isCode, moderateText } from '../context/documents.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { Services } from '../services.ts';

/** What of the window's tokens an answer needs at most: a region of two dozen lines and what is added. */
const outputTokens = 1024;
const mostProblems = 5;

export interface NextEditSources {
  readonly ignoreRules: LoadedIgnoreRules;
  readonly switches: Switches;
}

/** Puts together what decides about a next edit; settings and model are kept until they change. */
export class NextEditQuestions implements Disposable {
  private readonly settings = new Map<string, Settings>();
  /** What the language reported when the last question was put, or the document came to the front. */
  private knownProblems: ReadonlySet<string> = new Set();
  private chosen: Promise<ChosenModel | NoModel> | undefined;
  private readonly subscriptions: readonly Disposable[];

  constructor(
    private readonly services: Pick<Services, 'settings' | 'models'>,
    private readonly sources: NextEditSources,
  ) {
    this.subscriptions = [
      services.settings.onDidChange(() => this.forget()),
      services.models.onDidChange(() => this.forget()),
    ];
  }

  /** Whether edits of a document are followed at all. */
  isOnIn(document: vscode.TextDocument): boolean {
    return isCode(document) && this.settingsFor(document)['nextEdit.enabled'];
  }

  /** The question for an editor; the session adds the history. */
  async at(editor: vscode.TextEditor, lastChange: LastChange): Promise<NextEditQuestion> {
    const { document } = editor;
    const settings = this.settingsFor(document);
    const { model, why } = await this.choose();
    await this.sources.ignoreRules.whenLoaded();
    // What follows is of one moment.
    const text = moderateText(document);
    return {
      uri: document.uri.toString(),
      path: relativePathOf(document.uri),
      languageId: document.languageId,
      version: document.version,
      text: text ?? '',
      isTooLong: text === undefined,
      cursor: document.offsetAt(editor.selection.active),
      isOn: settings['nextEdit.enabled'],
      situation: situationOf(document, settings, lastChange, this.sources),
      history: [],
      problems: this.problemsIn(document),
      model,
      noModelWhy: why,
      limits: {
        tokensPerDay: settings['completion.tokensPerDay'],
        costPerDay: settings['completion.costPerDay'],
        requestsPerMinute: settings['completion.requestsPerMinute'],
      },
      maxPromptTokens: promptTokens(settings, model?.info),
    };
  }

  /**
   * The model: one that was made for next edit, else the one for edits, since it has to rewrite code as told;
   * the one for completion often only continues text. Nothing is asked of the user.
   */
  choose(): Promise<ChosenModel | NoModel> {
    this.chosen ??= this.services.models.choose('edit', {
      interactive: false,
      first: isMadeForNextEdit,
    });
    return this.chosen;
  }

  /** A document came to the front: its errors are no news. */
  arriveAt(document: vscode.TextDocument): void {
    this.knownProblems = new Set(errorsIn(document).map(({ message }) => message));
  }

  private problemsIn(document: vscode.TextDocument): NextEditQuestion['problems'] {
    const errors = errorsIn(document);
    const known = this.knownProblems;
    this.arriveAt(document);
    return errors
      .map(({ range, message }) => ({
        line: range.start.line,
        message,
        isNew: !known.has(message),
      }))
      .slice(0, mostProblems);
  }

  private settingsFor(document: vscode.TextDocument): Settings {
    const key = `${document.languageId} ${document.uri.toString()}`;
    const known = this.settings.get(key);
    if (known) return known;
    const read = this.services.settings.read(document);
    this.settings.set(key, read);
    return read;
  }

  private forget(): void {
    this.settings.clear();
    this.chosen = undefined;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

function promptTokens(settings: Settings, info: ModelInfo | undefined): number {
  const room = (info?.contextTokens ?? Number.POSITIVE_INFINITY) - outputTokens;
  return Math.max(1, Math.min(settings['completion.promptTokens'], room));
}

function errorsIn({ uri }: vscode.TextDocument): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
}
