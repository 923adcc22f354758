import type { ModelError } from '../model/modelError.ts';
import type { Outcome } from './completion.ts';
import type { Question } from './question.ts';

/** Is told what happened; statistics, status and logs are made from it elsewhere. */
export interface CompletionObserver {
  /** A request is leaving. */
  asked(question: Question): void;
  failed(question: Question, error: ModelError | undefined): void;
  /** A question came to its end. */
  ended(question: Question, outcome: Outcome): void;
}

/** An observer that does nothing. */
export const nullObserver: CompletionObserver = { asked() {}, failed() {}, ended() {} };
