import type * as vscode from 'vscode';
import { Emitter, type Event } from '../../base/event.ts';

const prefix = 'inkling.key:';

/**
 * API keys, in VS Code's secret storage only, each under the origin it was entered for:
 * a baseUrl that is changed to another origin finds no key there.
 */
export class Keys implements vscode.Disposable {
  private readonly changed = new Emitter<void>();
  private readonly subscription: vscode.Disposable;
  /** Also fires for keys that another window entered. */
  readonly onDidChange: Event<void> = this.changed.event;
  /** By origin. The storage is asked over in the window's own process, which every request would wait for. */
  private readonly known = new Map<string, Promise<string | undefined>>();

  constructor(private readonly secrets: vscode.SecretStorage) {
    this.subscription = secrets.onDidChange(({ key }) => {
      if (!key.startsWith(prefix)) return;
      this.known.delete(key.slice(prefix.length));
      this.changed.fire();
    });
  }

  get(origin: string): Promise<string | undefined> {
    const known = this.known.get(origin);
    if (known) return known;
    const key = this.read(origin);
    this.known.set(origin, key);
    // A storage that is locked now may be open the next time.
    key.catch(() => this.known.delete(origin));
    return key;
  }

  private async read(origin: string): Promise<string | undefined> {
    return (await this.secrets.get(prefix + origin)) || undefined;
  }

  async store(origin: string, key: string): Promise<void> {
    await this.secrets.store(prefix + origin, key);
    this.known.delete(origin);
  }

  async remove(origin: string): Promise<void> {
    await this.secrets.delete(prefix + origin);
    this.known.delete(origin);
  }

  /** The origins that have a key. */
  async origins(): Promise<readonly string[]> {
    const names = await this.secrets.keys();
    return names.filter(name => name.startsWith(prefix)).map(name => name.slice(prefix.length));
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}
