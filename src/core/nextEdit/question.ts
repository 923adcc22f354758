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
  readonly text: string;
  /** Offset of the cursor. */
  readonly cursor: number;
  readonly isOn: boolean;
  readonly situation: Situation;
  /** Oldest first. */
  readonly history: readonly PastEdit[];
  /** Errors that the language reports, 0-based. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
  /** Undefined when no model serves; `noModelWhy` then says what would help. */
  readonly model: Model | undefined;
  readonly noModelWhy: string;
  readonly limits: Limits;
  readonly maxPromptTokens: number;
}
