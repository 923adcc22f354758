import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Grammars } from './grammars.ts';
import type { FromSyntaxWorker, ToSyntaxWorker } from './syntaxMessages.ts';
import { SyntaxTrees } from './syntaxTrees.ts';

/** Entry of the syntax worker: one question after the other. */
function serve(port: NonNullable<typeof parentPort>, folder: string): void {
  const trees = new SyntaxTrees(new Grammars(folder));
  let queue = Promise.resolve();
  port.on('message', ({ id, ask }: ToSyntaxWorker) => {
    queue = queue.then(async () => {
      const answer = await trees.answer(ask).catch(() => undefined);
      port.postMessage({ id, answer } satisfies FromSyntaxWorker);
    });
  });
}

if (parentPort) serve(parentPort, (workerData as string | undefined) ?? join(__dirname, 'syntax'));
