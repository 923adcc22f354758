import { Answers } from './answers.ts';
import { type CompletionPorts, complete } from './complete.ts';
import type { Outcome } from './completion.ts';
import { ErrorBackOff } from './errorBackOff.ts';
import type { CompletionObserver } from './observer.ts';
import { Pace } from './pace.ts';
import type { Question } from './question.ts';
import type { NothingReason } from './reason.ts';
import { type Place, restAt, typedBetween } from './typingAhead.ts';

/** Typed along a suggestion for this long, the user agrees with the model. */
const agreedCharacters = 3;

/** Answers after which asking again at the next key is not worth it. */
const fruitless: ReadonlySet<NothingReason> = new Set([
  'empty',
  'thinking',
  'prose',
  'repeatsAbove',
  'repeatsBelow',
  'unbalanced',
]);

interface Work {
  readonly question: Question;
  readonly controller: AbortController;
  readonly outcome: Promise<Outcome>;
  isRunning: boolean;
}

/** What was shown last, where, and whether typing has contradicted it. */
interface Shown {
  readonly place: Place;
  readonly text: string;
}

/**
 * Inline completion over time: a document change starts the work, and the editor's question
 * some 40 ms later finds it under way or starts it itself; both go through {@link complete}.
 */
export class CompletionSession {
  private readonly pace = new Pace();
  private readonly answers: Answers;
  private readonly ports: CompletionPorts;
  private work: Work | undefined;
  private shown: Shown | undefined;
  /** Since when keys come without a request: a fast typist must not put it off for ever. */
  private waitingSinceMs: number | undefined;
  readonly backOff = new ErrorBackOff();

  constructor(ports: Omit<CompletionPorts, 'answers'>) {
    this.answers = new Answers(ports.clock, () => this.pace.contradicted(ports.clock.now()));
    this.ports = { ...ports, answers: this.answers, observer: this.observing(ports.observer) };
  }

  /** Whether something is under way that a move of the cursor would end. */
  get isBusy(): boolean {
    return this.answers.isBusy || (this.work?.isRunning ?? false) || this.shown !== undefined;
  }

  /** The text suggested at a place, if the last suggestion still stands there. */
  suggestedAt(place: Place): string | undefined {
    return this.shown && restAt(this.shown.place, this.shown.text, place);
  }

  /** The cursor is here now (after a change or a move): what disagrees is aborted, and work for elsewhere ends. */
  moveTo(place: Place): void {
    this.judgeShown(place);
    this.answers.moveTo(place);
    if (this.work && !isAt(this.work.question.context, place)) this.work.controller.abort();
  }

  /** Answers a question; the same one asked again shares the work. Aborting ends the waiting, not the work. */
  async ask(question: Question, signal: AbortSignal): Promise<Outcome> {
    const outcome = this.sharedWork(question) ?? this.start(question);
    return Promise.race([outcome, superseded(signal)]);
  }

  /** A suggestion was accepted in full. */
  accepted(): void {
    this.pace.agreed();
    this.shown = undefined;
  }

  forget(uri: string): void {
    this.answers.forget(uri);
  }

  /** Settings or models changed: nothing remembered holds. */
  reset(): void {
    this.leave();
    this.answers.clear();
    this.backOff.reset();
  }

  /** The user went to another editor, or the session ends: all work ends, requests under way are aborted. */
  leave(): void {
    this.work?.controller.abort();
    this.work = undefined;
    this.answers.abortAll();
    this.shown = undefined;
  }

  private sharedWork(question: Question): Promise<Outcome> | undefined {
    const { work } = this;
    if (!work || !isAt(work.question.context, question.context)) return undefined;
    if (work.question.context.version !== question.context.version) return undefined;
    if (work.controller.signal.aborted) return undefined;
    const isSameTrigger = work.question.trigger === question.trigger;
    return isSameTrigger && (work.isRunning || question.trigger === 'automatic')
      ? work.outcome
      : undefined;
  }

  private start(asked: Question): Promise<Outcome> {
    this.work?.controller.abort();
    const { clock } = this.ports;
    // Asking the embedded engine costs nobody anything, and it is silent when it is not sure.
    const isFree = asked.trigger === 'explicit' || asked.model?.info.origin === 'embedded';
    const delayMs = isFree ? 0 : this.delayMs(asked.delayMs);
    const isBackingOff = this.backOff.isActive(clock.now());
    const question = { ...asked, delayMs, situation: { ...asked.situation, isBackingOff } };
    const controller = new AbortController();
    const outcome = complete(question, this.ports, controller.signal).then(result => {
      work.isRunning = false;
      this.note(question, result);
      return result;
    });
    const work: Work = { question, controller, outcome, isRunning: true };
    this.work = work;
    return outcome;
  }

  /** With a model that agrees the pause counts from the first key; one that was wrong waits for a pause in the typing. */
  private delayMs(settingMs: number): number {
    const now = this.ports.clock.now();
    const delayMs = this.pace.delayMs(settingMs, now);
    this.waitingSinceMs ??= now;
    return this.pace.isHappy ? Math.max(0, delayMs - (now - this.waitingSinceMs)) : delayMs;
  }

  private note(question: Question, outcome: Outcome): void {
    if (outcome.kind !== 'nothing' || outcome.reason !== 'superseded') {
      this.waitingSinceMs = undefined;
    }
    if (outcome.kind === 'nothing' && fruitless.has(outcome.reason)) {
      this.pace.contradicted(this.ports.clock.now());
    }
    if (outcome.kind === 'completion') {
      this.backOff.reset();
      this.shown = { place: question.context, text: outcome.completion.text };
    }
    this.ports.observer.ended(question, outcome);
  }

  private judgeShown(place: Place): void {
    if (!this.shown) return;
    const typed = typedBetween(this.shown.place, place);
    if (typed.kind === 'forward' && typed.text !== '' && !this.shown.text.startsWith(typed.text)) {
      this.pace.contradicted(this.ports.clock.now());
      this.shown = undefined;
    } else if (typed.kind === 'forward' && typed.text.length >= agreedCharacters) {
      this.pace.agreed();
    }
  }

  private observing(observer: CompletionObserver): CompletionObserver {
    return {
      asked: question => {
        this.waitingSinceMs = undefined;
        observer.asked(question);
      },
      failed: (question, error) => {
        this.backOff.failed(error, this.ports.clock.now());
        observer.failed(question, error);
      },
      ended: (question, outcome) => observer.ended(question, outcome),
    };
  }
}

function isAt(first: Place, second: Place): boolean {
  return (
    first.uri === second.uri && first.prefix === second.prefix && first.suffix === second.suffix
  );
}

function superseded(signal: AbortSignal): Promise<Outcome> {
  const outcome: Outcome = { kind: 'nothing', reason: 'superseded' };
  return new Promise(resolve => {
    if (signal.aborted) resolve(outcome);
    else signal.addEventListener('abort', () => resolve(outcome), { once: true });
  });
}
