import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { CompletionSession } from '../../core/completion/completionSession.ts';
import { fitsAt } from '../../core/completion/fitsAt.ts';
import type { LastChange } from '../../core/completion/lastChange.ts';
import type { Question } from '../../core/completion/question.ts';
import type { NothingReason } from '../../core/completion/reason.ts';
import { SteadyDraft } from '../../core/context/steadyDraft.ts';
import { isAutomatic, type Model } from '../../core/model/model.ts';
import type { CommandHandlers } from '../commands.ts';
import { cursorContextOf } from '../context/cursorContextOf.ts';
import { textOutOfReach } from '../context/textOutOfReach.ts';
import { flipSetting } from '../flipSetting.ts';
import type { GhostEdit } from '../nextEdit/ghostEdit.ts';
import { offerCommand } from '../offerCommand.ts';
import type { Services } from '../services.ts';
import { type Accepted, addImports } from './autoImport.ts';
import { EarlyStart } from './earlyStart.ts';
import { History } from './history.ts';
import { InlineCompletionItemProvider } from './inlineCompletionItemProvider.ts';
import { acceptedCommand } from './inlineItem.ts';
import { askAboutOthers } from './otherSuggesters.ts';
import { type LoadedIgnoreRules, Questions } from './questions.ts';
import { ContextView } from './showContext.ts';
import { type RoleLine, showStatusMenu } from './statusMenu.ts';
import { Switches } from './switches.ts';

type CompletionCommandId =
  | 'inkling.completion.trigger'
  | 'inkling.completion.toggle'
  | 'inkling.completion.snooze'
  | 'inkling.completion.dismiss'
  | 'inkling.completion.explain'
  | 'inkling.context.show'
  | 'inkling.status.menu';

/** Inline completion, for the composition root. */
export interface InlineCompletion extends Disposable {
  readonly provider: vscode.InlineCompletionItemProvider;
  readonly commands: CommandHandlers<CompletionCommandId>;
  /** On, off and snoozed, which next edit honours too. */
  readonly switches: Switches;
  readonly lastChangeOf: (document: vscode.TextDocument) => LastChange;
}

export interface CompletionOptions {
  readonly ignoreRules: LoadedIgnoreRules;
  /** The embedded engine as it answers beside a model. */
  readonly instantModel: Model;
  /** What a next edit puts at the cursor is shown as a suggestion is. */
  readonly ghostEdit: GhostEdit;
  /** Who serves each role and why, for the status menu. */
  readonly describe: () => Promise<readonly RoleLine[]>;
}

/** How long a snooze lasts that nobody gave a length. */
const snoozeMinutes = 5;
/** Long enough to read a sentence. */
const messageMs = 5000;
/** Between two tabs VS Code names no editor for a moment, far less than this. */
const settleMs = 500;

/** Reasons that the one who asked can do something about. */
const tellsAll: ReadonlySet<NothingReason> = new Set([
  'failed',
  'untrusted',
  'excluded',
  'tooLarge',
  'readOnly',
  'binary',
]);

