import { Emitter, type Event } from '../../base/event.ts';
import type { CursorContext } from '../context/cursorContext.ts';
import { type Model, modelId } from '../model/model.ts';
import { alternatives } from './alternatives.ts';
import { Answers } from './answers.ts';
import { type CompletionPorts, complete } from './complete.ts';
import { type Completion, nothing, type Outcome } from './completion.ts';
import { Dismissals } from './dismissals.ts';
import { ErrorBackOff } from './errorBackOff.ts';
import { type CompletionObserver, nullObserver } from './observer.ts';
import { Pace } from './pace.ts';
import type { Question } from './question.ts';
import { race } from './race.ts';
import { fruitless } from './reason.ts';
import { Removals } from './removals.ts';
import { mayReplace, type Shown, shownAt, verdictOn } from './shown.ts';
import { isAt, type Place, restAt } from './typingAhead.ts';

interface Work {
  readonly question: Question;
  readonly controller: AbortController;
  outcome: Promise<Outcome>;
  isRunning: boolean;
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
  private readonly improved = new Emitter<CursorContext>();
  /** The model has a better text than the instant one that is shown at this place: ask again for it. */
  readonly onDidImprove: Event<CursorContext> = this.improved.event;
  private readonly dismissals = new Dismissals();
  private readonly removals = new Removals();
  readonly backOff = new ErrorBackOff();
  /** The model that was asked last, by {@link modelId}. */
  private servedBy: string | undefined;

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
    this.removals.moveTo(place, this.ports.clock.now());
    this.answers.moveTo(place);
    if (this.work && !isAt(this.work.question.context, place)) this.work.controller.abort();
  }

  /** Answers a question; the same one asked again shares the work. Aborting ends the waiting, not the work. */
  async ask(question: Question, signal: AbortSignal): Promise<Outcome> {
    const outcome = this.sharedWork(question) ?? this.start(question);
    return Promise.race([outcome, superseded(signal)]);
  }

  /** The text that is remembered for a question; nobody is asked. */
  recall(question: Question): string | undefined {
    return this.answers.find(question)?.text;
  }

  /** What can be chosen from: the first text as {@link ask} has it, then others for someone who asks explicitly. */
  async askSeveral(question: Question, signal: AbortSignal): Promise<readonly Completion[]> {
    const asked = this.ask(question, signal);
    const others =
      question.trigger === 'explicit'
        ? alternatives(question, question.alternatives, this.ports, asked, signal)
        : Promise.resolve([]);
    const first = await asked;
    if (first.kind === 'nothing') return [];
    const all = [first.completion, ...(await others)];
    return all.filter(({ text }, at) => all.findIndex(other => other.text === text) === at);
  }

  /** A suggestion was accepted in full. */
  accepted(): void {
    if (!this.shown?.isInstant) this.pace.agreed();
    this.shown = undefined;
    this.dismissals.reset();
  }

  /** The user sent away what is shown; it stays away, and more of that makes Inkling pause. */
  dismiss(): void {
    const { shown } = this;
    if (!shown) return;
    this.dismissals.dismissed(shown.place, shown.text, this.ports.clock.now());
    this.work?.controller.abort();
    this.answers.abortAll();
    this.shown = undefined;
  }

  /** Somebody waits for an answer of this endpoint: a completion under way there makes room. */
  yieldTo(origin: string): void {
    this.answers.abortAt(origin);
  }

  /** The document is closed. */
  forget(uri: string): void {
    this.answers.forget(uri);
    this.removals.forget(uri);
  }

  /** Models changed: what is remembered holds while `choose` still names the same one; what failed may go well now. */
  async modelsChanged(choose: () => Promise<Pick<Question, 'model'>>): Promise<void> {
    this.backOff.reset();
    if (this.servedBy !== undefined) this.serveBy((await choose()).model);
  }

  private serveBy(model: Model | undefined): void {
    const id = modelId(model?.info);
    if (this.servedBy !== id) this.reset();
    this.servedBy = id;
  }

  /** Settings changed, or the model did: nothing remembered holds. */
  reset(): void {
    this.leave();
    this.answers.clear();
    this.backOff.reset();
    this.dismissals.reset();
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
    this.serveBy(asked.model);
    this.work?.controller.abort();
    const { clock } = this.ports;
    if (asked.situation.lastChange === 'typed') this.pace.typed(clock.now());
    // Asking the embedded engine costs nobody anything, and it is silent when it is not sure.
    const isFree = asked.trigger === 'explicit' || asked.model?.info.origin === 'embedded';
    const delayMs = isFree ? 0 : this.delayMs(asked.delayMs);
    if (asked.trigger === 'explicit') this.dismissals.reset();
    const isBackingOff = this.backOff.isActive(clock.now());
    const isPausing = this.dismissals.isPausing(clock.now());
    const situation = { ...asked.situation, isBackingOff, isPausing };
    const question = { ...asked, delayMs, situation };
    const controller = new AbortController();
    const fromModel = complete(question, this.ports, controller.signal);
    const wanted = fromModel.then(result => this.unlessUnwanted(question, result));
    const outcome = this.withInstant(question, wanted, controller.signal).then(result => {
      work.isRunning = false;
      this.note(question, result);
      return result;
    });
    const work: Work = { question, controller, outcome, isRunning: true };
    this.work = work;
    return outcome;
  }

  /** Lets the instant engine answer beside the model, unless the model's text is there already. */
  private async withInstant(
    question: Question,
    fromModel: Promise<Outcome>,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { instantModel, context, trigger, maxPromptTokens } = question;
    if (!instantModel || trigger === 'explicit') return fromModel;
    const { shown } = this;
    const steady = shown?.isInstant ? restAt(shown.place, shown.text, context) : undefined;
    const known = this.recall(question);
    if (known?.startsWith(steady ?? '')) return fromModel;
    const room = { maxPromptTokens: question.instantPromptTokens ?? maxPromptTokens };
    const fromInstant = complete(
      { ...question, ...room, model: instantModel, delayMs: 0, situation: calmed(question) },
      { ...this.ports, observer: nullObserver },
      signal,
    ).then(result => this.unlessUnwanted(question, result));
    // What stands on the screen stays, even if the model's text is there at the same time.
    const shownOn = steady ? await fromInstant : undefined;
    const winner =
      shownOn?.kind === 'completion'
        ? { outcome: shownOn, isInstant: true }
        : await race(fromInstant, fromModel);
    if (winner.isInstant) void fromModel.then(later => this.improve(question, later));
    return winner.outcome;
  }

  /** What the user sent away, or took out, does not come back by itself. */
  private unlessUnwanted({ context, trigger }: Question, outcome: Outcome): Outcome {
    if (outcome.kind === 'nothing') return outcome;
    const { text } = outcome.completion;
    if (this.dismissals.covers(context, text)) return nothing('dismissed');
    const isReversal =
      trigger === 'automatic' && this.removals.restores(context, text, this.ports.clock.now());
    return isReversal ? nothing('reversal') : outcome;
  }

  /** The model's answer takes the place of an instant one that it extends, or that has only just appeared. */
  private improve(question: Question, later: Outcome): void {
    const { shown, work } = this;
    if (later.kind !== 'completion' || !work || work.controller.signal.aborted) return;
    const nowMs = this.ports.clock.now();
    if (!shown || !mayReplace(shown, question.context, later.completion.text, nowMs)) return;
    work.outcome = Promise.resolve(later);
    this.note(question, later);
    this.improved.fire(question.context);
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
      const nowMs = this.ports.clock.now();
      this.shown = shownAt(question.context, outcome.completion, this.shown, nowMs);
    }
    this.ports.observer.ended(question, outcome);
  }

  private judgeShown(place: Place): void {
    const { shown } = this;
    const verdict = shown && verdictOn(shown, place);
    if (verdict === 'contradicted' || verdict === 'indented') this.shown = undefined;
    // What the instant engine guessed says nothing about the model.
    if (!verdict || verdict === 'indented' || shown.isInstant) return;
    if (verdict === 'agreed') this.pace.agreed();
    else this.pace.contradicted(this.ports.clock.now());
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

/** A model that fails does not keep the instant engine from answering. */
function calmed({ situation }: Question): Question['situation'] {
  return { ...situation, isBackingOff: false };
}

function superseded(signal: AbortSignal): Promise<Outcome> {
  const outcome: Outcome = { kind: 'nothing', reason: 'superseded' };
  return new Promise(resolve => {
    if (signal.aborted) resolve(outcome);
    else signal.addEventListener('abort', () => resolve(outcome), { once: true });
  });
}
