import type { Clock } from '../../base/clock.ts';
import { Emitter } from '../../base/event.ts';
import type { ModelInfo, StreamPart } from '../model/model.ts';
import { ModelError } from '../model/modelError.ts';
import { isBlank, isSolid } from '../text/lines.ts';
import type { Remembered } from './completionCache.ts';
import { isRejected } from './filters/filter.ts';
import { cleanAnswer } from './filters/filters.ts';
import { type Surroundings, withScope } from './filters/surroundings.ts';
import type { NothingReason } from './reason.ts';
import type { Fits } from './scope.ts';
import { isBeyondScope, isShowable } from './streamCutoff.ts';
import { mayFitAt, type Place, restAt } from './typingAhead.ts';

/** Complete lines that are still read beyond what is shown: they are there when the user has accepted or typed it. */
const linesAhead = 2;
/** How long a first complete line waits for the rest of its block before it is shown alone. */
const patienceMs = 200;

/** What an answer has for a place. */
export type Finding =
  | ({ readonly kind: 'text' } & Remembered)
  | { readonly kind: 'nothing'; readonly reason: NothingReason; readonly detail?: string }
  | { readonly kind: 'failed'; readonly error: ModelError | undefined; readonly detail: string }
  /** What was typed contradicts it. */
  | { readonly kind: 'contradicted' }
  | { readonly kind: 'superseded' };

/**
 * One request and its growing text. It outlives the question that started it:
 * it goes on while what is typed agrees with it, and serves every question that fits.
 */
export class Answer {
  private raw = '';
  private state: 'streaming' | 'done' | 'aborted' | 'failed' = 'streaming';
  private error: unknown;
  private isPatient = true;
  /** Complete lines after which nothing more is read. */
  private enoughLines = Number.POSITIVE_INFINITY;
  /** The surroundings with the scope up to which text is of use later. */
  private readonly around: Surroundings;
  private readonly changed = new Emitter<void>();
  private readonly controller = new AbortController();

  constructor(
    readonly key: string,
    readonly place: Place,
    readonly model: ModelInfo,
    /** The surroundings with the scope in which text is shown. */
    private readonly shownAround: Surroundings,
    readonly fits: Fits,
    private readonly clock: Clock,
  ) {
    const scope = shownAround.scope === 'statement' ? 'function' : shownAround.scope;
    this.around = withScope(shownAround, scope);
  }

  get isStreaming(): boolean {
    return this.state === 'streaming';
  }

  /** Closes the connection at once; whoever waits is told. */
  abort(): void {
    const wasStreaming = this.isStreaming;
    if (wasStreaming) this.state = 'aborted';
    this.controller.abort();
    if (wasStreaming) this.changed.fire();
  }

  /** Reads the stream until the scope is complete; never throws. */
  async read(open: (signal: AbortSignal) => AsyncIterable<StreamPart>): Promise<void> {
    try {
      for await (const part of open(this.controller.signal)) {
        if (!this.isStreaming) return;
        if (part.type === 'text-delta' && this.grow(part.text)) break;
        // Its connection may end later, or never.
        if (part.type === 'end') this.end('done');
      }
      this.end('done');
    } catch (error) {
      this.error = error;
      this.end('failed');
    }
    this.controller.abort();
  }

  /** The final text at the answer's own place, once it is done. */
  get finalText(): string | undefined {
    if (this.state !== 'done') return undefined;
    const cleaned = cleanAnswer(this.raw, this.around);
    return isRejected(cleaned) ? undefined : cleaned;
  }

  /** Whether the text so far may still fit; unfinished lines count as they came and as they are cleaned. */
  mayFit(place: Place): boolean {
    if (mayFitAt(this.place, this.raw, place)) return true;
    const cleaned = cleanAnswer(this.raw, this.around);
    if (isRejected(cleaned)) return this.isStreaming && mayFitAt(this.place, '', place);
    return mayFitAt(this.place, cleaned, place);
  }

  /** Waits until there is something to show at a place, or certainly nothing. `around` tells what is enough there. */
  async follow(place: Place, around: Surroundings, signal: AbortSignal): Promise<Finding> {
    for (;;) {
      if (signal.aborted) return { kind: 'superseded' };
      const finding = this.lookAt(place, around);
      if (finding) return finding;
      await this.nextChange(signal);
    }
  }

  private lookAt(place: Place, around: Surroundings): Finding | undefined {
    if (this.state === 'failed') return this.failure();
    if (!this.mayFit(place) || this.state === 'aborted') return { kind: 'contradicted' };
    const cleaned = cleanAnswer(this.isStreaming ? this.completeLines() : this.raw, this.around);
    if (isRejected(cleaned)) {
      return this.isStreaming ? undefined : { kind: 'nothing', reason: cleaned.rejected };
    }
    const text = restAt(this.place, cleaned, place);
    const isVisible = text !== undefined && isSolid(text);
    if (!this.isStreaming) {
      if (isVisible) return { kind: 'text', text, wasShown: false, fits: this.fits };
      return isBlank(cleaned) ? { kind: 'nothing', reason: 'empty' } : { kind: 'contradicted' };
    }
    const isEnough = isVisible && (!this.isPatient || isShowable(text, around));
    return isEnough ? { kind: 'text', text, wasShown: false, fits: this.fits } : undefined;
  }

  private completeLines(): string {
    return this.raw.slice(0, this.raw.lastIndexOf('\n') + 1);
  }

  /** Takes a piece; true when nothing that follows can be of use. */
  private grow(text: string): boolean {
    const hadLine = hasCompleteLine(this.raw);
    this.raw += text;
    if (text.includes('\n')) {
      if (isBeyondScope(this.raw, this.around) || this.hasEnoughLines()) return true;
      if (!hadLine && hasCompleteLine(this.raw)) void this.losePatience();
    }
    this.changed.fire();
    return false;
  }

  private hasEnoughLines(): boolean {
    const lines = this.completeLines();
    const count = lines.split('\n').length - 1;
    if (this.enoughLines === Number.POSITIVE_INFINITY && isShowable(lines, this.shownAround)) {
      this.enoughLines = count + linesAhead;
    }
    return this.shownAround.scope === 'statement' && count >= this.enoughLines;
  }

  private async losePatience(): Promise<void> {
    await this.clock.delay(patienceMs, this.controller.signal);
    this.isPatient = false;
    if (this.isStreaming) this.changed.fire();
  }

  private end(state: 'done' | 'failed'): void {
    if (!this.isStreaming) return;
    this.state = state;
    this.changed.fire();
  }

  private failure(): Finding {
    const error = ModelError.is(this.error) ? this.error : undefined;
    const detail = error?.message ?? 'The model stopped with an unexpected error; see the log.';
    return { kind: 'failed', error, detail };
  }

  private nextChange(signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      const finish = () => {
        subscription.dispose();
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const subscription = this.changed.event(finish);
      signal.addEventListener('abort', finish);
    });
  }
}

function hasCompleteLine(text: string): boolean {
  return text.trimStart().includes('\n');
}
