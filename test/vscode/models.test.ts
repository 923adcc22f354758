import * as assert from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { nullLogger } from '../../src/base/logger.ts';
import type { Role } from '../../src/core/model/model.ts';
import type { ModelSettings } from '../../src/core/settings.ts';
import { systemClock } from '../../src/node/systemClock.ts';
import { usualPlaces } from '../../src/provider/discovery.ts';
import type { Check } from '../../src/provider/probe.ts';
import { ConsentQuestion } from '../../src/vscode/model/consentQuestion.ts';
import { Consents } from '../../src/vscode/model/consents.ts';
import { FoundModels } from '../../src/vscode/model/foundModels.ts';
import { Keys } from '../../src/vscode/model/keys.ts';
import { ModelPool } from '../../src/vscode/model/modelPool.ts';
import { RoleModels } from '../../src/vscode/model/roleModels.ts';
import { SettingsSource } from '../../src/vscode/settings.ts';
import { setInkling } from '../support/editor.ts';
import { memoryMemento, noSecrets } from '../support/extensionState.ts';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { modelFor, settingsFor } from '../support/models.ts';
import { sealedChat } from '../support/sealedPrompts.ts';

const key = 'sk-test-canary-1234567890';

/** Runs a command of the installed extension. */
function run<T>(command: string, argument?: unknown): Thenable<T> {
  return vscode.commands.executeCommand<T>(`inkling.model.${command}`, argument);
}

function configuration(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('inkling', null);
}

async function configure(models: readonly ModelSettings[] | undefined): Promise<void> {
  await configuration().update('models', models, vscode.ConfigurationTarget.Global);
}

/** What a server's requests carried as key. */
function keysSeen(server: ModelServer): readonly unknown[] {
  return [...new Set(server.requests.map(({ headers }) => headers.authorization))];
}

