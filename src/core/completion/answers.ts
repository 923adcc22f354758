import type { Clock } from '../../base/clock.ts';
import { type Model, modelId, type StreamPart } from '../model/model.ts';
import { Answer, type Finding } from './answer.ts';
import { CompletionCache, type Remembered } from './completionCache.ts';
import { surroundingsOf } from './filters/surroundings.ts';
import type { Question } from './question.ts';
import { decideScope, type Fits } from './scope.ts';
import { isIndentation, type Place, typedBetween } from './typingAhead.ts';

/** A local model has one slot that counts; a remote one may work on the old and the new place. */
const maxInFlight = { local: 1, remote: 2 } as const;

/** All answers: those under way, and the texts of those that are complete or were shown. */
export class Answers {
  private readonly cache = new CompletionCache();
  private inFlight: Answer[] = [];

  constructor(
    private readonly clock: Clock,
    /** Told once for each answer that turns out to contradict what is typed. */
    private readonly contradicted: () => void = () => {},
  ) {}

  /** What remains at the question's place of a text that is complete or was shown. */
  find(question: Question): Remembered | undefined {
    return this.cache.find(keyOf(question), question.context);
  }

  /** Waits for an answer under way that may fit; undefined when there is none (any more). */
  async join(question: Question, signal: AbortSignal): Promise<Finding | undefined> {
    const key = keyOf(question);
    const answer = this.inFlight.find(other => other.key === key && other.mayFit(question.context));
    if (!answer) return undefined;
    const around = surroundingsOf(question.context, decideScope(question, answer.fits));
    const finding = await answer.follow(question.context, around, signal);
    if (finding.kind !== 'contradicted') return finding;
    this.drop(answer, question.context);
    return undefined;
  }

  /** Starts a request for the question and waits for its text. */
  async ask(
    question: Question,
    model: Model,
    fits: Fits,
    open: (signal: AbortSignal) => AsyncIterable<StreamPart>,
    signal: AbortSignal,
  ): Promise<Finding> {
    const { context } = question;
    const around = surroundingsOf(context, decideScope(question, fits));
    const answer = new Answer(keyOf(question), context, model.info, around, fits, this.clock);
    this.makeRoom(answer);
    this.inFlight.push(answer);
    void answer.read(open).then(() => this.finished(answer));
    return answer.follow(context, around, signal);
  }

  /** Keeps what is shown, so that it stays as it is while the user types along. */
  remember(question: Question, text: string): void {
    this.cache.add(keyOf(question), question.context, { text, wasShown: true });
  }

  /** The place of the cursor now: what no longer agrees with it is aborted. */
  moveTo(place: Place): void {
    for (const answer of [...this.inFlight]) if (!answer.mayFit(place)) this.drop(answer, place);
  }

  get isBusy(): boolean {
    return this.inFlight.length > 0;
  }

  abortAll(): void {
    for (const answer of this.inFlight) answer.abort();
    this.inFlight = [];
  }

  /** Ends what a local model at this origin is answering. */
  abortAt(origin: string): void {
    const isThere = ({ model }: Answer) => model.origin === origin && model.isLocal;
    for (const answer of this.inFlight.filter(isThere)) answer.abort();
    this.inFlight = this.inFlight.filter(answer => !isThere(answer));
  }

  forget(uri: string): void {
    for (const answer of this.inFlight) if (answer.place.uri === uri) answer.abort();
    this.cache.forget(uri);
  }

  clear(): void {
    this.abortAll();
    this.cache.clear();
  }

  private drop(answer: Answer, place: Place): void {
    if (!this.inFlight.includes(answer)) return;
    this.inFlight = this.inFlight.filter(other => other !== answer);
    answer.abort();
    const typed = typedBetween(answer.place, place);
    if (answer.model.origin === 'embedded' || typed.kind !== 'forward') return;
    if (!isIndentation(typed.text, answer.place)) this.contradicted();
  }

  private makeRoom(next: Answer): void {
    const rivals = this.inFlight.filter(other => other.model.origin === next.model.origin);
    const limit = next.model.isLocal ? maxInFlight.local : maxInFlight.remote;
    for (const answer of rivals.slice(0, Math.max(0, rivals.length - limit + 1))) {
      this.inFlight = this.inFlight.filter(other => other !== answer);
      answer.abort();
    }
  }

  private finished(answer: Answer): void {
    this.inFlight = this.inFlight.filter(other => other !== answer);
    const text = answer.finalText;
    if (text === undefined) return;
    this.cache.add(answer.key, answer.place, { text, wasShown: false, fits: answer.fits });
  }
}

/** Texts are shared only between questions that the same model answers in the same mode. */
function keyOf({ model, multiline }: Question): string {
  return `${modelId(model?.info)} ${multiline}`;
}
