/** Tokens of a text in order; `gaps` says what white space stood before each. */
export class TokenBuffer {
  tokens: Int32Array;
  gaps: Uint8Array;
  length = 0;

  constructor(capacity = 256) {
    this.tokens = new Int32Array(capacity);
    this.gaps = new Uint8Array(capacity);
  }

  /** Takes over tokens from elsewhere. */
  restore(tokens: Int32Array, gaps: Uint8Array): void {
    this.tokens = tokens.slice();
    this.gaps = gaps.slice();
    this.length = tokens.length;
  }

  push(token: number, gap: number): void {
    if (this.length === this.tokens.length) this.reserve(this.length * 2);
    this.tokens[this.length] = token;
    this.gaps[this.length++] = gap;
  }

  /** Makes room for `capacity` tokens. */
  reserve(capacity: number): void {
    const { tokens, gaps } = this;
    this.tokens = new Int32Array(capacity);
    this.tokens.set(tokens.subarray(0, this.length));
    this.gaps = new Uint8Array(capacity);
    this.gaps.set(gaps.subarray(0, this.length));
  }
}
