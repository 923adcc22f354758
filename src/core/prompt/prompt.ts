import type { LineRun } from '../text/lineRuns.ts';

/**
 * A prompt before the gate: a list of parts, each with its source and priority.
 * Providers never see this type; they accept a `SealedPrompt` only (see `core/outbound`).
 */
export type PromptDraft = FimDraft | ChatDraft;

/** Where the text of a part comes from. Only `file` parts can be excluded by ignore rules. */
export type PartSource =
  | {
      readonly type: 'file';
      readonly kind: string;
      readonly uri: string;
      readonly path: string;
      readonly startLine: number;
      readonly endLineExclusive: number;
      /** Which lines between these are meant, where not all are. */
      readonly runs?: readonly LineRun[];
      /** Another file whose text stands in the part: what keeps that one out keeps the part out. */
      readonly from?: { readonly uri: string; readonly path: string };
    }
  | { readonly type: 'user'; readonly kind: string }
  | { readonly type: 'instructions'; readonly kind: string }
  | { readonly type: 'model'; readonly kind: string };

/** One piece of a prompt. */
export interface PromptPart {
  readonly source: PartSource;
  readonly text: string;
  /** Parts of lower priority are dropped first. */
  readonly priority: number;
  /**
   * How the part may shrink when the budget is short: not at all (then it is dropped whole),
   * from its start (a prefix keeps its end), from its end (a suffix keeps its start), or from its end by whole lines
   * only (a snippet).
   * `required` parts are never dropped: a prompt that cannot hold them is refused.
   */
  readonly shrink: 'none' | 'start' | 'end' | 'lines' | 'required';
  /**
   * For parts that shrink: the share of the budget (0 to 1) that the part is sure of. Beyond it the part gets only
   * what all parts without a share leave over. So a long prefix does not push out every snippet.
   */
  readonly share?: number;
  /** Why the gate must not let the part through, whatever the ignore rules say. */
  readonly withheld?: string;
  /** The answer will mostly repeat this text: with others like it, in their order, it is the predicted output. */
  readonly predictsOutput?: boolean;
}

/** A fill-in-the-middle prompt: what stands before and after the hole, and snippets from elsewhere. */
export interface FimDraft {
  readonly kind: 'fim';
  readonly languageId: string;
  readonly path: string;
  readonly prefix: PromptPart;
  readonly suffix: PromptPart;
  readonly snippets: readonly PromptPart[];
}

/** Who says a chat message. */
export type ChatRole = 'system' | 'user' | 'assistant';

/** A chat prompt: messages in sending order, each made of parts that are joined without separator. */
export interface ChatDraft {
  readonly kind: 'chat';
  readonly messages: readonly { readonly role: ChatRole; readonly parts: readonly PromptPart[] }[];
}
