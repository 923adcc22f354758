/** Something that holds a resource until it is disposed. Structurally equal to VS Code's. */
export interface Disposable {
  dispose(): void;
}

/** A disposable that does nothing. */
export const noDisposable: Disposable = { dispose: () => {} };

/** Wraps a function; it runs at most once. */
export function toDisposable(run: () => void): Disposable {
  let isDisposed = false;
  return {
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      run();
    },
  };
}

/**
 * Owns several disposables and disposes them in reverse order.
 * What is added after disposal is disposed at once; one failure does not stop the rest.
 */
export class DisposableStore implements Disposable {
  private readonly items: Disposable[] = [];
  private isDisposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.isDisposed) item.dispose();
    else this.items.push(item);
    return item;
  }

  dispose(): void {
    this.isDisposed = true;
    const errors: unknown[] = [];
    for (let item = this.items.pop(); item; item = this.items.pop()) {
      try {
        item.dispose();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, 'Disposal failed.');
  }
}

/** Owns one disposable that can be replaced; the old one is disposed first. */
export class MutableDisposable<T extends Disposable> implements Disposable {
  private current: T | undefined;

  get value(): T | undefined {
    return this.current;
  }

  set value(next: T | undefined) {
    if (next === this.current) return;
    const previous = this.current;
    this.current = next;
    previous?.dispose();
  }

  dispose(): void {
    this.value = undefined;
  }
}
