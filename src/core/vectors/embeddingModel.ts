import type { Price, WireRequest } from '../model/model.ts';
import type { SealedPrompt } from '../outbound/sealedPrompt.ts';

/** What a model of embeddings answered. */
export interface Embeddings {
  /** One for each message of the prompt, in their order, all of one length and of finite numbers. */
  readonly vectors: readonly Float32Array[];
  /** As the server counted, where it tells. */
  readonly promptTokens: number | undefined;
}

/** Facts about a model of embeddings that surfaces need. */
export interface EmbeddingModelInfo {
  readonly name: string;
  /** Who answers, shown to the user. */
  readonly providerName: string;
  readonly origin: string;
  readonly isLocal: boolean;
  readonly price: Price | undefined;
}

/** A model that makes embeddings. Like any other it accepts sealed prompts only. */
export interface EmbeddingModel {
  readonly info: EmbeddingModelInfo;
  /**
   * Embeds each message of a prompt on its own. Failures are thrown as `ModelError`; an abort closes the connection and
   * rejects.
   */
  embed(prompt: SealedPrompt, request: EmbeddingRequest): Promise<Embeddings>;
}

export interface EmbeddingRequest {
  readonly signal: AbortSignal;
  /** Told of each request right before it leaves (again for a retry). */
  readonly onSend?: (wire: WireRequest) => void;
}
