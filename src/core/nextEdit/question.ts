import type { Situation } from '../completion/question.ts';
import type { Model } from '../model/model.ts';
import type { Limits } from '../outbound/ledger.ts';
import type { PastEdit } from './editHistory.ts';

/** Everything that decides about one next edit, as a value. */
export interface NextEditQuestion {
  readonly uri: string;
  readonly path: string;
  readonly languageId: string;
  readonly version: number;
  /** Empty when it is too long to be read at every pause. */
  readonly text: string;
  readonly isTooLong: boolean;
  /** Offset of the cursor. */
  readonly cursor: number;
  readonly isOn: boolean;
  readonly situation: Situation;
  /** Oldest first. */
  readonly history: readonly PastEdit[];
  /** Errors that the language reports; lines are 0-based. */
  readonly problems: readonly {
    readonly line: number;
    readonly message: string;
    /** It was not there when the last question was put. */
    readonly isNew: boolean;
  }[];
  /** Undefined when no model serves; `noModelWhy` then says what would help. */
  readonly model: Model | undefined;
  readonly noModelWhy: string;
  readonly limits: Limits;
  readonly maxPromptTokens: number;
}
