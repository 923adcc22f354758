import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/event.ts';
import { flipSetting } from '../flipSetting.ts';

const minuteMs = 60_000;

/** Turning inline completion on and off, for good (a setting) or for a while (snooze). */
export class Switches implements Disposable {
  private readonly changed = new Emitter<void>();
  private snooze: AbortController | undefined;
  private untilMs = Number.NEGATIVE_INFINITY;
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly clock: Clock) {}

  get isSnoozed(): boolean {
    return this.clock.now() < this.untilMs;
  }

  /** Whole minutes until suggestions come back, at least one. */
  get minutesLeft(): number {
    return Math.max(1, Math.ceil((this.untilMs - this.clock.now()) / minuteMs));
  }

  snoozeFor(minutes: number): void {
    this.wake();
    const snooze = new AbortController();
    this.snooze = snooze;
    this.untilMs = this.clock.now() + minutes * minuteMs;
    this.changed.fire();
    void this.clock.delay(minutes * minuteMs, snooze.signal).then(() => {
      if (!snooze.signal.aborted) this.wake();
    });
  }

  wake(): void {
    if (!this.snooze) return;
    this.snooze.abort();
    this.snooze = undefined;
    this.untilMs = Number.NEGATIVE_INFINITY;
    this.changed.fire();
  }

  toggle(document: vscode.TextDocument | undefined): Promise<boolean> {
    return flipSetting('completion.enabled', document);
  }

  /** Turns it on or off for one language only. */
  async setForLanguage(languageId: string, isEnabled: boolean): Promise<void> {
    await vscode.workspace
      .getConfiguration('inkling', { languageId })
      .update('completion.enabled', isEnabled, vscode.ConfigurationTarget.Global, true);
  }

  dispose(): void {
    this.snooze?.abort();
    this.changed.dispose();
  }
}
