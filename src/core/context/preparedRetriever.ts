import type { Clock } from '../../base/clock.ts';
import type { CursorContext } from './cursorContext.ts';
import type { Retriever } from './retriever.ts';
import type { Snippet } from './snippet.ts';

/** What was found longer ago says nothing of how other files are now. */
const longestMs = 30_000;

interface Known {
  readonly context: CursorContext;
  readonly snippets: readonly Snippet[];
  readonly atMs: number;
}

/** What is being looked for, and for which place. */
interface Look {
  readonly context: CursorContext;
  readonly controller: AbortController;
  readonly found: Promise<readonly Snippet[]>;
}

/**
 * Answers at once with what was found for the same word a key or a rest before, and looks again for the next key.
 * A word that grows changes little of what belongs into the prompt; a dot or a bracket changes all of it, and is waited for.
 */
export class PreparedRetriever implements Retriever {
  readonly kind;
  private known: Known | undefined;
  private underWay: Look | undefined;

  constructor(
    private readonly inner: Retriever,
    private readonly clock: Clock,
  ) {
    this.kind = inner.kind;
  }

  async retrieve(context: CursorContext, signal: AbortSignal): Promise<readonly Snippet[]> {
    const { known } = this;
    const look = this.lookingFor(context);
    const isFresh = known && this.clock.now() - known.atMs <= longestMs;
    if (isFresh && isInSameWord(known.context, context)) return known.snippets;
    return Promise.race([look.found, none(signal)]);
  }

  /** The cursor rests here: what the next key needs is looked for now. */
  prepare(context: CursorContext): void {
    this.lookingFor(context);
  }

  /** Settings changed: what was found may not be wanted any more. */
  forget(): void {
    this.underWay?.controller.abort();
    this.underWay = undefined;
    this.known = undefined;
  }

  /** A look that is under way serves the rest of its word too: a slow one must not begin anew with each key. */
  private lookingFor(context: CursorContext): Look {
    const { underWay } = this;
    if (underWay && isInSameWord(underWay.context, context)) return underWay;
    underWay?.controller.abort();
    const controller = new AbortController();
    const found = this.inner.retrieve(context, controller.signal);
    const look: Look = { context, controller, found };
    this.underWay = look;
    void found.then(snippets => {
      if (this.underWay !== look) return;
      this.underWay = undefined;
      this.known = { context, snippets, atMs: this.clock.now() };
    });
    return look;
  }
}

/** Whether all that came between two places is letters of one word. */
function isInSameWord(before: CursorContext, after: CursorContext): boolean {
  if (before.uri !== after.uri || before.firstLine !== after.firstLine) return false;
  const typed = after.prefix.slice(before.prefix.length);
  return /^[\p{L}\p{N}_$]*$/u.test(typed) && after.prefix.startsWith(before.prefix);
}

function none(signal: AbortSignal): Promise<readonly Snippet[]> {
  return new Promise(resolve => {
    if (signal.aborted) resolve([]);
    else signal.addEventListener('abort', () => resolve([]), { once: true });
  });
}
