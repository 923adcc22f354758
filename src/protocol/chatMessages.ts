import type { AnswerFailure, AnswerOutcome, LeftOut } from '../core/chat/conversation.ts';
import type { Usage } from '../core/model/model.ts';

/** A chip: something that goes, or could go, with a question. The page never sees its text. */
export interface Chip {
  readonly id: string;
  /** `order.ts:28-31` */
  readonly label: string;
  /** The whole path, for the tooltip. */
  readonly detail: string;
  readonly kind: 'selection' | 'file' | 'diagnostic' | 'diff';
  /** Set when an ignore rule keeps it out: which one. */
  readonly excludedBy?: string | undefined;
}

/** An answer as the page shows it; without an outcome it is still coming. */
export interface AnswerView {
  readonly text: string;
  readonly model?: { readonly name: string; readonly providerName: string } | undefined;
  /** Places of the workspace that went along although nobody attached them. */
  readonly found?: readonly Chip[] | undefined;
  readonly outcome?: AnswerOutcome | undefined;
  readonly usage?: Usage | undefined;
  readonly leftOut?: LeftOut | undefined;
  readonly failure?: AnswerFailure | undefined;
}

/** One question and its answer as the page shows them. */
export interface TurnView {
  readonly id: string;
  readonly question: string;
  readonly chips: readonly Chip[];
  readonly answer: AnswerView;
}

/** One row of the history. */
export interface HistoryRow {
  readonly id: string;
  readonly title: string;
  readonly changedAtMs: number;
  readonly isOpen: boolean;
}

/** Which model would answer now, and why that one; or why there is none. */
export type ModelView =
  | { readonly name: string; readonly providerName: string; readonly why: string }
  | { readonly name: undefined; readonly why: string };

/** What the host tells the page. The host owns the truth; each message replaces what the page knew. */
export type ToPage =
  /** The whole conversation: on opening, on switching, after a reload of the page. */
  | { readonly type: 'show'; readonly conversationId: string; readonly turns: readonly TurnView[] }
  /** A turn that is new or has changed as a whole. */
  | { readonly type: 'turn'; readonly turn: TurnView }
  /** More text of a coming answer. `start` is where it begins, so that hearing it twice does no harm. */
  | {
      readonly type: 'delta';
      readonly turnId: string;
      readonly start: number;
      readonly text: string;
    }
  /** Why nothing of an answer comes now, e.g. `qwen3 is thinking`. */
  | { readonly type: 'waiting'; readonly turnId: string; readonly why: string | undefined }
  /** What goes with the next question, and what could. */
  | { readonly type: 'chips'; readonly chips: readonly Chip[]; readonly offered?: Chip | undefined }
  | { readonly type: 'model'; readonly model: ModelView }
  | { readonly type: 'history'; readonly rows: readonly HistoryRow[] }
  /** A short confirmation or a calm complaint, e.g. `Inserted at the cursor.` */
  | { readonly type: 'notice'; readonly text: string; readonly isProblem: boolean }
  | { readonly type: 'focus' };

/** What the page asks of the host. Nothing in it is trusted: see `readFromPage`. */
export type FromPage =
  | { readonly type: 'ready' }
  /** `chipIds` are the chips that were shown: what the asker saw is what goes. */
  | { readonly type: 'ask'; readonly text: string; readonly chipIds: readonly string[] }
  | { readonly type: 'stop' }
  | { readonly type: 'retry'; readonly turnId: string }
  | { readonly type: 'newChat' }
  | { readonly type: 'listHistory' }
  | { readonly type: 'openChat'; readonly id: string }
  | { readonly type: 'deleteChat'; readonly id: string }
  | { readonly type: 'restoreChat'; readonly id: string }
  | { readonly type: 'addContext' }
  | { readonly type: 'acceptOffered' }
  | { readonly type: 'removeChip'; readonly id: string }
  | { readonly type: 'openChip'; readonly id: string }
  | { readonly type: 'dropFiles'; readonly uris: readonly string[] }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'insert'; readonly code: string }
  | { readonly type: 'toTerminal'; readonly text: string }
  | {
      readonly type: 'apply';
      readonly turnId: string;
      readonly code: string;
      /** The words after the opening fence: the language, perhaps a path. */
      readonly info: string;
    }
  | { readonly type: 'openLink'; readonly href: string }
  | { readonly type: 'setUpModel' }
  | { readonly type: 'enterKey' }
  | { readonly type: 'switchModel' }
  | { readonly type: 'showSent' };
