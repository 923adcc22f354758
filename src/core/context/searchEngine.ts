import type { WireRequest } from '../model/model.ts';
import type { SealedPrompt } from '../outbound/sealedPrompt.ts';

/**
 * A code search that somebody else runs: finds files for words. Like a model it accepts sealed prompts only, since the
 * words that are looked for are content, too.
 */
export interface SearchEngine {
  /** `Zoekt`, and `https://search.example.com`. */
  readonly name: string;
  readonly origin: string;
  /**
   * Paths of files as the engine knows them, best first. Failures are thrown as `ModelError`; an abort rejects with
   * its reason.
   */
  search(prompt: SealedPrompt, request: SearchRequest): Promise<readonly string[]>;
}

export interface SearchRequest {
  /** Aborting closes the connection. */
  readonly signal: AbortSignal;
  /** Told of the request right before it leaves. */
  readonly onSend?: (wire: WireRequest) => void;
}
