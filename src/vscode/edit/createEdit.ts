import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { CommandHandlers } from '../commands.ts';
import type { EditProposer, Services } from '../services.ts';
import { EditCommands, type Explain } from './editCommands.ts';
import { landText } from './landText.ts';
import { type ReviewCommand, reviewCommands } from './reviewCommands.ts';
import { ReviewDecorations } from './reviewDecorations.ts';
import { openDiff } from './reviewDiff.ts';
import { ReviewLenses } from './reviewLenses.ts';
import { Reviews } from './reviews.ts';
import { SavedReviews } from './savedReviews.ts';

type EditCommand =
  | 'inkling.edit.run'
  | 'inkling.edit.explain'
  | 'inkling.edit.fix'
  | 'inkling.edit.document'
  | 'inkling.edit.generateTests'
  | 'inkling.edit.simplify'
  | 'inkling.edit.cancel';

/** The edit surface as the composition root sees it. */
export interface EditSurface extends Disposable {
  readonly commands: CommandHandlers<EditCommand | ReviewCommand>;
  readonly proposer: EditProposer;
}

/** Builds edits and their review. `models.setUp` is the short way to a model where there is none. */
export function createEdit(
  services: Services,
  models: { setUp(): Promise<void> },
  explain: Explain,
): EditSurface {
  const store = new DisposableStore();
  const reviews = store.add(new Reviews());
  store.add(new ReviewDecorations(reviews));
  store.add(new ReviewLenses(reviews));
  store.add(followContext(reviews));
  store.add(new SavedReviews(services.extension.workspaceState, reviews));
  const land = async (document: vscode.TextDocument, after: string) => {
    // The base of an open review stays: both changes are then reviewed together.
    const base = reviews.get(document.uri)?.base ?? document.getText();
    if (!(await landText(document, after))) return false;
    reviews.start(document, base);
    const mode = services.settings.read(document.uri)['review.mode'];
    if (mode === 'diff') await openDiff(document.uri);
    return true;
  };
  const edits = store.add(
    new EditCommands({ services, setUp: () => models.setUp(), land }, explain),
  );
  return {
    commands: {
      'inkling.edit.run': (...given) => edits.runEdit(given[0]),
      'inkling.edit.explain': () => edits.explainSelection(),
      'inkling.edit.fix': () => edits.fix(),
      'inkling.edit.document': () => edits.document(),
      'inkling.edit.generateTests': () => edits.generateTests(),
      'inkling.edit.simplify': () => edits.simplify(),
      'inkling.edit.cancel': () => edits.cancel(),
      ...reviewCommands(reviews),
    },
    proposer: {
      async propose(document, after, label) {
        if (after === document.getText()) return false;
        const isLanded = await land(document, after);
        services.log.info(`${label}: a change ${isLanded ? 'is under review' : 'was refused'}.`);
        return isLanded;
      },
    },
    dispose: () => store.dispose(),
  };
}

/** Keeps the context keys of menus and keybindings true. */
function followContext(reviews: Reviews): Disposable {
  const update = () => {
    const uris = reviews.uris.map(uri => uri.toString());
    const active = vscode.window.activeTextEditor?.document.uri.toString();
    const isHere = active !== undefined && uris.includes(active);
    void vscode.commands.executeCommand('setContext', 'inkling.hasReview', uris.length > 0);
    void vscode.commands.executeCommand('setContext', 'inkling.reviewInEditor', isHere);
  };
  const subscriptions = new DisposableStore();
  subscriptions.add(reviews.onDidChange(update));
  subscriptions.add(vscode.window.onDidChangeActiveTextEditor(update));
  update();
  return subscriptions;
}
