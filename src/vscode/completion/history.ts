import { Emitter } from '../../base/event.ts';
import type { Logger } from '../../base/logger.ts';
import type { Outcome } from '../../core/completion/completion.ts';
import type { CompletionObserver } from '../../core/completion/observer.ts';
import type { Question } from '../../core/completion/question.ts';
import { explainReason, type NothingReason } from '../../core/completion/reason.ts';
import { skipReason } from '../../core/completion/skip.ts';
import type { ModelInfo } from '../../core/model/model.ts';
import type { ModelError } from '../../core/model/modelError.ts';
import type { Status } from '../status.ts';

/** What comes and goes with every key; it says nothing about the state of the product. */
const passing: ReadonlySet<NothingReason> = new Set(['superseded']);

const statusKinds: Partial<Record<NothingReason, 'problem' | 'excluded' | 'off' | 'snoozed'>> = {
  failed: 'problem',
  excluded: 'excluded',
  disabled: 'off',
  fileOff: 'off',
  aiDisabled: 'off',
  snoozed: 'snoozed',
  noModel: 'off',
  untrusted: 'off',
  hugeFile: 'off',
  binary: 'off',
};

function sentence(question: Question, reason: NothingReason, detail: string | undefined): string {
  const { excludedBy, switchedOffBy } = question.situation;
  const rule = { excluded: excludedBy, fileOff: switchedOffBy }[String(reason)];
  const extra = rule ? `The rule: ${rule}.` : detail;
  return extra ? `${explainReason(reason)} ${extra}` : explainReason(reason);
}

/** The name under which an engine stands in the status bar. */
export function speakerName(info: ModelInfo): string {
  return info.origin === 'embedded' ? 'embedded' : info.name;
}

/** Remembers what came of the last questions, and tells status bar and log. A failing automatic completion goes nowhere else. */
export class History implements CompletionObserver {
  private readonly didEnd = new Emitter<{ question: Question; outcome: Outcome }>();
  /** What the model failed with, while it is left alone for that. */
  private failure: string | undefined;
  private last: { readonly question: Question; readonly outcome: Outcome } | undefined;

  constructor(
    private readonly status: Status,
    private readonly log: Logger,
  ) {}

  asked({ context, model, trigger }: Question): void {
    this.log.debug(`Completion (${trigger}) in ${context.path}: asking ${model?.info.name}.`);
  }

  failed(question: Question, error: ModelError | undefined): void {
    this.failure = error?.message;
    this.log.warn(
      `Completion by ${question.model?.info.name} failed: ${error?.message ?? 'unexpected'}`,
    );
  }

  ended(question: Question, outcome: Outcome): void {
    if (outcome.kind === 'completion' || !passing.has(outcome.reason)) {
      this.last = { question, outcome };
      this.log.debug(`Completion in ${question.context.path}: ${this.explain()}`);
      this.show(question, outcome);
    }
    this.didEnd.fire({ question, outcome });
  }

  /** Resolves when the next explicit question has come to its end, with the reason if there was nothing. */
  nextExplicit(): Promise<NothingReason | undefined> {
    return new Promise(resolve => {
      const subscription = this.didEnd.event(({ question: { trigger }, outcome }) => {
        if (trigger !== 'explicit') return;
        subscription.dispose();
        resolve(outcome.kind === 'nothing' ? outcome.reason : undefined);
      });
    });
  }

  /** Settings or models changed: what failed before may go well now, unless a setting is wrong. */
  startOver(settingsProblem: string | undefined): void {
    this.failure = undefined;
    if (settingsProblem !== undefined) {
      this.status.show({ kind: 'problem', detail: settingsProblem });
    } else if (this.status.current.kind === 'problem') {
      this.status.show({ kind: 'ready', detail: 'Inkling is ready.' });
    }
  }

  /** Settings or switches changed: why there was nothing before says nothing any more. */
  forget(): void {
    this.last = undefined;
  }

  /** Shows that the file in front can't be worked on, if that is so. */
  nothingToAskIn(why: string | undefined): void {
    if (why !== undefined) this.status.show({ kind: 'off', detail: why });
  }

  /** Shows what holds for a document that came to the front, before anyone asks there. */
  arrivedAt(question: Question): void {
    const reason = skipReason(question);
    const detail = reason === 'noModel' ? question.noModelWhy : undefined;
    if (reason && this.showReason(reason, sentence(question, reason, detail))) return;
    // Such as a selection: what was said of the document that was in front before does not hold for this one.
    if (question.model) this.status.calm(servedBy(question.model.info));
  }

  /** Why there was a suggestion last time, or none, in a sentence or two. */
  explain(): string {
    if (!this.last)
      return 'Inkling has not been asked for a suggestion since it started or was changed.';
    const { question, outcome } = this.last;
    if (outcome.kind === 'completion') {
      const { model, origin } = outcome.completion;
      const how = origin === 'cached' ? ' (from an earlier answer)' : '';
      return `The last suggestion came from ${model.name}${how}.`;
    }
    const detail = outcome.reason === 'backOff' ? this.failure : outcome.detail;
    return sentence(question, outcome.reason, detail);
  }

  private show(question: Question, outcome: Outcome): void {
    if (outcome.kind === 'completion') {
      const { model } = outcome.completion;
      const detail = `${model.name} (${model.providerName}) suggested last.`;
      this.status.show({ kind: 'spoke', speaker: speakerName(model), detail });
      return;
    }
    if (this.showReason(outcome.reason, this.explain())) return;
    if (question.model) this.status.calm(servedBy(question.model.info));
  }

  /** Shows a reason that says something about the state of the product; false for all others. */
  private showReason(reason: NothingReason, detail: string): boolean {
    const kind = statusKinds[reason];
    if (kind) this.status.show({ kind, detail });
    return kind !== undefined;
  }
}

function servedBy({ name }: ModelInfo): string {
  return `${name} serves inline completion.`;
}
