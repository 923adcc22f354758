import type { ModelInfo } from '../model/model.ts';
import type { NothingReason } from './reason.ts';

/** Text to show at the cursor, after all filters. */
export interface Completion {
  /** What is newly inserted at the cursor; it repeats nothing of the suffix. */
  readonly text: string;
  readonly model: ModelInfo;
  /** Whether a model was asked for it just now or an earlier answer serves. */
  readonly origin: 'asked' | 'joined' | 'cached';
}

/** What came of a question: a completion, or nothing with a reason. */
export type Outcome =
  | { readonly kind: 'completion'; readonly completion: Completion }
  | {
      readonly kind: 'nothing';
      readonly reason: NothingReason;
      /** A sentence that says more than the reason's own, such as the model's error. */
      readonly detail?: string;
    };

/** Nothing to show, and why. */
export function nothing(reason: NothingReason, detail?: string): Outcome {
  return detail === undefined ? { kind: 'nothing', reason } : { kind: 'nothing', reason, detail };
}
