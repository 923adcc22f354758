/** A text as tokens. Without `ids` the count is an upper bound. */
export interface TokenizedText {
  readonly count: number;
  readonly ids?: readonly number[];
}

/** An encoding. Special tokens in a text are ordinary text. */
export interface Tokenizer {
  /** Tokens of a piece that was cut at token borders: exact, or an upper bound for an endless one. */
  countChunk(chunk: string): number;
  encode(text: string): TokenizedText;
}
