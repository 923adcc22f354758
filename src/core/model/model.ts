import type { SealedPrompt } from '../outbound/sealedPrompt.ts';

/** What a model is used for. */
export type Role = 'completion' | 'edit' | 'chat';

export const roles: readonly Role[] = ['completion', 'edit', 'chat'];

/**
 * What a request is for: the role that its model serves, a next edit, for which none is set up on its own, or embeddings of
 * what was just saved.
 */
export type Purpose = Role | 'nextEdit' | 'embedding';

/** Nobody asked for it: it comes last, and within the limits of the settings. */
export function isAutomatic(purpose: Purpose): purpose is 'completion' | 'nextEdit' | 'embedding' {
  return purpose === 'completion' || purpose === 'nextEdit' || purpose === 'embedding';
}

/** What a model costs, for a million tokens, in a currency of the user's choice. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** Facts about a model that prompts and surfaces need. */
export interface ModelInfo {
  /** Name shown to the user, e.g. `qwen2.5-coder:7b`. */
  readonly name: string;
  /** Who answers, shown to the user: `Ollama`, `llama.cpp`, `OpenAI`, `VS Code`, `embedded engine`. */
  readonly providerName: string;
  /** `http://127.0.0.1:11434`, `vscode:copilot`, `embedded`. Consent and keys are bound to it. */
  readonly origin: string;
  /** Tokens that prompt and answer may have together. */
  readonly contextTokens: number;
  readonly maxOutputTokens: number;
  /** Can fill in the middle (natively, or by FIM tokens in the prompt). */
  readonly canFim: boolean;
  readonly canChat: boolean;
  /** Thinks before it answers: good for edits and chat, too slow and costly for completion. */
  readonly thinks?: boolean;
  /** How it is asked for next edits, as `core/nextEdit/suits.ts` names it; absent where no settings tell. */
  readonly nextEdit?: string;
  /** Runs on this machine, so speaking early costs nothing but heat. */
  readonly isLocal: boolean;
  /** As the user has set it; nothing else knows. */
  readonly price?: Price | undefined;
}

/** Tells one model from another. */
export function modelId(info: ModelInfo | undefined): string {
  return `${info?.origin} ${info?.name}`;
}

export interface Usage {
  readonly promptTokens?: number;
  readonly outputTokens?: number;
  readonly cachedTokens?: number;
}

/** What arrives from a model. Thinking is never text: it must not reach the editor. */
export type StreamPart =
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'thinking-delta'; readonly text: string }
  /** The server wants a pause before the request is sent again, in words for the user; undefined when that is over. */
  | { readonly type: 'pause'; readonly why: string | undefined }
  | {
      readonly type: 'end';
      readonly reason: 'stop' | 'length' | 'filtered';
      readonly usage: Usage;
      /** Estimated probability that the text is what will be written, from a model that knows it. */
      readonly confidence?: number;
    };

/** A request as it leaves: for "Show What Was Sent". Headers are not part of it, so no key is either. */
export interface WireRequest {
  readonly url: string;
  readonly body: string;
}

export interface ModelRequest {
  readonly maxOutputTokens: number;
  /** Extra stop sequences beyond those of the model's template. */
  readonly stop?: readonly string[];
  readonly temperature?: number;
  /** The texts of a chat prompt are sent as one, without roles and the marks of a chat: the prompt brings its own. */
  readonly isRaw?: boolean;
  /** Aborting closes the connection within 50 ms; the iteration then ends without an error. */
  readonly signal: AbortSignal;
  /** Told of each request right before it leaves (again for a retry). */
  readonly onSend?: (wire: WireRequest) => void;
}

/**
 * A model that answers sealed prompts.
 * A `fim` prompt is answered with the text of the hole, a `chat` prompt with the reply.
 * Failures are thrown as `ModelError` from the iteration; an abort ends it silently.
 */
export interface Model {
  readonly info: ModelInfo;
  stream(prompt: SealedPrompt, request: ModelRequest): AsyncIterable<StreamPart>;
}
