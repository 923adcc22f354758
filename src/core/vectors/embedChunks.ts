import type { SealResult } from '../outbound/gate.ts';
import type { SealedPrompt } from '../outbound/sealedPrompt.ts';
import type { ChatDraft } from '../prompt/prompt.ts';
import { chunksIn, draftChunks, type WantedChunk } from './embeddingDrafts.ts';
import type { Embeddings } from './embeddingModel.ts';

/** Some of the chunks that have no embedding yet. */
export interface WantedPage<Place> {
  readonly chunks: readonly WantedChunk[];
  /** Where to go on; absent after the last. */
  readonly next?: Place;
  /** There is no room for more embeddings. */
  readonly isFull?: true;
}

/** What the making of embeddings asks of the world. */
export interface EmbeddingWorld<Place> {
  /** The chunks after a place, at most so many. */
  wanted(after: Place | undefined, mostChunks: number): Promise<WantedPage<Place>>;
  seal(draft: ChatDraft): SealResult;
  embed(prompt: SealedPrompt): Promise<Embeddings>;
  keep(keys: readonly string[], embeddings: Embeddings): Promise<void>;
}

/** How far it is. */
export interface EmbeddingProgress {
  readonly chunks: number;
  /** As the server counted, else as we did. */
  readonly tokens: number;
}

/** How the making of embeddings ended; what was made until then is kept. */
export interface EmbeddingEnd extends EmbeddingProgress {
  /** What the gate said where it let nothing through. */
  readonly refused?: string;
}

const firstChunks = 8;
/** Sealing so many takes the extension host some five milliseconds. */
const mostChunks = 48;
/** Numbers in one answer: some 800 kB of JSON, which takes the extension host under ten milliseconds to read. */
const mostNumbers = 40_000;

/**
 * Makes the embeddings of all chunks that have none, batch after batch, and keeps each batch as it comes. Rejects as the
 * model does; an abort ends it.
 */
export async function embedChunks<Place>(
  world: EmbeddingWorld<Place>,
  signal: AbortSignal,
  onProgress: (progress: EmbeddingProgress) => void = () => {},
): Promise<EmbeddingEnd> {
  let done: EmbeddingProgress = { chunks: 0, tokens: 0 };
  let batch = firstChunks;
  let after: Place | undefined;
  while (!signal.aborted) {
    const page = await world.wanted(after, batch);
    if (page.chunks.length > 0 && !signal.aborted) {
      const sealed = world.seal(draftChunks(page.chunks));
      if (sealed.kind === 'refused') return { ...done, refused: sealed.message };
      const chunks = chunksIn(sealed.prompt, page.chunks);
      if (chunks.length > 0) {
        const embeddings = await embedded(world, sealed.prompt, signal);
        if (!embeddings) break;
        const keys = chunks.map(({ key }) => key);
        await world.keep(keys, embeddings);
        const tokens = embeddings.promptTokens ?? sealed.prompt.tokens;
        done = { chunks: done.chunks + chunks.length, tokens: done.tokens + tokens };
        onProgress(done);
        const fitting = Math.floor(mostNumbers / (embeddings.vectors[0]?.length ?? 1));
        batch = Math.max(1, Math.min(mostChunks, fitting));
      }
    }
    if (page.next === undefined) break;
    after = page.next;
  }
  return done;
}

/** Undefined after an abort. */
async function embedded(
  world: Pick<EmbeddingWorld<never>, 'embed'>,
  prompt: SealedPrompt,
  signal: AbortSignal,
): Promise<Embeddings | undefined> {
  try {
    return await world.embed(prompt);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