suite('models', () => {
  const servers: ModelServer[] = [];
  const start = async (...options: Parameters<typeof startModelServer>) => {
    const server = await startModelServer(...options);
    servers.push(server);
    return server;
  };
  teardown(async () => {
    await configure(undefined);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await Promise.all(servers.splice(0).map(server => server.close()));
  });

  test('a key goes to the origin that it was entered for, and to no other', async () => {
    const [own, other] = [await start({ apiKey: key }), await start()];
    await configure([settingsFor(own, { name: 'Own' }), settingsFor(other, { name: 'Other' })]);
    await run('enterKey', { model: 'Own', key });
    const checks = await run<Check[]>('test', { model: 'Own' });
    assert.deepStrictEqual(
      checks.filter(({ result }) => result === 'failed'),
      [],
    );
    await run('test', { model: 'Other' });
    // It may have been looked up before the key was there.
    assert.deepStrictEqual(keysSeen(own).filter(Boolean), [`Bearer ${key}`]);
    assert.deepStrictEqual(keysSeen(other), [undefined]);

    // The same entry at another origin finds no key there.
    other.clear();
    await configure([settingsFor(other, { name: 'Own' })]);
    await run('test', { model: 'Own' });
    assert.deepStrictEqual(keysSeen(other), [undefined]);

    assert.ok(!JSON.stringify(vscode.workspace.getConfiguration()).includes(key));
    await run('removeKey', { origin: new URL(own.url).origin });
  });

  test('a key stands in no settings file, no log and no other file, even when the server repeats it', async () => {
    const server = await start();
    server.reply({ failure: { kind: 'status', status: 401, message: `Bad key ${key}, sorry.` } });
    await configure([settingsFor(server, { name: 'Repeats' })]);
    await run('enterKey', { model: 'Repeats', key });
    const checks = await run<Check[]>('test', { model: 'Repeats' });
    assert.match(JSON.stringify(checks), /did not accept the key/);
    assert.ok(server.generations.length > 0);
    await vscode.commands.executeCommand('inkling.chat.open', { question: 'Is it there?' });
    assert.deepStrictEqual(keysSeen(server).filter(Boolean), [`Bearer ${key}`]);
    const { INKLING_TEST_SCRATCH: scratch = '' } = process.env;
    const files = readdirSync(scratch, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    const holding = files.filter(file => readFileSync(file).includes(key));
    assert.deepStrictEqual(holding, []);
    await run('removeKey', { model: 'Repeats' });
  });

  test('what is logged of a server that repeats the key is without it', async () => {
    const server = await start({ dialect: 'llamacpp', apiKey: 'another' });
    const secrets = { ...noSecrets, get: async () => key };
    const warnings: string[] = [];
    const log = { ...nullLogger, warn: (message: string) => warnings.push(message) };
    const settings = new SettingsSource(log);
    const keys = new Keys(secrets);
    const pool = new ModelPool({ settings, keys, log, clock: systemClock, onLoading: () => {} });
    await pool.get(settingsFor(server, { headers: { 'x-more': key } }));
    assert.deepStrictEqual(keysSeen(server), [`Bearer ${key}`]);
    assert.match(warnings.join(), /did not accept the key/);
    assert.ok(!warnings.join().includes(key));
    settings.dispose();
  });

  test('a removed key is gone, and the report says what to do', async () => {
    const server = await start({ apiKey: key });
    await configure([settingsFor(server)]);
    await run('enterKey', { model: 'Test', key });
    await run('removeKey', { model: 'Test' });
    const checks = await run<Check[]>('test', { model: 'Test' });
    assert.strictEqual(checks[0]?.result, 'failed');
    assert.match(checks[0].detail, /Enter API Key/);
    const report = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(report, /✗ failed/);
    assert.ok(!report.includes(key));
  });

  test('“Test Model…” tries the named model or none', async () => {
    const server = await start();
    await configure([settingsFor(server)]);
    server.clear();
    assert.strictEqual(await run('test', { model: 'Nobody' }), undefined);
    assert.deepStrictEqual(server.requests, []);
  });

  test('“Add Model…” with all that is needed writes one entry and keeps the others', async () => {
    const server = await start();
    await run('add', settingsFor(server, { name: 'One' }));
    await run('add', settingsFor(server, { name: 'Two' }));
    await run('add', settingsFor(server, { name: 'One', model: 'changed' }));
    const models = configuration().get<ModelSettings[]>('models', []);
    assert.deepStrictEqual(
      models.map(({ name, model }) => [name, model]),
      [
        ['Two', 'test-coder'],
        ['One', 'changed'],
      ],
    );
  });

  test('“Switch Model…” sets a role', async () => {
    await run('switch', { role: 'chat', model: 'One' });
    assert.strictEqual(configuration().get('roles.chat'), 'One');
    await configuration().update('roles.chat', undefined, vscode.ConfigurationTarget.Global);
  });
});

suite('found servers', () => {
  let server: ModelServer;
  const asked: string[] = [];
  const consents = new Consents(memoryMemento());
  const settings = new SettingsSource(nullLogger);

  suiteSetup(() => setInkling('embedded.enabled', true));
  suiteTeardown(() => setInkling('embedded.enabled', false));
  setup(async () => {
    server = await startModelServer({ dialect: 'ollama', models: ['qwen2.5-coder:7b'] });
    asked.length = 0;
  });
  teardown(() => server.close());

  /** The source of models, looking for servers where the scripted one is. */
  function source(): RoleModels {
    const onLoading = () => {};
    const keys = new Keys(noSecrets);
    const pool = new ModelPool({ settings, keys, log: nullLogger, clock: systemClock, onLoading });
    const places = usualPlaces.map(place => ({ ...place, origin: server.url }));
    const found = new FoundModels(systemClock, places);
    const question = new (class extends ConsentQuestion {
      override suggest(): Promise<void> {
        asked.push('quietly');
        return Promise.resolve();
      }
      override async ask(offered: Parameters<ConsentQuestion['ask']>[0]): Promise<void> {
        asked.push('at the top');
        await consents.set(offered.info.origin, 'granted');
      }
    })(consents);
    const embedded = modelFor({ dialect: 'openai', baseUrl: 'http://127.0.0.1:9/v1' });
    return new RoleModels({ settings, pool, found, consents, question, embedded });
  }

  async function who(models: RoleModels, role: Role, interactive: boolean): Promise<string> {
    const { model } = await models.choose(role, { interactive });
    return model?.info.name ?? 'nobody';
  }

  test('get nothing before the user agrees, and everything after', async () => {
    const models = source();
    assert.strictEqual(await who(models, 'completion', false), 'Test');
    assert.strictEqual(await who(models, 'chat', false), 'nobody');
    assert.deepStrictEqual(asked, ['quietly', 'quietly']);
    assert.ok(server.requests.every(({ method, body }) => method === 'GET' && body === ''));

    assert.strictEqual(await who(models, 'chat', true), 'qwen2.5-coder:7b');
    assert.strictEqual(asked.at(-1), 'at the top');
    assert.strictEqual(await who(models, 'completion', false), 'qwen2.5-coder:7b');
    assert.strictEqual(await who(models, 'edit', true), 'qwen2.5-coder:7b');
    assert.strictEqual(asked.length, 3);
    const described = await models.describe();
    assert.match(described.find(({ role }) => role === 'edit')?.why ?? '', /found running/);
  });

  test('are forgotten as soon as their server refuses a request, and found when it is back', async () => {
    const models = source();
    const { model } = await models.choose('chat', { interactive: true });
    assert.strictEqual(model?.info.name, 'qwen2.5-coder:7b');
    const port = Number(new URL(server.url).port);
    await server.close();
    const request = { maxOutputTokens: 10, signal: AbortSignal.timeout(10_000) };
    await assert.rejects(async () => {
      for await (const _ of model.stream(sealedChat('Hello?'), request)) {
      }
    });
    assert.strictEqual(await who(models, 'chat', false), 'nobody');
    server = await startModelServer({ dialect: 'ollama', models: ['qwen2.5-coder:7b'], port });
    assert.strictEqual(await who(models, 'chat', true), 'qwen2.5-coder:7b');
  });

  test('are not looked for when that is switched off', async () => {
    await configuration().update('discovery.enabled', false, vscode.ConfigurationTarget.Global);
    try {
      assert.strictEqual(await who(source(), 'chat', true), 'nobody');
      assert.deepStrictEqual(server.requests, []);
    } finally {
      await configuration().update(
        'discovery.enabled',
        undefined,
        vscode.ConfigurationTarget.Global,
      );
    }
  });

  test('the quiet question is shown once in a window', () => {
    const info = modelFor(server).info;
    const shown: unknown[] = [];
    const question = new ConsentQuestion(consents, async message => {
      shown.push(message);
      return undefined;
    });
    const offered = { kind: 'found', id: 'x', info } as const;
    void question.suggest(offered);
    void question.suggest(offered);
    assert.strictEqual(shown.length, 1);
  });
});
