import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { type ModelServer, startModelServer } from '../../support/modelServer.ts';

/** Repeats a command of the quick pick until the way to a model has ended. */
async function answerWith<T>(command: string, asked: Thenable<T>): Promise<T> {
  let isOver = false;
  const over = Promise.resolve(asked).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await new Promise(resolve => setTimeout(resolve, 200));
    if (!isOver) await vscode.commands.executeCommand(command);
  }
  return over;
}

suite('setting up a model', () => {
  test('a server that runs on its usual port is one key away', async function () {
    const options = { dialect: 'ollama', port: 11434, models: ['qwen2.5-coder:7b'] } as const;
    const server: ModelServer | undefined = await startModelServer(options).catch(() => undefined);
    // Whoever works on Inkling may well run the real one.
    if (!server) return this.skip();
    const setUp = () => vscode.commands.executeCommand<boolean>('inkling.model.setUp');
    const accept = 'workbench.action.acceptSelectedQuickOpenItem';
    assert.strictEqual(await answerWith(accept, setUp()), true);
    assert.strictEqual(
      `${server.requests[0]?.method} ${server.requests[0]?.path}`,
      'GET /api/tags',
    );
    assert.deepStrictEqual(server.generations, []);
    await server.close();
    // Looking again forgets the server, and leaving sets nothing up.
    assert.strictEqual(await answerWith('workbench.action.closeQuickOpen', setUp()), false);
  });
});
