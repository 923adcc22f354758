import type { ModelInfo } from '../model/model.ts';
import { Calibration, firstFactor } from './calibration.ts';
import { ChunkedCounter } from './chunkedCounter.ts';
import { estimateTokens } from './estimateTokens.ts';
import type { TokenCounter, TokenCounters } from './tokenCounter.ts';
import type { Tokenizer } from './tokenizer.ts';

/**
 * Counters for all models: one encoding with one cache, and a factor for each model.
 * Until the tokenizer is loaded, and if it can't be, counts are estimated.
 */
export class ModelCounters implements TokenCounters {
  private tokenizer: Tokenizer | undefined;
  private loading: Promise<void> | undefined;
  private readonly calibrations = new Map<string, Calibration>();
  private readonly counter = new ChunkedCounter(
    chunk => this.tokenizer?.countChunk(chunk) ?? estimateTokens(chunk),
  );

  constructor(private readonly loadTokenizer: () => Promise<Tokenizer>) {}

  counterFor(model: ModelInfo): TokenCounter {
    const { factor } = this.calibrationOf(model);
    return { count: text => this.counter.count(text) * factor };
  }

  calibrate(model: ModelInfo, estimated: number, reported: number): void {
    if (!this.tokenizer) return;
    const calibration = this.calibrationOf(model);
    calibration.learn(estimated / calibration.factor, reported);
  }

  /** A failed load is tried again at the next call. */
  load(): Promise<void> {
    this.loading ??= this.loadTokenizer().then(
      tokenizer => {
        this.tokenizer = tokenizer;
        this.counter.forget();
      },
      error => {
        this.loading = undefined;
        throw error;
      },
    );
    return this.loading;
  }

  private calibrationOf({ origin, name }: ModelInfo): Calibration {
    const key = `${origin} ${name}`;
    const known = this.calibrations.get(key);
    if (known) return known;
    const fresh = new Calibration(firstFactor(name));
    this.calibrations.set(key, fresh);
    return fresh;
  }
}
