import { Generations } from '../../base/generations.ts';
import { tokenChunks } from './tokenBorders.ts';
import type { TokenCounter } from './tokenCounter.ts';

/** Lines of a few large files; about 4 MB at most. */
const chunkCapacity = 20_000;

/**
 * Counts a text piece by piece and remembers the pieces, so that after an edit only the edited line is counted.
 * The sum is what `countChunk` would say of the whole text, because pieces are cut at token borders only.
 */
export class ChunkedCounter implements TokenCounter {
  private readonly counts = new Generations<string, number>(chunkCapacity);

  constructor(private readonly countChunk: (chunk: string) => number) {}

  count(text: string): number {
    let total = 0;
    for (const chunk of tokenChunks(text)) total += this.counts.get(chunk) ?? this.learn(chunk);
    return total;
  }

  /** Everything remembered is forgotten: the counting function has become a better one. */
  forget(): void {
    this.counts.clear();
  }

  private learn(chunk: string): number {
    const tokens = this.countChunk(chunk);
    this.counts.set(detached(chunk), tokens);
    return tokens;
  }
}

/** A copy: as a key, a slice would keep the whole document that it was cut from in memory. */
function detached(chunk: string): string {
  return JSON.parse(JSON.stringify(chunk)) as string;
}
