import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { nullLogger } from '../../../src/base/logger.ts';
import { roles } from '../../../src/core/model/model.ts';
import { systemClock } from '../../../src/node/systemClock.ts';
import { usualPlaces } from '../../../src/provider/discovery.ts';
import { ConsentQuestion } from '../../../src/vscode/model/consentQuestion.ts';
import { Consents } from '../../../src/vscode/model/consents.ts';
import { FoundModels } from '../../../src/vscode/model/foundModels.ts';
import { Keys } from '../../../src/vscode/model/keys.ts';
import { ModelPool } from '../../../src/vscode/model/modelPool.ts';
import { RoleModels } from '../../../src/vscode/model/roleModels.ts';
import { SettingsSource } from '../../../src/vscode/settings.ts';
import { setInkling, setModels } from '../../support/editor.ts';
import { memoryMemento, noSecrets } from '../../support/extensionState.ts';
import { type ModelServer, startModelServer } from '../../support/modelServer.ts';
import { modelFor, settingsFor } from '../../support/models.ts';

suite('models in an untrusted workspace', () => {
  let server: ModelServer;
  setup(async () => {
    server = await startModelServer({ dialect: 'ollama' });
    await setModels(settingsFor(server));
    await setInkling('embedded.enabled', true);
  });
  teardown(async () => {
    await setModels();
    await setInkling('embedded.enabled', false);
    await server.close();
  });

  test('the window is untrusted', () => assert.strictEqual(vscode.workspace.isTrusted, false));

  test('no server hears anything, configured or found, and only the embedded engine serves', async () => {
    const settings = new SettingsSource(nullLogger);
    const keys = new Keys(noSecrets);
    const onLoading = () => {};
    const pool = new ModelPool({ settings, keys, log: nullLogger, clock: systemClock, onLoading });
    const places = usualPlaces.map(place => ({ ...place, origin: server.url }));
    const found = new FoundModels(systemClock, places);
    const consents = new Consents(memoryMemento());
    const question = new ConsentQuestion(consents);
    const embedded = modelFor({ dialect: 'openai', baseUrl: 'http://127.0.0.1:9/v1' });
    const models = new RoleModels({ settings, pool, found, consents, question, embedded });
    for (const role of roles) {
      const { model, why } = await models.choose(role, { interactive: true });
      assert.strictEqual(model, role === 'completion' ? embedded : undefined);
      assert.match(why, /not trusted/);
    }
    assert.deepStrictEqual(server.requests, []);
    settings.dispose();
  });

  test('trying a model out sends nothing either', async () => {
    const checks = await vscode.commands.executeCommand('inkling.model.test', { model: 'Test' });
    assert.deepStrictEqual(checks, []);
    assert.deepStrictEqual(server.requests, []);
  });
});
