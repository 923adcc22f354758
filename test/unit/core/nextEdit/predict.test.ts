import { expect, test } from 'vitest';
import { calmSituation } from '../../../../src/core/completion/question.ts';
import { type PredictPorts, predict } from '../../../../src/core/nextEdit/predict.ts';
import type { NextEditQuestion } from '../../../../src/core/nextEdit/question.ts';
import { createOutboundGate } from '../../../../src/core/outbound/gate.ts';
import { applyEdits } from '../../../../src/core/text/textEdit.ts';
import { type ModelServer, startModelServer } from '../../../support/modelServer.ts';
import type { Dialect } from '../../../support/modelServerScript.ts';
import { modelFor } from '../../../support/models.ts';
import { historyOf } from './pictures.ts';

const before = 'let total = 0;\r\nadd(total);\r\nlog(total);\r\n';
const after = before.replace('total', 'sum');

const ports: PredictPorts = {
  gate: createOutboundGate({
    isTrusted: () => true,
    ignoreRules: { excludedBy: uri => (uri === 'secret.ts' ? '.aiignore: secret.ts' : undefined) },
    secrets: () => undefined,
  }),
  tokens: { counterFor: () => ({ count: text => text.length / 4 }) },
  sender: { send: (_role, model, prompt, request) => model.stream(prompt, request) },
  ledger: { refusal: () => undefined },
  asked() {},
  streamed() {},
};

/** What a model of this id at a real server makes of the text, or why nothing. */
async function predicted(
  server: ModelServer,
  modelId: string,
  more: Partial<NextEditQuestion> = {},
): Promise<string> {
  const model = modelFor(server, { settings: { model: modelId } });
  const question: NextEditQuestion = {
    ...{ uri: 'a.ts', path: 'a.ts', languageId: 'typescript', version: 7, text: after },
    ...{ cursor: 7, isOn: true, isTooLong: false, situation: calmSituation, problems: [] },
    ...{ history: historyOf(before, after), model, noModelWhy: '' },
    limits: { tokensPerDay: 0, requestsPerMinute: 0, costPerDay: 0 },
    maxPromptTokens: 4000,
    ...more,
  };
  const outcome = await predict(question, ports, new AbortController().signal);
  if (outcome.kind === 'nothing') return `nothing: ${outcome.reason}`;
  expect(outcome.prediction.version).toBe(7);
  return applyEdits(question.text, outcome.prediction.edits);
}

const whole = 'let sum = 0;\nadd(sum);\nlog(sum);';
const marked = `<|editable_region_start|>\n${whole}\n<|editable_region_end|>\n\`\`\``;

test.each([
  ['openai', 'zed-zeta', marked, '/v1/completions'],
  ['llamacpp', 'zeta-q4', marked, '/v1/completions'],
  ['ollama', 'zeta', marked, '/api/generate'],
  ['openai', 'sweep-next-edit-1.5b', whole, '/v1/completions'],
  ['openai', 'big-coder', `\`\`\`ts\n${whole}\n\`\`\``, '/v1/chat/completions'],
  ['ollama', 'big-coder', `\`\`\`ts\n${whole}\n\`\`\``, '/api/chat'],
] as const satisfies readonly (readonly [Dialect, string, string, string])[])(
  'a server (%s) with %s is asked in its own form, and line ends stay',
  async (dialect, modelId, reply, path) => {
    await using server = await startModelServer({ dialect, models: [modelId] });
    server.reply(reply);
    expect(await predicted(server, modelId)).toBe(after.replaceAll('total', 'sum'));
    expect(server.generations.map(request => request.path)).toEqual([path]);
  },
);

test('a patch, the whole file, and lines at the margin are understood', async () => {
  await using server = await startModelServer({ models: ['big-coder'] });
  const inside = `function run() {\n  let sum = 0;\n  add(total);\n}\n`;
  const filler = Array.from({ length: 30 }, (_, at) => `step(${at});\n`).join('');
  const text = `${inside}${filler}`;
  const more = { text, cursor: 25, history: historyOf(text.replace('sum', 'total'), text) };
  const expected = text.replace('total', 'sum');
  const region = expected.split('\n').slice(0, 14).join('\n');
  for (const reply of [
    '<<<<<<< SEARCH\n  add(total);\n=======\n  add(sum);\n>>>>>>> REPLACE',
    '```diff\n@@ -2,2 +2,2 @@\n   let sum = 0;\n-  add(total);\n+  add(sum);\n```',
    `\`\`\`ts\n${region}\n\`\`\``,
    `\`\`\`ts\n${expected}\`\`\``,
  ]) {
    server.reply(reply);
    expect(await predicted(server, 'big-coder', more)).toBe(expected);
  }
});

test('edits of ignored files stay out of the prompt, and an ignored file is not asked about', async () => {
  await using server = await startModelServer({ models: ['big-coder'] });
  server.reply('NONE');
  const [own] = historyOf(before, after);
  const secret = { ...own!, uri: 'secret.ts', path: 'secret.ts', after: ['let hunter2 = 0;'] };
  expect(await predicted(server, 'big-coder', { history: [secret, own!] })).toBe('nothing: noEdit');
  expect(server.generations[0]?.body).toContain('let sum = 0');
  expect(server.generations[0]?.body).not.toContain('hunter2');
  server.clear();
  expect(await predicted(server, 'big-coder', { uri: 'secret.ts' })).toBe('nothing: excluded');
  expect(server.generations).toEqual([]);
});

test('an answer that is cut, wrong or missing shows nothing', async () => {
  await using server = await startModelServer({ models: ['big-coder'] });
  const outcomes: string[] = [];
  for (const reply of [
    { text: `\`\`\`ts\n${whole}`, finishReason: 'length' as const },
    { failure: { kind: 'empty' as const } },
    { failure: { kind: 'cut' as const, afterDeltas: 2 }, text: whole },
    { failure: { kind: 'status' as const, status: 401 } },
    { text: 'You should rename it everywhere.' },
    { text: '```ts\nlet sum = 0;\n// ... rest of the code ...\n```' },
    { text: '```ts\nlet sum = 0;\nadd(sum;\nlog(sum);\n```' },
  ]) {
    server.reply(reply);
    outcomes.push(await predicted(server, 'big-coder'));
  }
  expect(outcomes.map(outcome => outcome.replace('nothing: ', ''))).toEqual([
    ...['cut', 'failed', 'failed', 'failed', 'prose', 'placeholder', 'unbalanced'],
  ]);
});

test('code that holds the marks of the model is not sent', async () => {
  await using server = await startModelServer({ models: ['big-coder'] });
  const text = `${after}const mark = '<|editable_region_end|>';\r\n`;
  expect(await predicted(server, 'big-coder', { text })).toBe('nothing: marks');
  expect(server.generations).toEqual([]);
});
