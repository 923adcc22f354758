import * as vscode from 'vscode';
import { originOf } from '../../core/model/serverPlace.ts';
import type { ModelSettings } from '../../core/settings.ts';
import type { Keys } from './keys.ts';
import { listModels } from './listModels.ts';
import type { ModelPool } from './modelPool.ts';
import { saveModel } from './modelSettings.ts';

interface KindItem extends vscode.QuickPickItem {
  readonly provider: ModelSettings['provider'];
  readonly baseUrl: string;
  readonly mayNeedKey: boolean;
}

const kinds: readonly KindItem[] = [
  {
    label: 'Ollama',
    detail: 'A server on your own machine, easy to install.',
    provider: 'ollama',
    baseUrl: 'http://127.0.0.1:11434',
    mayNeedKey: false,
  },
  {
    label: 'llama.cpp',
    detail: 'llama-server on your own machine: the fastest local completion.',
    provider: 'llamacpp',
    baseUrl: 'http://127.0.0.1:8080',
    mayNeedKey: false,
  },
  {
    label: 'OpenAI-compatible endpoint',
    detail: 'OpenAI, OpenRouter, Mistral, vLLM, LM Studio and many others.',
    provider: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    mayNeedKey: true,
  },
  {
    label: 'Azure OpenAI',
    detail: 'A deployment in your own Azure resource.',
    provider: 'azure',
    baseUrl: 'https://YOUR-RESOURCE.openai.azure.com',
    mayNeedKey: true,
  },
];

/** Guides to a new entry of `inkling.models`; undefined when the user left. */
export async function addModel(
  pool: ModelPool,
  keys: Keys,
  names: readonly string[],
): Promise<ModelSettings | undefined> {
  const kind = await vscode.window.showQuickPick(kinds, {
    title: 'Add a Model',
    placeHolder: 'What kind of server has it?',
    ignoreFocusOut: true,
  });
  if (!kind) return undefined;
  const { provider } = kind;
  const baseUrl = await askBaseUrl(kind);
  if (!baseUrl) return undefined;
  if (!(await askKey(keys, originOf(baseUrl), kind))) return undefined;
  const model = await askModelId(pool, kind, baseUrl);
  if (!model) return undefined;
  const settings = { name: freeName(model, names), provider, baseUrl, model };
  await saveModel(settings);
  return settings;
}

async function askBaseUrl(kind: KindItem): Promise<string | undefined> {
  const value = await vscode.window.showInputBox({
    title: titleOf(kind, 'Address'),
    prompt: 'Where is the server? Other tools call its address “base URL”.',
    value: kind.baseUrl,
    ignoreFocusOut: true,
    validateInput: problemOfUrl,
  });
  return value?.trim();
}

/** Says what is wrong with a base URL, or undefined when it can be used. */
export function problemOfUrl(value: string): string | undefined {
  const url = URL.parse(value.trim());
  if (!url || !/^https?:$/.test(url.protocol))
    return 'Enter an address that begins with http:// or https://.';
  if (url.username || url.password)
    return 'Leave the key out of the address: it is asked for next.';
  if (/YOUR-RESOURCE/i.test(value)) return 'Put the name of your Azure resource into the address.';
  return undefined;
}

/** Asks for the origin's key where it has none yet. False when the user left. */
async function askKey(keys: Keys, origin: string, kind: KindItem): Promise<boolean> {
  if (!kind.mayNeedKey || (await keys.get(origin))) return true;
  const key = await vscode.window.showInputBox({
    title: titleOf(kind, 'API Key'),
    prompt: `API key for ${origin}. Leave it empty if the server needs none. It is kept in VS Code's secret storage.`,
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return false;
  if (key.trim() !== '') await keys.store(origin, key.trim());
  return true;
}

async function askModelId(
  pool: ModelPool,
  kind: KindItem,
  baseUrl: string,
): Promise<string | undefined> {
  const place = { provider: kind.provider, baseUrl };
  const endpoint = pool.endpoint({ ...place, name: '', model: '' });
  const ids = await listModels(endpoint, place);
  const title = titleOf(kind, 'Model');
  if (ids.length > 0) {
    const other = '$(edit) Another one…';
    const picked = await vscode.window.showQuickPick([...ids, other], {
      title,
      placeHolder: 'Which model?',
      ignoreFocusOut: true,
    });
    if (picked !== other) return picked;
  }
  const what =
    place.provider === 'azure'
      ? 'Enter the name of the deployment.'
      : 'Enter the model’s id as the server knows it.';
  const prompt = ids.length > 0 ? what : `The server did not list its models. ${what}`;
  const id = await vscode.window.showInputBox({ title, prompt, ignoreFocusOut: true });
  return id?.trim() || undefined;
}

function titleOf({ label }: KindItem, step: string): string {
  return `Add a Model: ${label}: ${step}`;
}

function freeName(model: string, taken: readonly string[]): string {
  let name = model;
  for (let number = 2; taken.includes(name); number++) name = `${model} (${number})`;
  return name;
}
