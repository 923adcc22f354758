import * as vscode from 'vscode';
import type { Role } from '../../core/model/model.ts';
import type { ModelSettings } from '../../core/settings.ts';

/** Adds a model to `inkling.models`, or replaces the one of the same name. Other entries stay as they are written. */
export async function saveModel(model: ModelSettings): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('inkling', null);
  const entries = configuration.get<unknown[]>('models', []);
  const others = entries.filter(entry => (entry as { name?: unknown } | null)?.name !== model.name);
  await configuration.update('models', [...others, model], vscode.ConfigurationTarget.Global);
}

/** Sets which model serves a role. */
export async function saveRole(role: Role, value: string): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('inkling', null);
  await configuration.update(`roles.${role}`, value, vscode.ConfigurationTarget.Global);
}
