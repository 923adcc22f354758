/** Long work in steps of a few milliseconds: whoever does it can answer others in between. */
export type Steps<T> = Generator<void, T>;

/** Awaited between steps. */
export type Breathe = () => Promise<void>;

export const noBreath: Breathe = () => Promise.resolve();

export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

export async function breathing<T>(steps: Steps<T>, breathe: Breathe): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await breathe();
  }
}
