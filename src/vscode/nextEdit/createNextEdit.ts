import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { LastChange } from '../../core/completion/lastChange.ts';
import type { NextEditOutcome } from '../../core/nextEdit/predict.ts';
import { explainNextEdit } from '../../core/nextEdit/reason.ts';
import { NextEditSession } from '../../core/nextEdit/session.ts';
import { nextEditSkill } from '../../core/nextEdit/suits.ts';
import type { CommandHandlers } from '../commands.ts';
import type { Services } from '../services.ts';
import type { GhostEdit } from './ghostEdit.ts';
import { NextEditEditor } from './nextEditEditor.ts';
import { NextEditQuestions, type NextEditSources } from './nextEditQuestions.ts';
import { toggleNextEdit } from './toggleNextEdit.ts';

type NextEditCommandId =
  | 'inkling.nextEdit.accept'
  | 'inkling.nextEdit.dismiss'
  | 'inkling.nextEdit.toggle'
  | 'inkling.nextEdit.explain';

/** Next edit, for the composition root. */
export interface NextEdit extends Disposable {
  readonly commands: CommandHandlers<NextEditCommandId>;
}

export interface NextEditOptions extends NextEditSources {
  readonly ghostEdit: GhostEdit;
  /** How a document's text came to be as it is, as inline completion knows it. */
  readonly lastChangeOf: (document: vscode.TextDocument) => LastChange;
}

/** Tells what is shown; for tests, so it is not in the manifest. */
const shownCommand = 'inkling.nextEdit.shown';

/** Builds next edit: everything that listens to the editor for it, and its commands. */
export function createNextEdit(services: Services, options: NextEditOptions): NextEdit {
  const { settings, models, gate, tokens, sender, ledger, clock, log, status } = services;
  const store = new DisposableStore();
  const questions = store.add(new NextEditQuestions(services, options));
  let last: NextEditOutcome | undefined;
  const session = new NextEditSession({
    ...{ gate, tokens, sender, ledger, clock },
    isBusy: origin => ledger.isAnswering(origin),
    question: () => editor.question(),
    ended: ({ path }, outcome) => {
      if (outcome.kind === 'nothing' && outcome.reason === 'superseded') return;
      last = outcome;
      const sentence = sentenceOf(outcome);
      log.debug(`Next edit in ${path}: ${sentence}`);
      if (outcome.kind === 'prediction') {
        const { name, providerName } = outcome.model;
        status.name(name, `${name} (${providerName}) predicted the next edit.`);
        editor.announce();
      } else if (outcome.reason === 'failed') {
        log.warn(`Next edit failed: ${sentence}`);
        status.show({ kind: 'problem', detail: sentence });
      }
    },
  });
  const editor = store.add(
    new NextEditEditor(session, questions, options.ghostEdit, options.lastChangeOf),
  );
  store.add({ dispose: () => session.leave() });
  store.add(
    ledger.onDidStart(({ role, origin }) => {
      if (role !== 'nextEdit') session.yieldTo(origin);
    }),
  );
  const startOver = () => {
    last = undefined;
    session.reset();
    editor.settingsChanged();
  };
  store.add(settings.onDidChange(startOver));
  store.add(
    models.onDidChange(() => {
      last = undefined;
      void session.modelsChanged(() => questions.choose());
    }),
  );
  store.add(vscode.commands.registerCommand(shownCommand, () => session.shown));

  /** Why there is no next edit, or where it is; the state of now before what came of the last question. */
  const explain = async (): Promise<string> => {
    const document = vscode.window.activeTextEditor?.document;
    if (document && !questions.isOnIn(document)) return explainNextEdit('off');
    if (session.shown) return `A next edit is shown on line ${editor.shownLine + 1}.`;
    const { model, why } = await questions.choose();
    if (!model) return `${explainNextEdit('noModel')} ${why}`;
    const skill = nextEditSkill(model.info);
    if (skill.kind === 'unsuited') return skill.why;
    return last ? sentenceOf(last) : `${model.info.name} has not been asked for a next edit yet.`;
  };
  return {
    commands: {
      'inkling.nextEdit.accept': () => editor.accept(),
      'inkling.nextEdit.dismiss': () => session.dismiss(),
      'inkling.nextEdit.toggle': () => toggleNextEdit(() => questions.choose()),
      'inkling.nextEdit.explain': async () => {
        const sentence = await explain();
        void vscode.window.showInformationMessage(sentence);
        return sentence;
      },
    },
    dispose: () => store.dispose(),
  };
}

function sentenceOf(outcome: NextEditOutcome): string {
  if (outcome.kind === 'prediction') return `The last one came from ${outcome.model.name}.`;
  const { reason, detail } = outcome;
  if (reason === 'unsuited' && detail) return detail;
  return detail ? `${explainNextEdit(reason)} ${detail}` : explainNextEdit(reason);
}
