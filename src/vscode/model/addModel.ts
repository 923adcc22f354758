import * as vscode from 'vscode';
import { originOf } from '../../core/model/serverPlace.ts';
import type { ModelSettings } from '../../core/settings.ts';
import type { Keys } from './keys.ts';
import { type ListedModels, listModels } from './listModels.ts';
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
  const address = await askBaseUrl(kind);
  if (!address) return undefined;
  if (!(await askKey(keys, originOf(address), kind))) return undefined;
  const server = await askServer(pool, keys, kind, address);
  const model = server && (await askModelId(kind, server));
  if (!model) return undefined;
  const { baseUrl } = server;
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

/** Asks for the origin's key where it has none yet, or where `refusal` says why that one will not do. False when the user left. */
async function askKey(
  keys: Keys,
  origin: string,
  kind: KindItem,
  refusal?: string,
): Promise<boolean> {
  if (!kind.mayNeedKey || (!refusal && (await keys.get(origin)))) return true;
  const key = await vscode.window.showInputBox({
    title: titleOf(kind, 'API Key'),
    prompt: `${refusal ?? `API key for ${origin}.`} Leave it empty to go on without. It is kept in VS Code's secret storage.`,
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined) return false;
  if (key.trim() !== '') await keys.store(origin, key.trim());
  return true;
}

/** A server as it answered: `baseUrl` is where it did. */
interface Server extends ListedModels {
  readonly baseUrl: string;
}

/** Asks a server for its models, and the user for another key as long as it refuses the one it got; undefined when the user left. */
async function askServer(
  pool: ModelPool,
  keys: Keys,
  kind: KindItem,
  baseUrl: string,
): Promise<Server | undefined> {
  const { provider } = kind;
  const ask = async (url: string): Promise<Server> => {
    const endpoint = pool.endpoint({ provider, baseUrl: url, name: '', model: '' });
    return { baseUrl: url, ...(await listModels(endpoint, { provider, baseUrl: url })) };
  };
  const server = await ask(baseUrl);
  const { failure } = server;
  if (failure?.kind === 'unauthorized' && kind.mayNeedKey) {
    const origin = originOf(baseUrl);
    const before = await keys.get(origin);
    const refusal = `${origin} wants ${before ? 'another' : 'a'} key.`;
    if (!(await askKey(keys, origin, kind, refusal))) return undefined;
    return (await keys.get(origin)) === before ? server : askServer(pool, keys, kind, baseUrl);
  }
  if (failure?.kind === 'notFound' && provider === 'openai' && !/\/v\d+\/*$/.test(baseUrl)) {
    const below = await ask(`${baseUrl.replace(/\/+$/, '')}/v1`);
    if (below.ids.length > 0) return below;
  }
  return server;
}

async function askModelId(
  kind: KindItem,
  { ids, failure }: ListedModels,
): Promise<string | undefined> {
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
    kind.provider === 'azure'
      ? 'Enter the name of the deployment.'
      : 'Enter the model’s id as the server knows it.';
  const why = failure?.message ?? 'The server did not list its models.';
  const prompt = ids.length > 0 ? what : `${why} ${what}`;
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
