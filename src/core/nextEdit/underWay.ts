import { splitLines } from '../text/lines.ts';
import { similarity } from '../text/similarity.ts';
import type { PartialReply } from './predict.ts';
import { predictedEdits } from './predictedEdits.ts';
import type { Prediction } from './prediction.ts';
import type { NextEditQuestion } from './question.ts';
import { type Rebased, rebase } from './rebase.ts';
import type { DocumentChange } from './session.ts';

/** From this on one line has become the other. */
const alike = 0.5;

/** A question that is being answered, with what was typed since it was asked. */
export class UnderWay {
  private readonly controller = new AbortController();
  private readonly since: DocumentChange[] = [];
  private partial: PartialReply | undefined;

  constructor(private readonly question: NextEditQuestion) {}

  get uri(): string {
    return this.question.uri;
  }

  get origin(): string | undefined {
    return this.question.model?.info.origin;
  }

  get isLocal(): boolean {
    return this.question.model?.info.isLocal ?? false;
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Closes the connection at once. */
  abort(): void {
    this.controller.abort();
  }

  /** The document was changed while the answer comes. */
  note(change: DocumentChange): void {
    this.since.push(change);
  }

  streamed(partial: PartialReply): void {
    this.partial = partial;
    if (this.isContradicted) this.abort();
  }

  /** A prediction for the text that was asked about, as it is in the text of now; undefined when that contradicts it. */
  rebased(prediction: Prediction): Prediction | undefined {
    let current = prediction;
    for (const { changes, version } of this.since) {
      const next: Rebased = rebase(current, changes, version);
      if (next.kind !== 'kept') return undefined;
      current = next.prediction;
    }
    return current;
  }

  /** Whether what was typed since cannot agree with the first line that the answer has changed so far. */
  get isContradicted(): boolean {
    const { partial, question } = this;
    if (!partial || this.since.length === 0) return false;
    const { uri, version, text, cursor } = question;
    const whole = splitLines(text);
    const old = whole.lines.slice(partial.regionStart);
    const at = partial.lines.findIndex((line, index) => line !== old[index]);
    const [is, was] = [partial.lines[at], old[at]];
    // Lines that are not alike may as well have been put in, or taken away.
    if (is === undefined || was === undefined || similarity(is, was, alike) === 0) return false;
    const line = partial.regionStart + at;
    const region = { start: line, endExclusive: line + 1 };
    const edits = predictedEdits(text, whole, region, [is], cursor);
    return this.rebased({ uri, version, edits }) === undefined;
  }
}
