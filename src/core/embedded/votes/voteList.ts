/** Places that a vote's features take; see `features.ts`. */
export const featuresPerVote = 13;

/** Which of its features stands where. */
export const place = {
  length: 0,
  right: 1,
  distance: 2,
  /** Multiplied by the logarithm of the number of occurrences. */
  count: 3,
  mapping: 4,
  stride: 5,
  similarity: 6,
  /** Depends on the token and is filled in when votes are weighed. */
  locality: 7,
  /** For the first token of a line. */
  depth: 8,
  /** Depends on the token and is filled in when votes are weighed. */
  usage: 9,
  /** For matches of shape. */
  names: 10,
  /** For other files: how alike the lines above and below are. */
  above: 11,
  below: 12,
} as const;

/** The votes for the next token, in arrays that are used again for every token. */
export class VoteList {
  private capacity = 1024;
  length = 0;
  tokens = new Int32Array(this.capacity);
  gaps = new Uint8Array(this.capacity);
  kinds = new Uint8Array(this.capacity);
  /** How many tokens of context agreed. */
  matched = new Uint8Array(this.capacity);
  logCounts = new Float64Array(this.capacity);
  features = new Uint16Array(this.capacity * featuresPerVote);
  /** Slot of the file that the vote comes from; -1 for the open document. */
  slots = new Int32Array(this.capacity);
  /** Where in that file's tokens, or in the open document's, the vote comes from. */
  positions = new Int32Array(this.capacity);

  clear(): void {
    this.length = 0;
  }

  add(
    token: number,
    gap: number,
    kind: number,
    matched: number,
    slot: number,
    position: number,
  ): number {
    if (this.length === this.capacity) this.grow();
    const vote = this.length++;
    this.tokens[vote] = token;
    this.gaps[vote] = gap;
    this.kinds[vote] = kind;
    this.matched[vote] = matched;
    this.slots[vote] = slot;
    this.positions[vote] = position;
    this.logCounts[vote] = 0;
    const end = (vote + 1) * featuresPerVote;
    for (let at = end - featuresPerVote; at < end; at++) this.features[at] = 0;
    return vote;
  }

  set(vote: number, place: number, value: number): void {
    this.features[vote * featuresPerVote + place] = value;
  }

  private grow(): void {
    this.capacity *= 2;
    const grown = <T extends { set(source: T): void }>(target: T, source: T): T => {
      target.set(source);
      return target;
    };
    this.tokens = grown(new Int32Array(this.capacity), this.tokens);
    this.gaps = grown(new Uint8Array(this.capacity), this.gaps);
    this.kinds = grown(new Uint8Array(this.capacity), this.kinds);
    this.matched = grown(new Uint8Array(this.capacity), this.matched);
    this.logCounts = grown(new Float64Array(this.capacity), this.logCounts);
    this.slots = grown(new Int32Array(this.capacity), this.slots);
    this.positions = grown(new Int32Array(this.capacity), this.positions);
    this.features = grown(new Uint16Array(this.capacity * featuresPerVote), this.features);
  }
}
