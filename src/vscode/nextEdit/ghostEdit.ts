import type * as vscode from 'vscode';
import type { Disposable } from '../../base/disposable.ts';
import { Emitter, type Event } from '../../base/event.ts';

/** A text that a next edit inserts at the cursor. */
export interface GhostPlace {
  readonly uri: string;
  readonly version: number;
  readonly offset: number;
  readonly text: string;
}

/** A next edit that only inserts at the cursor: inline completion shows it, as ghost text that Tab accepts. */
export class GhostEdit implements Disposable {
  private readonly didSet = new Emitter<GhostPlace>();
  private readonly didEnd = new Emitter<'refused' | 'dismissed'>();
  private place: GhostPlace | undefined;
  /** There is another text, or one where there was none: VS Code is to ask for it. */
  readonly onDidSet: Event<GhostPlace> = this.didSet.event;
  /** It is not shown because a suggestion is, or was sent away. */
  readonly onDidEnd: Event<'refused' | 'dismissed'> = this.didEnd.event;

  /** Sets or takes away the text; typed along, it stays what VS Code shows already. */
  set(place: GhostPlace | undefined): void {
    const { place: before } = this;
    this.place = place;
    const isRest = before && place && before.uri === place.uri && before.text.endsWith(place.text);
    if (place && !isRest) this.didSet.fire(place);
  }

  isIn(document: vscode.TextDocument): boolean {
    return this.place?.uri === document.uri.toString() && this.place.version === document.version;
  }

  textAt(document: vscode.TextDocument, position: vscode.Position): string | undefined {
    const isHere = this.isIn(document) && document.offsetAt(position) === this.place?.offset;
    return isHere ? this.place?.text : undefined;
  }

  /** The text, wherever it is. */
  get text(): string | undefined {
    return this.place?.text;
  }

  refuse(): void {
    this.end('refused');
  }

  dismiss(): void {
    this.end('dismissed');
  }

  private end(how: 'refused' | 'dismissed'): void {
    if (!this.place) return;
    this.place = undefined;
    this.didEnd.fire(how);
  }

  dispose(): void {
    this.didSet.dispose();
    this.didEnd.dispose();
  }
}
