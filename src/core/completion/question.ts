import type { CursorContext } from '../context/cursorContext.ts';
import type { Model } from '../model/model.ts';
import type { Limits } from '../outbound/ledger.ts';
import type { LastChange } from './lastChange.ts';

/** Who wants a completion: the flow of typing, or the user with a command. */
export type Trigger = 'automatic' | 'explicit';

/** Whether a completion may have several lines. */
export type Multiline = 'auto' | 'never' | 'always';

/** What the editor knows at the moment of the question and the text around the cursor does not tell. */
export interface Situation {
  readonly isEnabled: boolean;
  readonly isSnoozed: boolean;
  /** The pattern of `completion.exclude` that turns automatic suggestions off for the file. */
  readonly switchedOffBy: string | undefined;
  /** Whether the user wants suggestions in comments, and in strings. */
  readonly isWantedIn: { readonly comment: boolean; readonly string: boolean };
  /** VS Code's own switch turns AI features off. */
  readonly isAiDisabled: boolean;
  readonly isTrusted: boolean;
  /** The ignore rule that keeps the file out of prompts. */
  readonly excludedBy: string | undefined;
  readonly isReadOnly: boolean;
  readonly isHuge: boolean;
  readonly hasSelection: boolean;
  readonly hasSeveralCursors: boolean;
  readonly lastChange: LastChange;
  /** The user dismissed several suggestions in a row. */
  readonly isPausing: boolean;
  /** The model failed lately and must not be asked yet. */
  readonly isBackingOff: boolean;
}

/** A situation in which nothing speaks against asking. */
export const calmSituation: Situation = {
  isEnabled: true,
  isSnoozed: false,
  switchedOffBy: undefined,
  isWantedIn: { comment: true, string: true },
  isAiDisabled: false,
  isTrusted: true,
  excludedBy: undefined,
  isReadOnly: false,
  isHuge: false,
  hasSelection: false,
  hasSeveralCursors: false,
  lastChange: 'typed',
  isPausing: false,
  isBackingOff: false,
};

/** Everything that decides about one completion, as a value. */
export interface Question {
  readonly context: CursorContext;
  readonly trigger: Trigger;
  readonly situation: Situation;
  /** Undefined when no model serves completion; `noModelWhy` then says what would help. */
  readonly model: Model | undefined;
  readonly noModelWhy?: string;
  /** An engine that answers in milliseconds when it is sure; its text shows until the model has a better one. */
  readonly instantModel?: Model | undefined;
  readonly multiline: Multiline;
  /** Pause before the model is asked, in milliseconds. */
  readonly delayMs: number;
  readonly limits: Limits;
  readonly maxOutputTokens: number;
  readonly maxPromptTokens: number;
  /** The same for the instant model; absent where it has no more room than the model. */
  readonly instantPromptTokens?: number | undefined;
  /** 0 when absent: the likeliest text. */
  readonly temperature?: number;
  /** How many further texts are wanted by someone who asks explicitly. */
  readonly alternatives: number;
}
