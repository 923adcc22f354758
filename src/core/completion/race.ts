import type { Outcome } from './completion.ts';

/** Who was first, and with what. */
export interface Winner {
  readonly outcome: Outcome;
  readonly isInstant: boolean;
}

/**
 * The instant engine and the model answer the same question; the first completion wins.
 * An engine that has nothing leaves it to the other; when neither has anything, the model's reason counts.
 */
export async function race(instant: Promise<Outcome>, model: Promise<Outcome>): Promise<Winner> {
  const fromInstant = instant.then(outcome => ({ outcome, isInstant: true }));
  const fromModel = model.then(outcome => ({ outcome, isInstant: false }));
  const first = await Promise.race([fromInstant, fromModel]);
  if (first.outcome.kind === 'completion') return first;
  const second = await (first.isInstant ? fromModel : fromInstant);
  return second.outcome.kind === 'completion' ? second : fromModel;
}
