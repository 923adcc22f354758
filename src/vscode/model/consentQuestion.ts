import * as vscode from 'vscode';
import type { OfferedModel } from '../../core/model/roles.ts';
import type { Consents } from './consents.ts';

const yes = 'Use it';
const never = 'Never';

/** Shows a notification and tells which button was chosen. */
export type Notify = (message: string, ...answers: string[]) => Thenable<string | undefined>;

/** Asks once whether code may go to a model that nobody configured. */
export class ConsentQuestion {
  /** Origins for which the quiet question was shown in this window. */
  private readonly shown = new Set<string>();

  constructor(
    private readonly consents: Consents,
    private readonly notify: Notify = (message, ...answers) =>
      vscode.window.showInformationMessage(message, ...answers),
  ) {}

  /**
   * For somebody who waits for an answer: a choice at the top of the window, in reach of the keyboard.
   * Closing it leaves the question open.
   */
  async ask(offered: OfferedModel): Promise<void> {
    const { name, origin } = offered.info;
    const accept: vscode.QuickPickItem = {
      label: `$(check) Use ${name}`,
      detail: `Code that you work on is sent to ${describe(offered)}. You are not asked again for it.`,
    };
    const refuse: vscode.QuickPickItem = {
      label: '$(circle-slash) Do not use it',
      detail: 'Nothing is sent to it. “Inkling: Set Up a Model” lets you change your mind.',
    };
    const picked = await vscode.window.showQuickPick([accept, refuse], {
      title: `Inkling found ${describe(offered)}`,
      placeHolder: 'May Inkling use it?',
      ignoreFocusOut: true,
    });
    if (picked) await this.consents.set(origin, picked === accept ? 'granted' : 'refused');
  }

  /** For somebody who is typing: one notification in each window, which can be ignored. */
  async suggest(offered: OfferedModel): Promise<void> {
    const { origin } = offered.info;
    if (this.shown.has(origin)) return;
    this.shown.add(origin);
    const answer = await this.notify(
      `Inkling found ${describe(offered)}. May it send code that you work on there?`,
      yes,
      'Not now',
      never,
    );
    if (answer === yes) await this.consents.set(origin, 'granted');
    if (answer === never) await this.consents.set(origin, 'refused');
  }
}

function describe({ kind, info }: OfferedModel): string {
  return kind === 'found'
    ? `${info.name} on ${info.providerName} (${info.origin})`
    : `VS Code’s model ${info.name}`;
}
