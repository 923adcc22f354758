import type { CursorText, Guess } from '../core/embedded/engine.ts';
import type { Model, ModelInfo, ModelRequest, StreamPart } from '../core/model/model.ts';
import { ModelError } from '../core/model/modelError.ts';
import type { SealedPrompt } from '../core/outbound/sealedPrompt.ts';

/**
 * How sure the embedded engine must be that its line is exactly right, by how eager it is to be.
 * On projects that its constants were not fitted on it then suggests on about a half, a third and a quarter of
 * the lines, and seven, eight and nine of ten of those are right.
 */
export const leastSureness = { eager: 0.3, balanced: 0.5, quiet: 0.7 } as const;

/** What answers for the engine: its worker, or in tests the engine itself. */
export interface Guesser {
  suggest(cursor: CursorText, signal: AbortSignal): Promise<Guess>;
}

const info: ModelInfo = {
  name: 'embedded',
  providerName: 'embedded engine',
  origin: 'embedded',
  // The engine reads a window of the document itself and has no context of its own to overflow.
  contextTokens: 65_536,
  maxOutputTokens: 64,
  canFim: true,
  canChat: false,
  isLocal: true,
};

/** The embedded engine as a model: it fills holes, says how sure it is, and else says nothing. */
export class EmbeddedModel implements Model {
  readonly info = info;

  /** `threshold` is asked for each prompt, since people change the setting while they type. */
  constructor(
    private readonly guesser: Guesser,
    private readonly threshold: () => number,
  ) {}

  async *stream(prompt: SealedPrompt, request: ModelRequest): AsyncIterable<StreamPart> {
    const { content } = prompt;
    if (content.kind !== 'fim') {
      const message =
        'The embedded engine completes code but cannot chat or edit. Set up a model for that.';
      throw new ModelError('unsupported', message);
    }
    const { source } = content.prefix;
    const cursor: CursorText = {
      path: source.type === 'file' ? sourcePath(source.uri) : content.path,
      prefix: content.prefix.text,
      suffix: content.suffix.text,
    };
    const guess = await this.guesser.suggest(cursor, request.signal);
    if (request.signal.aborted) return;
    if (guess.kind === 'line' && isSureEnough(guess, this.threshold())) {
      yield { type: 'text-delta', text: guess.text };
      yield { type: 'end', reason: 'stop', usage: {}, confidence: guess.confidence };
    } else {
      yield { type: 'end', reason: 'stop', usage: {} };
    }
  }
}

/** A line that is probably complete already is left alone, however sure the engine is of what else might follow. */
function isSureEnough(guess: Guess & { kind: 'line' }, threshold: number): boolean {
  return guess.confidence >= threshold && guess.lineIsComplete < 0.5;
}

/**
 * The name under which the engine knows a document: its URI, spelled in one way.
 * Editors and Node escape different characters, and drive letters come in both cases.
 */
export function sourcePath(uri: string): string {
  const plain = uri.replace(/(%[0-9a-f]{2})+/gi, escaped => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
  return plain.replace(/^file:\/\/\/[A-Z]:/, drive => drive.toLowerCase());
}
