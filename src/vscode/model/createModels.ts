import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import type { Logger } from '../../base/logger.ts';
import { type Model, type ModelInfo, type Role, roles } from '../../core/model/model.ts';
import type { ModelSource } from '../../core/model/modelSource.ts';
import { whatItServes } from '../../core/model/roles.ts';
import type { OutboundGate } from '../../core/outbound/gate.ts';
import type { ModelSettings, Settings } from '../../core/settings.ts';
import { embeddingModelOf } from '../../core/vectors/embeddingModelSettings.ts';
import type { Endpoint } from '../../provider/endpoint.ts';
import type { CommandHandlers } from '../commands.ts';
import { offerCommand } from '../offerCommand.ts';
import type { SettingsSource } from '../settings.ts';
import type { Status } from '../status.ts';
import { addModel } from './addModel.ts';
import { ConsentQuestion } from './consentQuestion.ts';
import { Consents } from './consents.ts';
import { FoundModels } from './foundModels.ts';
import { enterKey, removeKey } from './keyCommands.ts';
import { Keys } from './keys.ts';
import { LoadingStatus } from './loadingStatus.ts';
import { ModelPool } from './modelPool.ts';
import { saveModel, saveRole } from './modelSettings.ts';
import { ReportDocuments } from './reportDocuments.ts';
import { type RoleDescription, RoleModels } from './roleModels.ts';
import { setUpModel } from './setUpModel.ts';
import { switchModel } from './switchModel.ts';
import { testModel } from './testModel.ts';

export interface ModelsOptions {
  readonly extension: vscode.ExtensionContext;
  readonly settings: SettingsSource;
  readonly log: Logger;
  readonly clock: Clock;
  /** Seals what “Test Model” sends. */
  readonly gate: OutboundGate;
  readonly embedded: Model | (() => Promise<Model>);
  /** Shows that a local server loads its model. */
  readonly status: Status;
}

type ModelCommandId =
  | 'inkling.model.setUp'
  | 'inkling.model.add'
  | 'inkling.model.test'
  | 'inkling.model.switch'
  | 'inkling.model.enterKey'
  | 'inkling.model.removeKey';

/** Everything about models, for the composition root. */
export interface Models extends Disposable {
  readonly models: ModelSource;
  readonly commands: CommandHandlers<ModelCommandId>;
  /** Who serves each role now, and why. Asks the user nothing. */
  describe(): Promise<readonly RoleDescription[]>;
  /** How to reach the server of a model. */
  endpointOf(settings: ModelSettings): Endpoint;
}

