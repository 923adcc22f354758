import * as assert from 'node:assert';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import * as vscode from 'vscode';
import { ModelError } from '../../src/core/model/modelError.ts';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { ask, modelFor } from '../support/models.ts';
import { sealedChat } from '../support/sealedPrompts.ts';

/** `fetch` here is VS Code's own, which is not Node's: what must hold of the network is tried with it, too. */
suite('the network of the extension host', () => {
  let server: ModelServer;
  setup(async () => {
    server = await startModelServer({ dialect: 'llamacpp' });
  });
  teardown(() => server.close());

  test('an abort closes the connection long before the answer ends', async () => {
    server.reply({ text: 'Word by word', failure: { kind: 'stall', afterDeltas: 2 } });
    const abort = new AbortController();
    const request = { maxOutputTokens: 64, signal: abort.signal };
    const parts = modelFor(server).stream(sealedChat('Hello?'), request);
    const seen: string[] = [];
    for await (const part of parts) {
      seen.push(part.type);
      abort.abort();
    }
    assert.deepStrictEqual(new Set(seen), new Set(['text-delta']));
    await until(() => server.generations[0]?.abortedAtMs !== undefined);
  });

  test('a connection that is never made ends by its own time-out', async () => {
    const silent = createTcpServer(() => {});
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    // The handshake of TLS belongs to the connection, and this server never answers it.
    const place = { dialect: 'openai', baseUrl: `https://127.0.0.1:${port}/v1` } as const;
    const model = modelFor(place, {
      timeouts: { connectTimeoutMs: 200, firstByteTimeoutMs: 9000 },
    });
    const startMs = performance.now();
    await assert.rejects(ask(model, sealedChat('Hello?')), error =>
      ModelError.is(error, 'unreachable'),
    );
    assert.ok(performance.now() - startMs < 10_000);
    silent.close();
  });

  test('goes through the proxy of VS Code’s settings', async () => {
    const seen: string[] = [];
    const proxy = await startProxy(seen);
    const http = vscode.workspace.getConfiguration('http');
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    await http.update('proxy', url, vscode.ConfigurationTarget.Global);
    try {
      const place = { dialect: 'openai', baseUrl: 'http://models.invalid/v1' } as const;
      await assert.rejects(ask(modelFor(place), sealedChat('Hello?')), error =>
        ModelError.is(error, 'unauthorized'),
      );
      assert.ok(
        seen.some(target => target.includes('models.invalid')),
        seen.join(),
      );
    } finally {
      await http.update('proxy', undefined, vscode.ConfigurationTarget.Global);
      proxy.close();
    }
  });
});

/** A proxy that notes what it is asked for and refuses it, whether as a request or as a tunnel. */
async function startProxy(seen: string[]): Promise<Server> {
  const proxy = createServer((request, response) => {
    seen.push(request.url ?? '');
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end('{"error":{"message":"from the proxy"}}');
  });
  proxy.on('connect', (request, socket) => {
    seen.push(request.url ?? '');
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    socket.once('data', () =>
      socket.end(
        'HTTP/1.1 401 Unauthorized\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}',
      ),
    );
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  return proxy;
}

async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !holds(); turn++) {
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
