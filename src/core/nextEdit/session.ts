import type { Clock } from '../../base/clock.ts';
import { Emitter, type Event } from '../../base/event.ts';
import { Dismissals } from '../completion/dismissals.ts';
import { ErrorBackOff } from '../completion/errorBackOff.ts';
import type { LastChange } from '../completion/lastChange.ts';
import { Pace } from '../completion/pace.ts';
import { modelId } from '../model/model.ts';
import { ModelError } from '../model/modelError.ts';
import type { ContentChange } from '../text/contentChange.ts';
import { changesBetween } from './changesBetween.ts';
import { EditHistory } from './editHistory.ts';
import { type NextEditOutcome, type PredictPorts, predict } from './predict.ts';
import { type DocumentState, isCurrent, type Prediction } from './prediction.ts';
import type { NextEditQuestion } from './question.ts';
import type { NextEditReason } from './reason.ts';
import { rebase } from './rebase.ts';
import { UnderWay } from './underWay.ts';

/** A change of a document, as the editor tells it. */
export interface DocumentChange {
  readonly uri: string;
  /** The version after it. */
  readonly version: number;
  readonly changes: readonly ContentChange[];
  readonly lastChange: LastChange;
}

export interface NextEditPorts extends Omit<PredictPorts, 'asked' | 'streamed'> {
  readonly clock: Clock;
  /** The question at this moment, with an empty history; undefined when there is no editor to ask for. */
  question(): Promise<NextEditQuestion | undefined>;
  /** Whether a local model at this origin is answering something else. */
  isBusy(origin: string): boolean;
  /** A question came to its end. */
  ended(question: NextEditQuestion, outcome: NextEditOutcome): void;
}

/** After the last key; people make pauses of this length when they are done with an edit. */
const pauseMs = 300;
/** How long to wait for a local model that is busy, and how often. */
const busyMs = 250;
const mostWaits = 40;

/** Edits after which the next one is worth a request. */
const leads: ReadonlySet<LastChange> = new Set<LastChange>([
  ...(['typed', 'picked', 'accepted', 'deleted'] as const),
]);

/**
 * Next edit over time: remembers what the user edits, asks in their pauses, at most once at a time, and keeps what is
 * shown true to the document.
 */
export class NextEditSession {
  private readonly history = new EditHistory();
  private readonly dismissals = new Dismissals();
  private readonly pace = new Pace();
  private readonly backOff = new ErrorBackOff();
  private readonly changed = new Emitter<Prediction | undefined>();
  private prediction: Prediction | undefined;
  private underWay: UnderWay | undefined;
  /** The model that was asked last, by {@link modelId}. */
  private askedId: string | undefined;
  private waiting: AbortController | undefined;
  private isWanted = false;
  private count = 0;
  /** What is shown changed, or nothing is any more. */
  readonly onDidChange: Event<Prediction | undefined> = this.changed.event;

  constructor(private readonly ports: NextEditPorts) {}

  get shown(): Prediction | undefined {
    return this.prediction;
  }

  /** Tells one prediction from the next; what is carried over a change stays the same one. */
  get shownId(): number {
    return this.count;
  }

  /** Tells the text of a document that may be edited next. */
  opened(uri: string, path: string, text: string): void {
    this.history.know(uri, path, text);
  }

  /** What was edited in a document before anyone listened: it was this text, and is that one now. */
  missed(uri: string, path: string, before: string, now: string): void {
    const changes = changesBetween(before, now);
    if (changes.length === 0) return;
    this.history.know(uri, path, before);
    this.history.record(uri, changes);
    this.want(this.pauseMs());
  }

  closed(uri: string): void {
    this.history.forget(uri);
    if (this.prediction?.uri === uri || this.underWay?.uri === uri) this.leave();
  }

  /** A document that is not in front was changed: only remembered. */
  noted({ uri, changes }: DocumentChange): void {
    this.history.record(uri, changes);
  }

  /** A document was changed: what is shown follows or goes, and after a pause the next edit is asked for. */
  edited(change: DocumentChange): void {
    const { uri, changes, lastChange } = change;
    this.history.record(uri, changes);
    const nowMs = this.ports.clock.now();
    if (lastChange === 'typed') this.pace.typed(nowMs);
    const isAlong = this.follow(change);
    if (this.underWay?.uri === uri) {
      this.underWay.note(change);
      if (lastChange === 'undone' || this.underWay.isContradicted) this.underWay.abort();
    }
    if (isAlong) return;
    if (leads.has(lastChange)) this.want(lastChange === 'accepted' ? 0 : this.pauseMs());
    else this.stopWaiting();
  }

  /** The prediction, if it still means this text; a stale one is dropped, and nothing is changed. */
  take(document: DocumentState): Prediction | undefined {
    const { prediction } = this;
    if (!prediction) return undefined;
    this.show(undefined);
    if (!isCurrent(prediction, document)) return undefined;
    this.pace.agreed();
    this.dismissals.reset();
    return prediction;
  }

  /** The user sent away what is shown: it stays away, and more of that makes Inkling pause. */
  dismiss(): void {
    if (!this.prediction) return;
    this.dismissals.dismissed(
      placeOf(this.prediction),
      textOf(this.prediction),
      this.ports.clock.now(),
    );
    this.underWay?.abort();
    this.stopWaiting();
    this.show(undefined);
  }

  /** Drops what is shown without a judgement: another suggestion stands there. */
  giveWay(): void {
    this.show(undefined);
  }

