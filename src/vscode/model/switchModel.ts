import * as vscode from 'vscode';
import { type ModelInfo, type Role, roles } from '../../core/model/model.ts';
import { obstacle } from '../../core/model/roles.ts';
import type { ModelSettings } from '../../core/settings.ts';
import type { SettingsSource } from '../settings.ts';
import type { Consents } from './consents.ts';
import type { FoundModel, FoundModels } from './foundModels.ts';
import { saveModel, saveRole } from './modelSettings.ts';
import type { RoleDescription } from './roleModels.ts';

interface RoleItem extends vscode.QuickPickItem {
  readonly role: Role;
}

interface ModelItem extends vscode.QuickPickItem {
  readonly take: () => Promise<void>;
}

const labels: Record<Role, string> = {
  completion: '$(lightbulb) Inline completion',
  edit: '$(edit) Edits',
  chat: '$(comment-discussion) Chat',
};

export interface SwitchOptions {
  readonly settings: SettingsSource;
  readonly found: FoundModels;
  readonly consents: Consents;
  /** What is known of a configured model. */
  readonly infoOf: (model: ModelSettings) => Promise<ModelInfo>;
  readonly describe: () => Promise<readonly RoleDescription[]>;
}

/** Lets the user choose which model serves a role. */
export async function switchModel(options: SwitchOptions): Promise<void> {
  const role = await pickRole(options);
  if (!role) return;
  const picked = await vscode.window.showQuickPick(models(role, options), {
    title: `Switch Model: ${labels[role].replace(/^\$\(.*?\) /, '')}`,
    placeHolder: 'Which model?',
    matchOnDescription: true,
  });
  await picked?.take();
}

async function pickRole({ describe }: SwitchOptions): Promise<Role | undefined> {
  const now = await describe();
  const items: RoleItem[] = roles.map(role => {
    const current = now.find(one => one.role === role);
    return {
      role,
      label: labels[role],
      description: current?.modelName ?? 'none',
      ...(current ? { detail: current.why } : {}),
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Switch Model',
    placeHolder: 'What for?',
  });
  return picked?.role;
}

async function models(role: Role, options: SwitchOptions): Promise<ModelItem[]> {
  const settings = options.settings.read();
  const wanted = settings[`roles.${role}`];
  const mark = (value: string) => (value === wanted ? { description: 'current' } : {});
  const looksForServers = settings['discovery.enabled'] && vscode.workspace.isTrusted;
  const found = looksForServers ? await options.found.get({ again: true }) : [];
  const isConfigured = ({ settings: { baseUrl, model } }: FoundModel) =>
    settings.models.some(one => one.baseUrl === baseUrl && one.model === model);
  const configured = async (model: ModelSettings): Promise<ModelItem> => {
    const info = await options.infoOf(model);
    const reason = obstacle(role, info, settings['completion.allowChatModels']);
    const place = `${model.model} at ${model.baseUrl}`;
    const current = model.name === wanted ? 'current · ' : '';
    return {
      label: model.name,
      description: current + place,
      ...(reason === undefined ? {} : { detail: `$(warning) Does not serve here: ${reason}.` }),
      take: () => saveRole(role, model.name),
    };
  };
  return [
    {
      label: 'auto',
      ...mark('auto'),
      detail: automaticOrder(role),
      take: () => saveRole(role, 'auto'),
    },
    ...(await Promise.all(settings.models.map(configured))),
    ...found
      .filter(one => !isConfigured(one))
      .map(one => ({
        label: one.settings.name,
        detail: `Found at ${one.settings.baseUrl}; it is added to your models.`,
        take: () => adopt(role, one, options.consents),
      })),
    role === 'completion'
      ? {
          label: 'embedded',
          ...mark('embedded'),
          detail: 'The engine inside Inkling: no model, no key, no network.',
          take: () => saveRole(role, 'embedded'),
        }
      : {
          label: 'vscode',
          ...mark('vscode'),
          detail: 'The model that VS Code itself offers.',
          take: () => saveRole(role, 'vscode'),
        },
  ];
}

function automaticOrder(role: Role): string {
  const last = role === 'completion' ? 'the embedded engine' : 'VS Code’s own model';
  return `The first of your models that fits, else a found local server, else ${last}.`;
}

/** A found model that somebody chooses by name becomes a configured one. */
async function adopt(
  role: Role,
  { settings, offer }: FoundModel,
  consents: Consents,
): Promise<void> {
  await consents.set(offer.info.origin, 'granted');
  await saveModel(settings);
  await saveRole(role, settings.name);
}
