import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { CommandHandlers } from '../commands.ts';
import type { EditProposer, Services } from '../services.ts';
import { type AskChat, type AskCommand, askCommands } from './askCommands.ts';
import { BlockRecords } from './blockRecords.ts';
import { CheckCommand } from './checkCommand.ts';
import { commitMessage } from './commitMessage.ts';
import { type EditCommand, editCommands } from './editCommands.ts';
import { EditRunner } from './editRunner.ts';
import { editTargetOfDocument } from './editTarget.ts';
import { type FailedCommand, failedCommands } from './failedCommands.ts';
import { fixWorkspace } from './fixWorkspace.ts';
import { Instructions } from './instructions.ts';
import { landMerged } from './landMerged.ts';
import { landReply } from './landReply.ts';
import { type Landing, landInReview } from './landReview.ts';
import { ProblemWatch } from './problemWatch.ts';
import { renameCommand } from './renameCommand.ts';
import { type ReviewCommand, reviewCommands } from './reviewCommands.ts';
import { ReviewDecorations } from './reviewDecorations.ts';
import { closeAllDiffs, openAllDiffs } from './reviewDiff.ts';
import { ReviewGutter } from './reviewGutter.ts';
import { ReviewLenses } from './reviewLenses.ts';
import { ReviewNotes } from './reviewNotes.ts';
import { SelectionReviews } from './reviewSelection.ts';
import { Reviews } from './reviews.ts';
import { SavedReviews } from './savedReviews.ts';

type Command =
  | EditCommand
  | AskCommand
  | FailedCommand
  | ReviewCommand
  | 'inkling.edit.fixWorkspace'
  | 'inkling.edit.rename'
  | 'inkling.edit.review'
  | 'inkling.edit.commitMessage';

/** The edit surface as the composition root sees it. */
export interface EditSurface extends Disposable {
  readonly commands: CommandHandlers<Command>;
  readonly proposer: EditProposer;
}

/** Builds edits and their review. `models.setUp` is the short way to a model where there is none. */
export function createEdit(
  services: Services,
  models: { setUp(): Promise<void> },
  ask: AskChat,
): EditSurface {
  const store = new DisposableStore();
  const reviews = store.add(new Reviews());
  const notes = store.add(new ReviewNotes(reviews));
  store.add(new ReviewDecorations(reviews, notes));
  store.add(new ReviewLenses(reviews, notes));
  store.add(new ReviewGutter(reviews));
  store.add(new CheckCommand(reviews, notes, services.settings, services.log));
  const watch = store.add(new ProblemWatch(reviews, notes));
  store.add(followContext(reviews));
  store.add(new SavedReviews(services.extension.workspaceState, reviews, notes));
  const land = landInReview({ reviews, notes, watch, settings: services.settings });
  const { globalState } = services.extension;
  const blocks = new BlockRecords(globalState);
  const setUp = () => models.setUp();
  const runner = store.add(new EditRunner({ services: { ...services, blocks }, setUp, land }));
  const selectionReviews = store.add(new SelectionReviews(runner));
  return {
    commands: {
      ...editCommands(runner, new Instructions(globalState)),
      ...askCommands(runner, ask),
      ...failedCommands(notes, runner),
      'inkling.edit.fixWorkspace': () => fixWorkspace(runner, () => openAllDiffs(reviews.uris)),
      'inkling.edit.rename': () => renameCommand(runner),
      'inkling.edit.review': () => selectionReviews.run(),
      'inkling.edit.commitMessage': (...given) => commitMessage(runner, given[0]),
      ...reviewCommands(reviews, notes),
    },
    proposer: {
      async propose(document, after, label) {
        const base = document.getText();
        if (after === base) return false;
        let landed = true as Landing;
        const conflicts = await landMerged(document, base, after, async text => {
          landed = await land([{ document, after: text }]);
          return landed !== false;
        });
        const isLanded = conflicts !== undefined && landed === true;
        services.log.info(`${label}: a change ${isLanded ? 'is under review' : 'was refused'}.`);
        return isLanded;
      },
      async proposeReply(document, text) {
        const target = editTargetOfDocument(document);
        if (typeof target === 'string') return { message: target };
        const reply = { kind: 'reply', text, modelName: '', task: 'text' } as const;
        const outcome = await landReply(target, reply, runner.ports, async () => undefined);
        return outcome.kind === 'told' ? outcome : {};
      },
    },
    dispose: () => store.dispose(),
  };
}

/** Keeps the context keys of menus and keybindings true, and no view of changes where there are none. */
function followContext(reviews: Reviews): Disposable {
  let hadReviews = false;
  const update = () => {
    const uris = reviews.uris.map(uri => uri.toString());
    const active = vscode.window.activeTextEditor?.document.uri.toString();
    const isHere = active !== undefined && uris.includes(active);
    void vscode.commands.executeCommand('setContext', 'inkling.hasReview', uris.length > 0);
    void vscode.commands.executeCommand('setContext', 'inkling.reviewInEditor', isHere);
    if (hadReviews && uris.length === 0) void closeAllDiffs();
    hadReviews = uris.length > 0;
  };
  const subscriptions = new DisposableStore();
  subscriptions.add(reviews.onDidChange(update));
  subscriptions.add(vscode.window.onDidChangeActiveTextEditor(update));
  update();
  return subscriptions;
}
