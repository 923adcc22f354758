import * as vscode from 'vscode';
import { originOf } from '../../core/model/serverPlace.ts';
import type { ModelSettings } from '../../core/settings.ts';
import { offerCommand } from '../offerCommand.ts';
import type { Keys } from './keys.ts';

/** Asks for the key of an origin and keeps it. An argument `{ model }` names it by a model, `{ model, key }` asks nothing. */
export async function enterKey(
  keys: Keys,
  models: readonly ModelSettings[],
  argument: unknown,
): Promise<boolean> {
  const given = (argument ?? {}) as { model?: unknown; key?: unknown };
  const model = models.find(({ name }) => name === given.model) ?? (await pickModel(models));
  if (!model) return false;
  const origin = originOf(model.baseUrl);
  const key = typeof given.key === 'string' ? given.key : await askKey(origin);
  if (!key?.trim()) return false;
  await keys.store(origin, key.trim());
  vscode.window.setStatusBarMessage(`Inkling keeps the key for ${origin}.`, 5000);
  return true;
}

/** Removes the key of an origin. An argument `{ model }` or `{ origin }` asks nothing. */
export async function removeKey(
  keys: Keys,
  models: readonly ModelSettings[],
  argument: unknown,
): Promise<boolean> {
  const given = (argument ?? {}) as { model?: unknown; origin?: unknown };
  const model = models.find(({ name }) => name === given.model);
  const named = typeof given.origin === 'string' ? given.origin : undefined;
  const origin = named ?? (model ? originOf(model.baseUrl) : await pickOrigin(keys));
  if (!origin) return false;
  await keys.remove(origin);
  vscode.window.setStatusBarMessage(`Inkling has forgotten the key for ${origin}.`, 5000);
  return true;
}

async function pickModel(models: readonly ModelSettings[]): Promise<ModelSettings | undefined> {
  if (models.length === 0) {
    const why = 'A key belongs to the server of a model, and no model is configured yet.';
    await offerCommand(why, 'Add a Model…', 'inkling.model.add');
    return undefined;
  }
  if (models.length === 1) return models[0];
  const items = models.map(model => ({
    label: model.name,
    description: originOf(model.baseUrl),
    model,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Enter API Key',
    placeHolder: 'For the server of which model?',
  });
  return picked?.model;
}

async function askKey(origin: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: 'Enter API Key',
    prompt: `It is kept in VS Code's secret storage and sent to ${origin} only.`,
    password: true,
    ignoreFocusOut: true,
  });
}

async function pickOrigin(keys: Keys): Promise<string | undefined> {
  const origins = await keys.origins();
  if (origins.length === 0) {
    void vscode.window.showInformationMessage('Inkling keeps no key.');
    return undefined;
  }
  return vscode.window.showQuickPick([...origins], {
    title: 'Remove API Key',
    placeHolder: 'For which server?',
  });
}