/** Builds inline completion: the provider, its commands and everything that listens to the editor for it. */
export function createCompletion(services: Services, options: CompletionOptions): InlineCompletion {
  const { settings, models, gate, tokens, sender, ledger, clock, retrievers, syntax, status, log } =
    services;
  const store = new DisposableStore();
  const switches = store.add(new Switches(clock));
  const history = new History(status, log);
  const { ignoreRules, instantModel, ghostEdit } = options;
  const questions = store.add(
    new Questions({ settings, models, ignoreRules, switches, instantModel }),
  );
  const steady = new SteadyDraft();
  const ports = {
    gate,
    tokens,
    sender,
    ledger,
    clock,
    retrievers,
    fitsAt: (question: Question, signal: AbortSignal) =>
      fitsAt(question, { syntax, clock }, signal),
    draft: steady.draft.bind(steady),
    observer: history,
  };
  const session = new CompletionSession(ports);
  const earlyStart = store.add(new EarlyStart(session, questions, ghostEdit));
  const provider = new InlineCompletionItemProvider(session, questions, earlyStart, ghostEdit);
  store.add(
    ghostEdit.onDidSet(place => {
      const editor = vscode.window.activeTextEditor;
      const isTaken =
        editor && session.suggestedAt(cursorContextOf(editor.document, editor.selection.active));
      if (isTaken) ghostEdit.refuse();
      else provider.showGhostEdit(place);
    }),
  );
  store.add(session.onDidImprove(context => provider.refresh(context)));
  store.add({ dispose: () => session.leave() });
  store.add(
    ledger.onDidStart(({ role, origin }) => {
      if (!isAutomatic(role)) session.yieldTo(origin);
    }),
  );
  store.add(settings.onDidChange(() => session.reset()));
  store.add(models.onDidChange(() => void session.modelsChanged(() => questions.choose())));
  const accepted = (what: Accepted) => {
    session.accepted();
    const document = vscode.window.activeTextEditor?.document;
    const isWanted = document && questions.settingsFor(document)['completion.autoImport'];
    if (!isWanted) return;
    addImports(what, clock).catch(error => log.debug(`No imports could be added: ${error}`));
  };
  store.add(vscode.commands.registerCommand(acceptedCommand, accepted));
  store.add(settings.onDidChange(() => history.forget()));
  store.add(
    switches.onDidChange(() => {
      history.forget();
      showSnooze(services, switches);
    }),
  );

  const arrive = () => void tellState(questions, history, clock);
  const startOver = () => {
    history.startOver(settings.problems().join(' ') || undefined);
    arrive();
  };
  store.add(vscode.window.onDidChangeActiveTextEditor(arrive));
  for (const event of [settings.onDidChange, models.onDidChange]) store.add(event(startOver));
  history.startOver(settings.problems().join(' ') || undefined);

  if (settings.read()['completion.enabled']) void askWhoSuggests(services);
  const contextView = store.add(new ContextView(services, questions, steady));
  const isEnabledFor = (document: vscode.TextDocument) =>
    questions.settingsFor(document)['completion.enabled'];
  const explain = () => history.explain();
  const menu = {
    switches,
    describe: options.describe,
    activity: () => services.status.activity,
    explain,
    isEnabledFor,
    isNextEditOn: () => settings.read(vscode.window.activeTextEditor?.document)['nextEdit.enabled'],
  };
  return {
    provider,
    switches,
    lastChangeOf: document => earlyStart.lastChangeOf(document),
    commands: {
      'inkling.completion.trigger': () => suggestNow(questions, history),
      'inkling.completion.toggle': () => toggle(switches, services),
      'inkling.completion.snooze': minutes => snooze(switches, minutes),
      'inkling.completion.dismiss': () => {
        session.dismiss();
        ghostEdit.dismiss();
        return vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
      },
      'inkling.completion.explain': () => {
        // The menu has everything that can be done about it.
        void offerCommand(explain(), 'Open Menu', 'inkling.status.menu');
        return explain();
      },
      'inkling.context.show': () => contextView.show(),
      'inkling.status.menu': () => showStatusMenu(menu),
    },
    dispose: () => store.dispose(),
  };
}

function askWhoSuggests({ extension }: Services): Promise<void> {
  return askAboutOthers({
    enabled: vscode.extensions.all.map(({ id }) => id),
    state: extension.globalState,
    notify: (message, ...answers) => vscode.window.showInformationMessage(message, ...answers),
    turnOff: () => flipSetting('completion.enabled', undefined),
    showExtensions: ids =>
      vscode.commands.executeCommand('workbench.extensions.action.showExtensionsWithIds', ids),
  });
}

/** The status bar says what holds for the document in front. */
async function tellState(questions: Questions, history: History, clock: Clock): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    await clock.delay(settleMs);
    return history.nothingToAskIn(textOutOfReach());
  }
  const context = cursorContextOf(editor.document, editor.selection.active);
  const question = await questions.at(editor.document, context, 'automatic', 'none');
  if (vscode.window.activeTextEditor === editor) history.arrivedAt(question);
}

/** The user asked, so here a missing model leads to a way to one. */
async function suggestNow(questions: Questions, history: History): Promise<string> {
  if (!vscode.window.activeTextEditor) {
    const message = textOutOfReach() ?? 'Open a file and put the cursor where code should come.';
    void vscode.window.showInformationMessage(message);
    return message;
  }
  const { model, why } = await questions.chooseAsking();
  if (!model) {
    void offerCommand(why, 'Set Up a Model', 'inkling.model.setUp');
    return why;
  }
  const ended = history.nextExplicit();
  await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
  const reason = await ended;
  const message = history.explain();
  // What can be mended is worth a notification; that there was nothing to add is not.
  if (reason && tellsAll.has(reason)) void vscode.window.showWarningMessage(message);
  else vscode.window.setStatusBarMessage(message, messageMs);
  return message;
}

async function toggle(switches: Switches, { status }: Services): Promise<void> {
  const isOn = await switches.toggle(vscode.window.activeTextEditor?.document);
  status.show(
    isOn
      ? { kind: 'ready', detail: 'Inline completion is on.' }
      : { kind: 'off', detail: 'Inline completion is off; Inkling: Suggest Now still works.' },
  );
}

function snooze(switches: Switches, minutes: unknown): void {
  if (switches.isSnoozed && minutes === undefined) switches.wake();
  else switches.snoozeFor(typeof minutes === 'number' && minutes > 0 ? minutes : snoozeMinutes);
}

function showSnooze({ status }: Services, switches: Switches): void {
  status.show(
    switches.isSnoozed
      ? { kind: 'snoozed', detail: `Inline completion is snoozed for ${switches.minutesLeft} min.` }
      : { kind: 'ready', detail: 'Inline completion is awake again.' },
  );
}
