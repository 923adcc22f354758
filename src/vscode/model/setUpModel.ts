import * as vscode from 'vscode';
import { offerCommand } from '../offerCommand.ts';
import type { Consents } from './consents.ts';
import type { FoundModel, FoundModels } from './foundModels.ts';
import { machineName } from './remoteMachine.ts';
import { vscodeModels } from './vscodeLanguageModel.ts';

interface WayItem extends vscode.QuickPickItem {
  /** Takes this way; true when a model is set up then. */
  readonly take: () => Promise<boolean>;
}

export interface SetUpOptions {
  readonly found: FoundModels;
  readonly consents: Consents;
  readonly isLooking: () => boolean;
  /** What is wrong with the settings, a sentence each: a mistake there is mended sooner than a model is added. */
  readonly problems: () => readonly string[];
  /** Guides to a new configured model. */
  readonly add: () => Promise<boolean>;
}

/** The short friendly way to a model: one that is already there, or a new one. True when one is set up. */
export async function setUpModel(options: SetUpOptions): Promise<boolean> {
  if (!vscode.workspace.isTrusted) {
    const why =
      'In an untrusted workspace Inkling sends nothing to any model. Trust the workspace first.';
    await offerCommand(why, 'Manage Workspace Trust', 'workbench.trust.manage');
    return false;
  }
  const picked = await vscode.window.showQuickPick(ways(options), {
    title: 'Set Up a Model',
    placeHolder: 'Chat and edits need a model. Which one may Inkling use?',
    ignoreFocusOut: true,
    matchOnDetail: true,
  });
  return picked ? picked.take() : false;
}

async function ways(options: SetUpOptions): Promise<WayItem[]> {
  const { found, consents, isLooking, problems, add } = options;
  const servers = isLooking() ? await found.get({ again: true }) : [];
  const offered = await vscodeModels();
  const grant = (name: string, origin: string) => async () => {
    await consents.set(origin, 'granted');
    vscode.window.setStatusBarMessage(`Inkling may use ${name} now.`, 5000);
    return true;
  };
  const first = offered[0];
  return [
    ...problems().map(wayToMend),
    ...firstOfEach(servers).map(({ offer: { info } }) => ({
      label: `$(server-process) Use ${info.providerName} on ${machineName()}`,
      detail: `${info.name}, found running at ${info.origin}. Nothing leaves that machine.`,
      take: grant(info.name, info.origin),
    })),
    {
      label: '$(key) Add a model with its address and key…',
      detail: 'OpenAI, OpenRouter, Mistral, Azure, or a server of your own.',
      take: add,
    },
    ...(first
      ? [
          {
            label: `$(vscode) Use VS Code’s model ${first.offer.info.name}`,
            detail: 'The model that VS Code itself offers to extensions. It serves chat and edits.',
            take: grant(first.offer.info.name, first.offer.info.origin),
          },
        ]
      : []),
    ...(servers.length === 0 ? [lookAgain(options)] : []),
  ];
}

function wayToMend(problem: string): WayItem {
  return {
    label: '$(warning) Mend a setting…',
    detail: problem,
    take: async () => {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'inkling');
      return false;
    },
  };
}

function lookAgain(options: SetUpOptions): WayItem {
  return {
    label: '$(refresh) Look for a server again',
    detail: `Start Ollama, llama.cpp, LM Studio or vLLM on ${machineName()}, then choose this.`,
    take: () => setUpModel(options),
  };
}

/** A server may have many models; the choice among them is “Switch Model…”. */
function firstOfEach(models: readonly FoundModel[]): readonly FoundModel[] {
  const seen = new Set<string>();
  return models.filter(({ offer: { info } }) => {
    if (seen.has(info.origin)) return false;
    seen.add(info.origin);
    return true;
  });
}
