import type { ChatRole, PartSource } from '../prompt/prompt.ts';

/** A part as it leaves: its text after trimming and masking, and its tokens. */
export interface SealedPart {
  readonly source: PartSource;
  readonly text: string;
  readonly tokens: number;
  /** The answer will mostly repeat it, see `PromptPart`. */
  readonly predictsOutput?: true;
}

/** A part that did not fit or was not allowed, without its text. */
export interface DroppedPart {
  readonly source: PartSource;
  readonly reason: 'excluded' | 'budget';
  /** The ignore rule that excluded it, with its file, e.g. `.aiignore: *.pem`. */
  readonly rule?: string;
}

export type SealedContent =
  | {
      readonly kind: 'fim';
      readonly languageId: string;
      readonly path: string;
      readonly prefix: SealedPart;
      readonly suffix: SealedPart;
      readonly snippets: readonly SealedPart[];
    }
  | {
      readonly kind: 'chat';
      readonly messages: readonly {
        readonly role: ChatRole;
        readonly parts: readonly SealedPart[];
      }[];
    };

/** Known to the gate alone: without it no `SealedPrompt` can be made. */
export const sealKey: unique symbol = Symbol('seal');

/**
 * A prompt that went through the outbound gate.
 * Providers accept nothing else, and only `core/outbound/gate.ts` may import `sealKey`
 * (the architecture test checks that), so no text can leave around the ignore rules.
 */
export class SealedPrompt {
  /** @internal */
  constructor(
    key: typeof sealKey,
    readonly content: SealedContent,
    readonly dropped: readonly DroppedPart[],
    /** Tokens of all parts together; never over the budget it was sealed with. */
    readonly tokens: number,
    /** Sealed for the embedded engine only: it may stem from an untrusted workspace and must not leave. */
    readonly isForEmbedded: boolean,
    /** What secrets were masked in the draft, one entry for each place. */
    readonly masked: readonly string[],
  ) {
    if (key !== sealKey) throw new Error('Only the outbound gate seals prompts.');
  }
}
