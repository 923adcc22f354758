import type { Event } from '../../base/event.ts';
import type { Model, ModelInfo, Role } from './model.ts';

/** The model that serves a role now, and why it was chosen, in a sentence for the user. */
export interface ChosenModel {
  readonly model: Model;
  readonly why: string;
}

/** No model serves the role: a sentence that says why and what would help. */
export interface NoModel {
  readonly model: undefined;
  readonly why: string;
}

/** Answers which model serves a role. The surfaces know models only through this. */
export interface ModelSource {
  /**
   * The model for a role. With `interactive`, the user may be asked one question
   * (consent for a found server); without, nothing is ever asked and a model that waits for consent is passed over.
   * A configured model of which `first` holds comes before all others.
   */
  choose(
    role: Role,
    options: { readonly interactive: boolean; readonly first?: (info: ModelInfo) => boolean },
  ): Promise<ChosenModel | NoModel>;
  /** Fires when the answer for some role may have changed. */
  readonly onDidChange: Event<void>;
}
