import { APIError } from 'openai/core/error';
import { ModelError } from '../core/model/modelError.ts';
import type { ServerPlace } from '../core/model/serverPlace.ts';
import { streamError } from './httpError.ts';

/** Client libraries wrap what happened: the first `ModelError` in the chain is it. */
export function toModelError(place: ServerPlace, error: unknown): ModelError {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ModelError) return cause;
  }
  if (error instanceof APIError && error.error) return streamError(place, error.error);
  return new ModelError(
    'malformed',
    `${place.serverName} sent an answer that Inkling can't read. Check the model's provider and baseUrl.`,
    { cause: error },
  );
}
