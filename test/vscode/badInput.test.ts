import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { ModelSettings } from '../../src/core/settings.ts';
import type { Check } from '../../src/provider/probe.ts';
import {
  askChat,
  type EditResult,
  eventually,
  explained,
  inkling,
  openPicture,
  setModels,
  tidyUp,
  typeText,
} from '../support/editor.ts';
import {
  type ModelServer,
  type ModelServerOptions,
  refusingUrl,
  startModelServer,
} from '../support/modelServer.ts';
import type { Failure } from '../support/modelServerScript.ts';
import { settingsFor } from '../support/models.ts';

/** One way in which a server is no help, and what a person must be told of it. */
interface Case {
  readonly server?: ModelServerOptions;
  readonly settings?: Partial<ModelSettings>;
  readonly failure?: Failure;
  readonly sentence: RegExp;
  /** What Test Model says, where it differs. */
  readonly tested?: RegExp;
  /** What of an answer had arrived. */
  readonly kept?: string;
}

const cases: Readonly<Record<string, Case>> = {
  'an unreachable host': { sentence: /Nothing answers at http.*(?:start|running|baseUrl)/i },
  'a wrong key': {
    server: { apiKey: 'another' },
    sentence: /did not accept the key.*Enter API Key/,
  },
  'HTML instead of JSON': {
    failure: { kind: 'html' },
    sentence: /web page instead of a model's answer\. Check the model's baseUrl/,
  },
  'an unknown model': {
    settings: { model: 'misspelt' },
    sentence: /does not know the model misspelt.*Switch Model/,
    tested: /does not list misspelt\. It has: test-coder/,
  },
  'an empty stream': { failure: { kind: 'empty' }, sentence: /answered with nothing\. Try again/ },
  'a cut stream': {
    failure: { kind: 'cut', afterDeltas: 2 },
    sentence: /broke .*in the middle of (?:its|the) answer\. Try again/,
    kept: 'first()',
  },
  'a prompt over the context': {
    server: { contextTokens: 20 },
    settings: { contextTokens: 32_000 },
    sentence: /longer than the context of 20 tokens.*(?:Attach less|contextTokens)/,
  },
};

const code = 'export const first = () => 1;\nexport const second = () => 2;\n';
/** More than the smallest context here takes. */
const longComment = '// Something that has been said before.\n'.repeat(10);

for (const [name, bad] of Object.entries(cases)) {
  suite(`bad input: ${name}`, () => {
    let server: ModelServer;
    suiteSetup(async () => {
      server = await startModelServer(bad.server);
      server.reply({
        text: 'first() + second();\n',
        chunkChars: 4,
        ...(bad.failure && { failure: bad.failure }),
      });
      const isGone = name === 'an unreachable host';
      const baseUrl = isGone ? `${refusingUrl}/v1` : server.baseUrl;
      await setModels(settingsFor(server, { fim: 'native', ...bad.settings, baseUrl }));
    });
    suiteTeardown(async () => {
      await setModels();
      await server.close();
    });
    teardown(tidyUp);

    test('chat says what happened and keeps what was asked and what had come', async () => {
      const answer = await askChat('What is this?');
      assert.strictEqual(answer.outcome, 'failed');
      assert.match(answer.failure?.message ?? '', bad.sentence);
      assert.ok(answer.text.startsWith(bad.kept ?? ''), answer.text);
    });

    test('an edit says what happened and changes nothing', async () => {
      const { document } = await openPicture(`│${code}`);
      const { kind, message } = await inkling<EditResult>('edit.run', 'Call them differently.');
      assert.deepStrictEqual({ kind, text: document.getText() }, { kind: 'told', text: code });
      assert.match(message ?? '', bad.sentence);
    });

    test('typing goes on undisturbed, and the reason is there for who asks', async () => {
      const { document } = await openPicture(`${longComment}const sum =│\n`);
      await typeText(' ');
      await explained(bad.sentence);
      await typeText('one + two');
      assert.strictEqual(document.getText(), `${longComment}const sum = one + two\n`);
      // Left alone for a while, the model is not asked again; the reason stays.
      assert.match(await inkling<string>('completion.explain'), bad.sentence);
    });

    test('asking for a suggestion says what happened', async () => {
      const { document } = await openPicture(`${longComment}const sum = │\n`);
      assert.match(await inkling<string>('completion.trigger'), bad.sentence);
      assert.strictEqual(document.getText(), `${longComment}const sum = \n`);
    });

    test('Test Model reports it', async () => {
      const checks = await inkling<Check[]>('model.test', { model: 'Test' });
      const said = checks.filter(({ result }) => result === 'failed').map(({ detail }) => detail);
      assert.match(said[0] ?? '', bad.tested ?? bad.sentence);
      const report = await eventually('the report', () => vscode.window.activeTextEditor?.document);
      assert.match(report.getText(), /Something needs mending/);
    });
  });
}

suite('bad input: a reply over the limit', () => {
  let server: ModelServer;
  setup(async () => {
    server = await startModelServer();
    await setModels(settingsFor(server, { fim: 'native' }));
  });
  suiteTeardown(() => setModels());
  teardown(async () => {
    await tidyUp();
    await server.close();
  });

  test('is marked as such in the chat', async () => {
    server.reply({ text: 'It is a long', finishReason: 'length' });
    const { text, outcome } = await askChat('What is this?');
    assert.deepStrictEqual({ text, outcome }, { text: 'It is a long', outcome: 'length' });
  });

  test('is not taken for a whole edit', async () => {
    const { document } = await openPicture(`│${code}`);
    server.reply({ text: '```\nexport const one', finishReason: 'length' });
    const { message } = await inkling<EditResult>('edit.run', 'Rename them.');
    assert.match(message ?? '', /longest output.*nothing was changed\. Select less/);
    assert.strictEqual(document.getText(), code);
  });

  test('leaves a completion that can be used', async () => {
    const { document } = await openPicture('const sum =│\n');
    server.reply({ text: 'first() +\n  second() +\n  thi', finishReason: 'length' });
    await typeText(' ');
    await eventually('a suggestion that can be accepted', async () => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return document.getText().startsWith('const sum = first() +');
    });
    await vscode.commands.executeCommand('undo');
    assert.strictEqual(document.getText(), 'const sum = \n');
  });
});
