import type { Model, ModelRequest, Purpose, StreamPart } from '../model/model.ts';
import type { SealedPrompt } from './sealedPrompt.ts';

/**
 * Sends sealed prompts and remembers them for "Show What Was Sent".
 * All surfaces send through it; it also calibrates the token counter from the reported usage.
 */
export interface Sender {
  send(
    role: Purpose,
    model: Model,
    prompt: SealedPrompt,
    request: Omit<ModelRequest, 'onSend'>,
  ): AsyncIterable<StreamPart>;
}