  /** Something else is asked of a model: a local one answers one at a time, so the request is given up, and made again later. */
  yieldTo(origin: string): void {
    if (!this.underWay?.isLocal || this.underWay.origin !== origin) return;
    this.underWay.abort();
    this.want(busyMs);
  }

  /** The user went to another editor: nothing under way or shown is of use there. */
  leave(): void {
    this.stopWaiting();
    this.underWay?.abort();
    this.show(undefined);
  }

  /** Models changed: what is under way or shown holds while `choose` still names the one that was asked. */
  async modelsChanged(choose: () => Promise<Pick<NextEditQuestion, 'model'>>): Promise<void> {
    this.backOff.reset();
    if (!this.underWay && !this.prediction) return;
    if (modelId((await choose()).model?.info) !== this.askedId) this.reset();
  }

  /** Settings changed, or the model did. */
  reset(): void {
    this.leave();
    this.backOff.reset();
    this.dismissals.reset();
  }

  /** Forgets everything: next edit is off. */
  clear(): void {
    this.reset();
    this.history.clear();
  }

  /** Carries what is shown over a change; true when the user types along it. */
  private follow({ uri, changes, version }: DocumentChange): boolean {
    const before = this.prediction;
    if (!before || before.uri !== uri) return false;
    const rebased = rebase(before, changes, version);
    this.show(rebased.kind === 'kept' ? rebased.prediction : undefined);
    if (rebased.kind === 'contradicted') this.pace.contradicted(this.ports.clock.now());
    if (rebased.kind === 'done') this.pace.agreed();
    return rebased.kind === 'kept' && rebased.isAlong;
  }

  private pauseMs(): number {
    return this.pace.delayMs(pauseMs, this.ports.clock.now());
  }

  private want(delayMs: number): void {
    this.stopWaiting();
    const waiting = new AbortController();
    this.waiting = waiting;
    this.isWanted = true;
    void this.afterPause(delayMs, waiting.signal);
  }

  private stopWaiting(): void {
    this.waiting?.abort();
    this.isWanted = false;
  }

  private async afterPause(delayMs: number, signal: AbortSignal): Promise<void> {
    await this.ports.clock.delay(delayMs, signal);
    for (let waits = 0; waits < mostWaits; waits++) {
      // One at a time: the end of that one asks again.
      if (signal.aborted || (this.underWay && !this.underWay.signal.aborted)) return;
      const question = await this.question();
      if (signal.aborted || !question) return;
      const info = question.model?.info;
      if (!info?.isLocal || !this.ports.isBusy(info.origin)) {
        this.isWanted = false;
        return this.ask(question);
      }
      await this.ports.clock.delay(busyMs, signal);
    }
  }

  private async question(): Promise<NextEditQuestion | undefined> {
    const question = await this.ports.question();
    const nowMs = this.ports.clock.now();
    return (
      question && {
        ...question,
        history: this.history.list(),
        situation: {
          ...question.situation,
          isPausing: this.dismissals.isPausing(nowMs),
          isBackingOff: this.backOff.isActive(nowMs),
        },
      }
    );
  }

  private async ask(question: NextEditQuestion): Promise<void> {
    const underWay = new UnderWay(question);
    this.underWay = underWay;
    this.askedId = modelId(question.model?.info);
    const ports = { ...this.ports, asked() {}, streamed: underWay.streamed.bind(underWay) };
    const outcome = this.settle(await predict(question, ports, underWay.signal), underWay);
    if (this.underWay === underWay) this.underWay = undefined;
    if (outcome.kind === 'prediction') {
      this.count++;
      this.show(outcome.prediction);
    }
    if (outcome.kind === 'prediction' || outcome.reason === 'noEdit') this.backOff.reset();
    else if (outcome.reason === 'failed') {
      this.backOff.failed(errorOf(outcome), this.ports.clock.now());
    }
    this.ports.ended(question, outcome);
    // What was edited meanwhile was not asked about.
    if (this.isWanted && outcome.kind === 'nothing' && !this.underWay) this.want(this.pauseMs());
  }

  /** What a question came to is carried over what was typed while it was answered. */
  private settle(outcome: NextEditOutcome, underWay: UnderWay): NextEditOutcome {
    if (outcome.kind === 'nothing') return outcome;
    if (underWay.signal.aborted) return nothing('superseded');
    const { prediction } = outcome;
    if (this.dismissals.covers(placeOf(prediction), textOf(prediction)))
      return nothing('dismissed');
    const current = underWay.rebased(prediction);
    if (current) return { ...outcome, prediction: current };
    this.pace.contradicted(this.ports.clock.now());
    return nothing('contradicted');
  }

  private show(prediction: Prediction | undefined): void {
    if (prediction === this.prediction) return;
    this.prediction = prediction;
    this.changed.fire(prediction);
  }
}

/** Where a prediction stands, told by what it replaces. */
function placeOf({ uri, edits }: Prediction) {
  return { uri, prefix: edits.map(({ was }) => was).join('\0'), suffix: '' };
}

function textOf({ edits }: Prediction): string {
  return edits.map(({ text }) => text).join('\0');
}

function errorOf({ error }: Extract<NextEditOutcome, { kind: 'nothing' }>): ModelError | undefined {
  return ModelError.is(error) ? error : undefined;
}

function nothing(reason: NextEditReason): NextEditOutcome {
  return { kind: 'nothing', reason };
}
