import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/node/systemClock.ts';
import { discover, usualPlaces } from '../../../src/provider/discovery.ts';
import { type ModelServer, refusingUrl, startModelServer } from '../../support/modelServer.ts';
import type { Dialect } from '../../support/modelServerScript.ts';

const servers: ModelServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()));
});

/** Every usual place, moved to where the server is. */
function placesAt(origin: string) {
  return usualPlaces.map(place => ({ ...place, origin }));
}

test.each([
  ['ollama', 'Ollama', ''],
  ['llamacpp', 'llama.cpp', ''],
  ['lmstudio', 'LM Studio', '/v1'],
  ['vllm', 'vLLM', '/v1'],
] as [Dialect, string, string][])(
  '%s is identified by its own API alone',
  async (dialect, name, basePath) => {
    const server = await startModelServer({ dialect, models: ['qwen2.5-coder:7b'] });
    servers.push(server);
    const found = await discover(placesAt(server.url), { fetch, clock: systemClock });
    expect([...new Set(found.map(({ serverName }) => serverName))]).toEqual([name]);
    expect(found[0]).toMatchObject({
      baseUrl: server.url + basePath,
      modelIds: ['qwen2.5-coder:7b'],
    });
  },
);

test('looking is one GET for each place, without content', async () => {
  const server = await startModelServer({ dialect: 'ollama' });
  servers.push(server);
  await discover(placesAt(server.url), { fetch, clock: systemClock });
  expect(server.requests).toHaveLength(usualPlaces.length);
  for (const { method, body, headers } of server.requests) {
    expect({ method, body, key: headers.authorization }).toEqual({
      method: 'GET',
      body: '',
      key: undefined,
    });
  }
});

test('another OpenAI-compatible server does not count, nor does nothing', async () => {
  const server = await startModelServer({ dialect: 'openai' });
  servers.push(server);
  const places = [...placesAt(server.url), ...placesAt(refusingUrl)];
  expect(await discover(places, { fetch, clock: systemClock })).toEqual([]);
});
