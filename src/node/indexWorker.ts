import { setImmediate } from 'node:timers/promises';
import { type MessagePort, parentPort } from 'node:worker_threads';
import { collectGarbage } from './collectGarbage.ts';
import type { FromIndexWorker, ToIndexWorker } from './indexMessages.ts';
import { WorkspaceIndex } from './workspaceIndex.ts';

/** Entry of the index worker: reads folders between messages and answers queries meanwhile. */
class IndexWorker {
  private readonly index = new WorkspaceIndex();
  private readonly reading = new Map<string, AbortController>();

  constructor(private readonly port: MessagePort) {
    port.on('message', (message: ToIndexWorker) => void this.receive(message));
  }

  private async receive(message: ToIndexWorker): Promise<void> {
    switch (message.type) {
      case 'indexFolder':
        return this.indexFolder(message.root, message.maxFiles);
      case 'removeFolder':
        return this.removeFolder(message.root);
      case 'refresh':
        return this.index.refresh(message);
      case 'related':
        this.post({
          type: 'related',
          id: message.id,
          lines: this.index.related(message.query),
        });
    }
  }

  private async indexFolder(root: string, maxFiles: number): Promise<void> {
    this.reading.get(root)?.abort();
    const controller = new AbortController();
    this.reading.set(root, controller);
    const startedAt = performance.now();
    // A turn of the event loop between two files lets a query through.
    const breathe = () => setImmediate(undefined, { signal: controller.signal }).catch(() => {});
    await this.index.indexFolder(root, { maxFiles, signal: controller.signal, breathe });
    const ms = performance.now() - startedAt;
    collectGarbage();
    this.post({ type: 'indexed', root, files: this.index.fileCount, ms });
  }

  private removeFolder(root: string): void {
    this.reading.get(root)?.abort();
    this.reading.delete(root);
    this.index.removeFolder(root);
  }

  private post(message: FromIndexWorker): void {
    this.port.postMessage(message);
  }
}

if (parentPort) new IndexWorker(parentPort);
