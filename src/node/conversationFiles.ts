import {
  type FileHandle,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { join } from 'node:path';
import type { ConversationEvent } from '../core/chat/conversation.ts';
import {
  type ReadConversation,
  readConversation,
  readEvent,
  writeEvent,
} from '../core/chat/conversationLog.ts';
import type { ConversationStore, ConversationSummary } from '../core/chat/conversationStore.ts';

const extension = '.jsonl';
/** A removed conversation keeps this name until nobody will ask for it any more. */
const removedExtension = '.removed';
const removedForMs = 24 * 60 * 60 * 1000;

/** The first line of a log has an id and a title of some 60 characters: this is more than enough. */
const headBytes = 4096;

/** As many as anybody scrolls through; older ones stay on disk. */
const mostListed = 500;

/** Keeps each conversation as one append-only file of a folder: `<id>.jsonl`. */
export class ConversationFiles implements ConversationStore {
  private readonly lastWrites = new Map<string, Promise<void>>();
  private readonly wholeFiles = new Set<string>();

  constructor(private readonly folder: string) {}

  append(
    id: string,
    events: readonly ConversationEvent[],
    options: { readonly durable: boolean },
  ): Promise<void> {
    const text = events.map(writeEvent).join('');
    const before = this.lastWrites.get(id) ?? Promise.resolve();
    const write = before.catch(() => {}).then(() => this.write(id, text, options.durable));
    this.lastWrites.set(id, write);
    return write;
  }

  async load(id: string): Promise<ReadConversation | undefined> {
    await this.lastWrites.get(id)?.catch(() => {});
    const log = await readFile(this.pathOf(id, extension), 'utf8').catch(ignoreMissing);
    return log === undefined ? undefined : readConversation(log);
  }

  async list(): Promise<readonly ConversationSummary[]> {
    await Promise.allSettled(this.lastWrites.values());
    await this.purge();
    const names = (await this.names()).filter(name => name.endsWith(extension));
    const dated = await Promise.all(
      names.map(async name => ({ name, ...(await this.dates(name)) })),
    );
    const newest = dated.sort((a, b) => b.changedAtMs - a.changedAtMs).slice(0, mostListed);
    const summaries = await Promise.all(
      newest.map(({ name, changedAtMs }) => this.summary(name, changedAtMs)),
    );
    return summaries.filter(summary => summary !== undefined);
  }

  async remove(id: string): Promise<void> {
    await this.lastWrites.get(id)?.catch(() => {});
    await rename(this.pathOf(id, extension), this.pathOf(id, removedExtension)).catch(
      ignoreMissing,
    );
  }

  async restore(id: string): Promise<void> {
    await rename(this.pathOf(id, removedExtension), this.pathOf(id, extension)).catch(
      ignoreMissing,
    );
  }

  private async write(id: string, text: string, durable: boolean): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const path = this.pathOf(id, extension);
    const file = await open(path, 'a+', 0o600);
    try {
      const isWhole = this.wholeFiles.has(path) || (await endsWithLine(file));
      this.wholeFiles.delete(path);
      await file.appendFile(isWhole ? text : `\n${text}`);
      if (durable) await file.sync();
      this.wholeFiles.add(path);
    } finally {
      await file.close();
    }
  }

  /** Ids come from the page, too: nothing but letters, digits and hyphens becomes part of a path. */
  private pathOf(id: string, ending: string): string {
    if (!/^[\w-]+$/.test(id)) throw new Error('This is not the id of a conversation.');
    return join(this.folder, id + ending);
  }

  private async names(): Promise<string[]> {
    return (await readdir(this.folder).catch(ignoreMissing)) ?? [];
  }

  private async dates(name: string): Promise<{ changedAtMs: number; renamedAtMs: number }> {
    const found = await stat(join(this.folder, name)).catch(ignoreMissing);
    return { changedAtMs: found?.mtimeMs ?? 0, renamedAtMs: found?.ctimeMs ?? 0 };
  }

  private async summary(
    name: string,
    changedAtMs: number,
  ): Promise<ConversationSummary | undefined> {
    const head = await readHead(join(this.folder, name)).catch(ignoreMissing);
    const event = head === undefined ? undefined : readEvent(head.split('\n', 1)[0]!);
    if (event?.type !== 'created') return undefined;
    return { id: event.id, title: event.title, createdAtMs: event.atMs, changedAtMs };
  }

  private async purge(): Promise<void> {
    const removed = (await this.names()).filter(name => name.endsWith(removedExtension));
    for (const name of removed) {
      const { renamedAtMs } = await this.dates(name);
      if (Date.now() - renamedAtMs > removedForMs)
        await rm(join(this.folder, name), { force: true });
    }
  }
}

/**
 * False when a kill or a full disk cut the last line: then a new line is begun first,
 * or the cut line would swallow the next one.
 */
async function endsWithLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  await file.read(last, 0, 1, size - 1);
  return last[0] === 0x0a;
}

async function readHead(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(head, 0, headBytes, 0);
    return head.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
