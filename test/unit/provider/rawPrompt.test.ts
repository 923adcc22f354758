import { expect, test } from 'vitest';
import { startModelServer } from '../../support/modelServer.ts';
import type { Dialect } from '../../support/modelServerScript.ts';
import { ask, modelFor } from '../../support/models.ts';
import { sealedChat } from '../../support/sealedPrompts.ts';

const dialects = ['openai', 'llamacpp', 'ollama'] as const satisfies readonly Dialect[];

test.each(dialects)('a prompt with marks of its own goes to %s as it is', async dialect => {
  await using server = await startModelServer({ dialect });
  server.reply('after');
  const prompt = sealedChat('### User Edits:\nbefore');
  const { text } = await ask(modelFor(server), prompt, { isRaw: true, stop: ['<|end_of_it|>'] });
  expect(text).toBe('after');
  const [request] = server.generations;
  expect(request?.path).toBe(dialect === 'ollama' ? '/api/generate' : '/v1/completions');
  expect(request?.json?.prompt).toBe('### User Edits:\nbefore');
  expect(request?.json?.messages).toBeUndefined();
  expect(request?.json?.raw).toBe(dialect === 'ollama' ? true : undefined);
  expect(request?.body).toContain('<|end_of_it|>');
});
