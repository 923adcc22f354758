import * as vscode from 'vscode';
import type { Disposable } from '../base/disposable.ts';

/** What the status bar tells; `detail` is a sentence in its tooltip. */
export type StatusState =
  | { readonly kind: 'ready'; readonly detail: string }
  /** An engine or model has just suggested or answered: its name stands in the status bar. */
  | { readonly kind: 'spoke'; readonly speaker: string; readonly detail: string }
  | { readonly kind: 'working'; readonly detail: string }
  | { readonly kind: 'off'; readonly detail: string }
  | { readonly kind: 'snoozed'; readonly detail: string }
  /** The file in front is kept out by an ignore rule. */
  | { readonly kind: 'excluded'; readonly detail: string }
  | { readonly kind: 'problem'; readonly detail: string };

/** Work that goes on in the background and can be stopped. */
export interface Activity {
  /** Such as `Reading the workspace: 40 %`. */
  readonly label: string;
  stop(): void;
}

const icons: Record<StatusState['kind'], string> = {
  ready: '$(sparkle)',
  spoke: '$(sparkle)',
  working: '$(loading~spin)',
  off: '$(circle-slash)',
  snoozed: '$(bell-slash)',
  excluded: '$(lock)',
  problem: '$(warning)',
};

/** The one status-bar item of Inkling; a click opens its menu. */
export class Status implements Disposable {
  private state: StatusState = { kind: 'ready', detail: 'Inkling is ready.' };
  private lastSpoke: StatusState | undefined;

  private background: Activity | undefined;
  private note: string | undefined;
  private rendered = '';

  constructor(private readonly item: vscode.StatusBarItem) {
    this.item.command = 'inkling.status.menu';
    this.render();
  }

  get current(): StatusState {
    return this.state;
  }

  get activity(): Activity | undefined {
    return this.background;
  }

  /** What goes on in the background: said in the tooltip, stopped from the menu. */
  setActivity(activity: Activity | undefined): void {
    this.background = activity;
    this.render();
  }

  /** A sentence that stays in the tooltip, such as what the embedded engine has learned and what not. */
  setNote(note: string): void {
    this.note = note;
    this.render();
  }

  show(state: StatusState): void {
    this.state = state;
    if (state.kind === 'spoke') this.lastSpoke = state;
    this.render();
  }

  /** A state that no longer holds gives way to who spoke last, or to `detail` when nobody has. */
  calm(detail: string): void {
    const { kind } = this.state;
    if (kind === 'spoke' || kind === 'ready' || kind === 'working' || kind === 'problem') return;
    this.show(this.lastSpoke ?? { kind: 'ready', detail });
  }

  /** Names who has just answered an edit or in the chat, unless there is something about completion to be mended or kept in mind. */
  name(speaker: string, detail: string): void {
    const { kind } = this.state;
    if (kind === 'problem' || kind === 'snoozed' || kind === 'excluded') return;
    this.show({ kind: 'spoke', speaker, detail });
  }

  /** Tells VS Code only what has changed: each suggestion comes by here, and VS Code draws whatever it is told. */
  private render(): void {
    const { state } = this;
    const name = state.kind === 'spoke' ? `Inkling: ${state.speaker}` : 'Inkling';
    const text = `${icons[state.kind]} ${name}`;
    const lines = [`**Inkling** — ${state.detail}`, this.note, this.background?.label];
    const tooltip = [...lines, 'Click for the menu.']
      .filter(line => line !== undefined)
      .join('\n\n');
    if (text + tooltip === this.rendered) return;
    this.rendered = text + tooltip;
    this.item.text = text;
    this.item.tooltip = new vscode.MarkdownString(tooltip);
    this.item.accessibilityInformation = { label: `${name}. ${state.detail}` };
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