/** Builds the model source and its commands. */
export function createModels(options: ModelsOptions): Models {
  const { extension, settings, log, clock, gate, embedded } = options;
  const store = new DisposableStore();
  const keys = store.add(new Keys(extension.secrets));
  const consents = new Consents(extension.globalState);
  const found = new FoundModels(clock);
  const loading = new LoadingStatus(options.status);
  const onLoading = loading.show.bind(loading);
  const pool = store.add(new ModelPool({ settings, keys, log, clock, onLoading }));
  const question = new ConsentQuestion(consents);
  const models = store.add(new RoleModels({ settings, pool, found, consents, question, embedded }));
  const reports = store.add(new ReportDocuments());

  const renew = () => {
    pool.clear();
    models.refresh();
  };
  for (const event of [settings.onDidChange, keys.onDidChange]) store.add(event(renew));
  for (const event of [consents.onDidChange, pool.onDidChange, found.onDidChange]) {
    store.add(event(() => models.refresh()));
  }
  store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => models.refresh()));
  store.add(vscode.lm.onDidChangeChatModels(() => models.refresh()));

  const configured = () => settings.read().models;
  /** Keys belong to servers, of whatever models. */
  const withKeys = () => {
    const embeddings = settings.read()['search.embeddings'];
    return [...configured(), ...(embeddings ? [embeddingModelOf(embeddings)] : [])];
  };
  const describe = () => models.describe();
  const test = (model: ModelSettings) => testModel(model, { pool, gate, reports });
  const add = async (): Promise<boolean> => {
    const names = configured().map(({ name }) => name);
    const model = await addModel(pool, keys, names);
    if (!model) return false;
    void offerTest(model, pool.info(model), settings.read(), test);
    return true;
  };
  const problems = () => settings.problems();
  /** Models on a server that was found, which nobody had to configure. */
  const foundInUse = async () => {
    const isLookedFor = settings.read()['discovery.enabled'] && configured().length === 0;
    if (!isLookedFor || !vscode.workspace.isTrusted) return [];
    const all = await found.get({ again: false });
    return all
      .filter(({ offer }) => consents.of(offer.info.origin) === 'granted')
      .map(one => one.settings);
  };
  const isLooking = () => settings.read()['discovery.enabled'];
  return {
    models,
    describe,
    endpointOf: model => pool.endpoint(model),
    commands: {
      'inkling.model.setUp': async () => {
        const isSetUp = await setUpModel({ found, consents, isLooking, problems, add });
        // The walkthrough ticks its step off.
        if (isSetUp)
          void vscode.commands.executeCommand('setContext', 'inkling.hasSetUpModel', true);
        return isSetUp;
      },
      'inkling.model.add': argument => (isModelSettings(argument) ? saveModel(argument) : add()),
      'inkling.model.test': async argument => {
        const model = await pickToTest([...configured(), ...(await foundInUse())], argument);
        return model && test(model);
      },
      'inkling.model.switch': argument =>
        isRoleChoice(argument)
          ? saveRole(argument.role, argument.model)
          : switchModel({ settings, found, consents, describe, infoOf: model => pool.info(model) }),
      'inkling.model.enterKey': argument => enterKey(keys, withKeys(), argument),
      'inkling.model.removeKey': argument => removeKey(keys, withKeys(), argument),
    },
    dispose: () => store.dispose(),
  };
}

async function offerTest(
  model: ModelSettings,
  info: Promise<ModelInfo>,
  settings: Settings,
  test: (model: ModelSettings) => Promise<unknown>,
): Promise<void> {
  const [tryOut, choose] = ['Test It', 'Choose What It Serves…'];
  const serves = whatItServes(await info, settings['completion.allowChatModels']);
  const message = `${model.name} is added to your models. ${serves}`;
  const answer = await vscode.window.showInformationMessage(message, tryOut, choose);
  if (answer === tryOut) await test(model);
  if (answer === choose) await vscode.commands.executeCommand('inkling.model.switch');
}

async function pickToTest(
  models: readonly ModelSettings[],
  argument: unknown,
): Promise<ModelSettings | undefined> {
  const name = typeof argument === 'string' ? argument : (argument as { model?: unknown })?.model;
  if (typeof name === 'string') {
    const named = models.find(model => model.name === name);
    if (!named) void tellUnknown(name, models);
    return named;
  }
  if (models.length <= 1) {
    if (models.length === 0) await vscode.commands.executeCommand('inkling.model.setUp');
    return models[0];
  }
  const items = models.map(model => ({ label: model.name, description: model.baseUrl, model }));
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Test Model',
    placeHolder: 'Which model?',
  });
  return picked?.model;
}

async function tellUnknown(name: string, models: readonly ModelSettings[]): Promise<void> {
  const known = models.map(model => `“${model.name}”`).join(', ');
  const others = known === '' ? 'No model is set up.' : `There is ${known}.`;
  const message = `There is no model named “${name}” to test. ${others}`;
  await offerCommand(message, 'Add a Model…', 'inkling.model.add');
}

/** An argument of “Add Model…” that leaves nothing to ask. The settings are checked where they are read. */
function isModelSettings(value: unknown): value is ModelSettings {
  const { name, provider, baseUrl, model } = (value ?? {}) as Record<string, unknown>;
  return [name, provider, baseUrl, model].every(field => typeof field === 'string');
}

function isRoleChoice(value: unknown): value is { role: Role; model: string } {
  const { role, model } = (value ?? {}) as { role?: unknown; model?: unknown };
  return roles.some(one => one === role) && typeof model === 'string';
}
