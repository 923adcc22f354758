import type { ModelInfo } from '../model/model.ts';

/** Counts tokens of text; special tokens in the text are ordinary text. */
export interface TokenCounter {
  /**
   * Tokens of `text`: exact, or meant as an upper bound where the tokenizer is not (yet) at hand.
   * May be a fraction where it is calibrated, so that the counts of pieces add up.
   */
  count(text: string): number;
}

/** Hands out counters for models and learns from the usage they report. */
export interface TokenCounters {
  /** Counts as the model would, as far as its reports have told; at once, from a table until the tokenizer is loaded. */
  counterFor(model: ModelInfo): TokenCounter;
  /** Tells what a model counted for a prompt that was sealed with `estimated` tokens. */
  calibrate(model: ModelInfo, estimated: number, reported: number): void;
  /** Loads the tokenizer; called when the editor is idle, never on the typing path. */
  load(): Promise<void>;
}
