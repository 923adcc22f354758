import * as vscode from 'vscode';
import type { CommandId } from '../commands.ts';
import { languageName } from '../languageName.ts';
import type { Activity } from '../status.ts';
import { isAiDisabled } from './situation.ts';
import type { Switches } from './switches.ts';

/** Who serves a role, and why, as the menu shows it. */
export interface RoleLine {
  readonly role: string;
  readonly modelName: string | undefined;
  readonly why: string;
}

export interface StatusMenuSources {
  readonly switches: Switches;
  readonly describe: () => Promise<readonly RoleLine[]>;
  readonly explain: () => string;
  readonly activity: () => Activity | undefined;
  readonly isEnabledFor: (document: vscode.TextDocument) => boolean;
  readonly isNextEditOn: () => boolean;
}

interface Entry extends vscode.QuickPickItem {
  readonly run?: () => unknown;
}

const roleTitles: Readonly<Record<string, string>> = {
  completion: 'Completion',
  edit: 'Edits',
  chat: 'Chat',
};

/** The menu behind the status bar: what is going on, and everything that can be done about it. */
export async function showStatusMenu(sources: StatusMenuSources): Promise<void> {
  const picked = await vscode.window.showQuickPick(entries(sources), {
    title: 'Inkling',
    placeHolder: sources.explain(),
    matchOnDetail: true,
  });
  await picked?.run?.();
}

async function entries(sources: StatusMenuSources): Promise<Entry[]> {
  const roles = await sources.describe();
  return [
    separator('Inline completion'),
    ...switchEntries(sources),
    run('$(question) Why No Suggestion?', 'inkling.completion.explain'),
    run(
      sources.isNextEditOn() ? '$(circle-slash) Turn Off Next Edit' : '$(edit) Turn On Next Edit',
      'inkling.nextEdit.toggle',
    ),
    run('$(question) Why No Next Edit?', 'inkling.nextEdit.explain'),
    run('$(list-tree) Show Context at Cursor', 'inkling.context.show'),
    run('$(references) Why This Suggestion?', 'inkling.embedded.explain'),
    run('$(lightbulb) Suggest Now', 'inkling.completion.trigger'),
    separator('Models'),
    ...roles.map(roleEntry),
    run('$(plug) Set Up a Model', 'inkling.model.setUp'),
    run('$(beaker) Test Model…', 'inkling.model.test'),
    run('$(key) Enter API Key…', 'inkling.model.enterKey'),
    separator('Everything else'),
    ...activityEntries(sources.activity()),
    run('$(comment-discussion) Open Chat', 'inkling.chat.open'),
    run('$(eye) Show What Was Sent', 'inkling.sent.show'),
    run('$(book) Get Started', 'inkling.walkthrough.open'),
    run('$(output) Show Log', 'inkling.log.show'),
    {
      label: '$(gear) Settings',
      run: () => vscode.commands.executeCommand('workbench.action.openSettings', 'inkling'),
    },
  ];
}

function activityEntries(activity: Activity | undefined): Entry[] {
  if (!activity) return [];
  return [{ label: '$(debug-stop) Stop', detail: activity.label, run: () => activity.stop() }];
}

function switchEntries({ switches, isEnabledFor }: StatusMenuSources): Entry[] {
  const document = vscode.window.activeTextEditor?.document;
  const list: Entry[] = [];
  if (isAiDisabled()) {
    list.push({
      label: '$(circle-slash) Off by VS Code',
      detail: 'The setting chat.disableAIFeatures turns automatic suggestions off.',
      run: () =>
        vscode.commands.executeCommand('workbench.action.openSettings', 'chat.disableAIFeatures'),
    });
  }
  if (switches.isSnoozed) {
    list.push({
      label: '$(bell) Wake Up',
      description: `${switches.minutesLeft} min left`,
      run: () => switches.wake(),
    });
  } else {
    for (const minutes of [5, 30]) {
      list.push({
        label: `$(bell-slash) Snooze for ${minutes} Minutes`,
        run: () => switches.snoozeFor(minutes),
      });
    }
  }
  const isEnabled = document ? isEnabledFor(document) : true;
  const verb = isEnabled ? 'Turn Off' : 'Turn On';
  const icon = isEnabled ? '$(circle-slash)' : '$(check)';
  list.push({
    label: `${icon} ${verb} Inline Completion`,
    run: () => vscode.commands.executeCommand('inkling.completion.toggle'),
  });
  if (document) {
    list.push({
      label: `${icon} ${verb} for ${languageName(document.languageId)}`,
      run: () => switches.setForLanguage(document.languageId, !isEnabled),
    });
  }
  return list;
}

function roleEntry({ role, modelName, why }: RoleLine): Entry {
  return {
    label: `$(sparkle) ${roleTitles[role] ?? role}: ${modelName ?? 'none'}`,
    detail: why,
    run: () => vscode.commands.executeCommand('inkling.model.switch'),
  };
}

function run(label: string, command: CommandId): Entry {
  return { label, run: () => vscode.commands.executeCommand(command) };
}

function separator(label: string): Entry {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
