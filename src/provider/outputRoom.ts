import type { ModelInfo, ModelRequest } from '../core/model/model.ts';
import type { ServerPlace } from '../core/model/serverPlace.ts';
import type { SealedPrompt } from '../core/outbound/sealedPrompt.ts';
import { contextError } from './httpError.ts';

/** Fewer tokens than this are no answer. */
const leastOutputTokens = 16;

/** Tokens that the answer may have: never more than the context leaves. Throws when it leaves nothing. */
export function outputRoom(
  place: ServerPlace,
  info: ModelInfo,
  prompt: SealedPrompt,
  request: ModelRequest,
): number {
  const left = info.contextTokens - prompt.tokens;
  if (left < Math.min(leastOutputTokens, request.maxOutputTokens)) {
    throw contextError(place, info.contextTokens);
  }
  return Math.min(left, request.maxOutputTokens, info.maxOutputTokens);
}
