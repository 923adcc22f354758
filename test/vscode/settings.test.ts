import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { type Logger, nullLogger } from '../../src/base/logger.ts';
import { defaultSettings, type Settings } from '../../src/core/settings.ts';
import { SettingsSource } from '../../src/vscode/settings.ts';
import { askChat, inkling, openPicture, setInkling, setModels, tidyUp } from '../support/editor.ts';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { settingsFor } from '../support/models.ts';

const broken = { name: 'Broken', provider: 'openai', baseUrl: 'localhost:8000', model: 'm' };
const sentence = /inkling\.models\[0\] is not valid \(baseUrl: Not an http or https address\)/;

suite('bad input: a setting that is not valid', () => {
  const warnings: string[] = [];
  const log: Logger = { ...nullLogger, warn: message => warnings.push(message) };
  let source: SettingsSource;
  setup(() => {
    warnings.length = 0;
    source = new SettingsSource(log);
  });
  teardown(async () => {
    source.dispose();
    await setModels();
    await tidyUp();
  });

  const values: readonly [keyof Settings, unknown, RegExp][] = [
    ['completion.delayMs', -5, /completion\.delayMs is not valid \(.*0/],
    ['completion.delayMs', 'soon', /completion\.delayMs is not valid \(.*number/],
    ['completion.multiline', 'sometimes', /completion\.multiline is not valid \(.*"auto"/],
    ['completion.enabled', 'yes', /completion\.enabled is not valid \(.*boolean/],
    ['embedded.maxFiles', -7, /embedded\.maxFiles is not valid \(.*0/],
    ['models', 'gpt', /models is not valid \(.*array/],
    ['roles.chat', 3, /roles\.chat is not valid \(.*string/],
  ];
  for (const [key, value, told] of values) {
    test(`${key}: ${JSON.stringify(value)} is told once, and the default holds`, async () => {
      await setInkling(key, value);
      try {
        assert.deepStrictEqual(source.read()[key], defaultSettings[key]);
        source.read();
        assert.strictEqual(warnings.length, 1, warnings.join('\n'));
        assert.match(warnings[0] ?? '', told);
        assert.match(source.problems().join(), told);
      } finally {
        await setInkling(key, undefined);
      }
      assert.deepStrictEqual(source.problems(), []);
    });
  }

  test('one wrong model leaves the right ones alone', async () => {
    const server: ModelServer = await startModelServer();
    await setInkling('models', [broken, settingsFor(server, { name: 'Right' })]);
    const { outcome } = await askChat('Hello?');
    assert.strictEqual(outcome, 'complete');
    assert.match(source.problems().join(), sentence);
    await server.close();
  });

  test('who asks in the chat without a model is told of the mistake', async () => {
    await setInkling('discovery.enabled', false);
    await setInkling('models', [broken]);
    const { failure } = await askChat('Hello?');
    assert.strictEqual(failure?.kind, 'noModel');
    assert.match(failure.message, sentence);
    await setInkling('discovery.enabled', undefined);
  });

  test('who asks for a suggestion without any engine is told of the mistake', async () => {
    await setInkling('discovery.enabled', false);
    await setInkling('models', [broken]);
    await openPicture('const sum = │\n');
    assert.match(await inkling<string>('completion.trigger'), sentence);
    await setInkling('discovery.enabled', undefined);
  });

  test('a role that names no model says so', async () => {
    await setInkling('roles.chat', 'Nobody');
    const { failure } = await askChat('Hello?');
    assert.match(failure?.message ?? '', /names “Nobody”, which is not in inkling\.models/);
    await setInkling('roles.chat', undefined);
  });

  test('settings of other kinds do not stand in a language’s way', async () => {
    const configuration = vscode.workspace.getConfiguration('inkling', {
      languageId: 'typescript',
    });
    const { Global } = vscode.ConfigurationTarget;
    await configuration.update('completion.enabled', 'no', Global, true);
    const { document } = await openPicture('│\n');
    assert.strictEqual(source.read(document)['completion.enabled'], true);
    await configuration.update('completion.enabled', undefined, Global, true);
  });
});
