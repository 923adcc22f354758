import type { Status, StatusState } from '../status.ts';

/** Tells in the status bar that a local server loads its model, which may take a minute. */
export class LoadingStatus {
  private shown: StatusState | undefined;

  constructor(private readonly status: Status) {}

  show(modelName: string, isLoading: boolean): void {
    if (isLoading) {
      this.shown = {
        kind: 'working',
        detail: `${modelName} is being loaded by its server. The first answer comes after that.`,
      };
      this.status.show(this.shown);
      return;
    }
    // Somebody else may have had something to tell meanwhile.
    if (this.status.current === this.shown) {
      this.status.show({ kind: 'ready', detail: `${modelName} is loaded.` });
    }
    this.shown = undefined;
  }
}
