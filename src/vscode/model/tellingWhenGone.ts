import type { Model } from '../../core/model/model.ts';
import { ModelError } from '../../core/model/modelError.ts';

/** The same model; `onGone` is told when nothing answers at its address any more. */
export function tellingWhenGone(model: Model, onGone: () => void): Model {
  return {
    info: model.info,
    async *stream(prompt, request) {
      try {
        yield* model.stream(prompt, request);
      } catch (error) {
        if (ModelError.is(error, 'unreachable')) onGone();
        throw error;
      }
    },
  };
}
