import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstGuess } from '../../../src/provider/openaiDialect.ts';
import { type ModelServer, startModelServer } from '../../support/modelServer.ts';
import { ask, modelFor } from '../../support/models.ts';
import { sealedChat, sealedPredicting } from '../../support/sealedPrompts.ts';

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer({ dialect: 'openai' });
});
afterEach(() => server.close());

const lines = 'const a = 1;\nconst b = 2;';
const takes = { settings: { predictedOutputs: true } };
const predictions = () => server.generations.map(request => request.json?.prediction);

test('an endpoint that takes predicted outputs is told the lines that come back', async () => {
  await ask(modelFor(server, takes), sealedPredicting('Rename b.', lines));
  expect(predictions()).toEqual([{ type: 'content', content: lines }]);
});

test('nothing is predicted that no part foretells', async () => {
  await ask(modelFor(server, takes), sealedChat('Why?'));
  expect(predictions()).toEqual([undefined]);
});

test('what was masked is masked in what is predicted, too', async () => {
  const secret = `const key = "${'ghp_'}${'a1B2c3D4e5F6'.repeat(3)}";`;
  await ask(modelFor(server, takes), sealedPredicting('Rename b.', secret, { isMasking: true }));
  const [request] = server.generations;
  expect(request?.body).not.toContain('a1B2c3D4');
  expect(predictions()).toEqual([{ type: 'content', content: expect.stringContaining('INKLING') }]);
});

test.each([400, 422])('who refuses them with %i is asked without, and not again', async status => {
  const model = modelFor(server, takes);
  const message = 'Unrecognized request argument supplied: prediction';
  server.replyOnce({ failure: { kind: 'status', status, message } });
  server.reply('const b = 3;');
  const { text } = await ask(model, sealedPredicting('Rename b.', lines));
  expect(text).toBe('const b = 3;');
  await ask(model, sealedPredicting('Rename b.', lines));
  expect(predictions().map(each => each !== undefined)).toEqual([true, false, false]);
});

test('they do not go with max_completion_tokens', async () => {
  const model = modelFor(server, takes);
  const message = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.";
  server.replyOnce({ failure: { kind: 'status', status: 400, message } });
  await ask(model, sealedPredicting('Rename b.', lines));
  expect(predictions().map(each => each !== undefined)).toEqual([true, false]);
});

test.each([
  ['api.openai.com', 'gpt-4o', undefined, true],
  ['api.openai.com', 'gpt-4.1-mini-2025-04-14', undefined, true],
  ['api.openai.com', 'gpt-4o', false, false],
  ['api.openai.com', 'gpt-4o-audio-preview', undefined, false],
  ['api.openai.com', 'o3', undefined, false],
  ['openrouter.ai', 'gpt-4o', undefined, false],
  ['127.0.0.1', 'qwen', undefined, false],
  ['127.0.0.1', 'qwen', true, true],
] as const)('%s with %s, set to %s: %s', (host, modelId, takesPrediction, expected) => {
  const guess = firstGuess({ host, modelId, thinks: false, takesPrediction });
  expect(guess.takesPrediction).toBe(expected);
});
