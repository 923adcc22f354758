import type * as vscode from 'vscode';
import { Emitter, type Event } from '../../base/event.ts';
import type { Consent } from '../../core/model/roles.ts';

const storageKey = 'inkling.consents';

/** What the user answered, by origin; kept on this machine and never synchronised. */
export class Consents {
  private readonly changed = new Emitter<void>();
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly state: vscode.Memento) {}

  of(origin: string): Consent {
    return this.all()[origin] ?? 'unasked';
  }

  async set(origin: string, consent: Consent): Promise<void> {
    await this.state.update(storageKey, { ...this.all(), [origin]: consent });
    this.changed.fire();
  }

  private all(): Readonly<Record<string, Consent>> {
    return this.state.get<Record<string, Consent>>(storageKey, {});
  }
}
