import { ModelError } from '../core/model/modelError.ts';
import type { ServerPlace } from '../core/model/serverPlace.ts';

/** What went wrong with an answer, in words for the user: whatever is no `ModelError` yet could not be read. */
export function toModelError(place: ServerPlace, error: unknown): ModelError {
  if (error instanceof ModelError) return error;
  return new ModelError(
    'malformed',
    `${place.serverName} sent an answer that Inkling can't read. Check the model's provider and baseUrl.`,
    { cause: error },
  );
}
