import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { ModelError } from '../../src/core/model/modelError.ts';
import { VscodeLanguageModel } from '../../src/vscode/model/vscodeLanguageModel.ts';
import { ask } from '../support/models.ts';
import { sealedChat, sealedFim } from '../support/sealedPrompts.ts';

suite('VS Code’s own language models', () => {
  let model: VscodeLanguageModel;
  let provider: { readonly cancelled: boolean; offer(isOffering: boolean): void };

  suiteSetup(async () => {
    const extension = vscode.extensions.getExtension('inkling.inkling-tests');
    provider = await extension?.activate();
    provider.offer(true);
    const [chat] = await vscode.lm.selectChatModels({ vendor: 'inkling-tests' });
    assert.ok(chat, 'the test extension offers a model');
    model = new VscodeLanguageModel(chat);
  });

  suiteTeardown(() => provider.offer(false));

  test('answer a chat prompt', async () => {
    const sent: string[] = [];
    const onSend = ({ body }: { body: string }) => sent.push(body);
    const { text, end } = await ask(model, sealedChat('Hello?'), { onSend });
    assert.strictEqual(text, 'You said: Hello?');
    assert.strictEqual(end?.reason, 'stop');
    assert.deepStrictEqual(sent, ['[{"role":"user","content":"Hello?"}]']);
  });

  test('tell their size, and that they only chat', async () => {
    const { contextTokens, maxOutputTokens, canFim, providerName } = model.info;
    assert.strictEqual(contextTokens - maxOutputTokens, 4000);
    assert.deepStrictEqual({ canFim, providerName }, { canFim: false, providerName: 'VS Code' });
    await assert.rejects(ask(model, sealedFim('a│b')), error =>
      ModelError.is(error, 'unsupported'),
    );
  });

  test('are cancelled at once and without an error', async () => {
    const abort = new AbortController();
    const asked = ask(model, sealedChat('wait'), { signal: abort.signal });
    setTimeout(() => abort.abort(), 200);
    assert.strictEqual((await asked).end, undefined);
    // VS Code 1.105 does not tell a provider that has begun to answer.
    if (vscode.version.startsWith('1.105.')) return;
    for (let turn = 0; turn < 100 && !provider.cancelled; turn++) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    assert.ok(provider.cancelled);
  });

  test('fail with a sentence', async () => {
    await assert.rejects(
      ask(model, sealedChat('fail')),
      error => ModelError.is(error) && /Scripted/.test(error.message),
    );
  });
});
