import type { Clock } from '../../base/clock.ts';
import { LruMap } from '../../base/lruMap.ts';
import type { OutboundGate, SealResult } from '../../core/outbound/gate.ts';
import type { Ledger } from '../../core/outbound/ledger.ts';
import { recordedEmbedding } from '../../core/outbound/recordedEmbedding.ts';
import type { SealedPrompt } from '../../core/outbound/sealedPrompt.ts';
import type { SentLog } from '../../core/outbound/sentLog.ts';
import { estimateTokens } from '../../core/prompt/estimateTokens.ts';
import type { ChatDraft } from '../../core/prompt/prompt.ts';
import type { EmbeddingSettings } from '../../core/settings.ts';
import {
  type EmbeddingEnd,
  type EmbeddingProgress,
  embedChunks,
  type WantedPage,
} from '../../core/vectors/embedChunks.ts';
import { draftQuestion } from '../../core/vectors/embeddingDrafts.ts';
import type { EmbeddingModel, Embeddings } from '../../core/vectors/embeddingModel.ts';
import { prefixesOf } from '../../core/vectors/embeddingPrefixes.ts';
import type { EmbeddingShape, WantedPlace } from '../../node/chunkEmbeddings.ts';
import type { IndexClient } from '../../node/indexClient.ts';
import type { DeclaredLines } from '../../node/relatedLines.ts';
import { EmbeddingEndpoint } from '../../provider/embeddingEndpoint.ts';
import type { Endpoint } from '../../provider/endpoint.ts';
import type { WorkspaceIgnoreRules } from '../context/workspaceIgnoreRules.ts';

/** What an embedder needs of the world. */
export interface EmbedderTools {
  readonly gate: OutboundGate;
  readonly sentLog: SentLog;
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** The index, begun when somebody needs it. */
  readonly workspace: { started(): Pick<IndexClient, 'embeddings'> };
  readonly ignoreRules: Pick<WorkspaceIgnoreRules, 'excludedBy' | 'whenLoaded'>;
}

/** Which chunks are embedded. */
export interface EmbeddingTask {
  /** Only those of these files; paths on disk. */
  readonly only?: readonly string[];
  /** Nobody asked for it: it goes on only as long as this holds, and counts in the ledger. */
  readonly mayGoOn?: () => boolean;
}

/** What has no embedding yet and may be sent. */
export interface Survey {
  readonly files: number;
  readonly chunks: number;
  /** Rather too many than too few. */
  readonly tokens: number;
  /** There is no room for more. */
  readonly isFull: boolean;
}

/** Some models take no more. */
const defaultContextTokens = 512;
/** Chunks that are looked at together. */
const surveyChunks = 64;
/** More than any batch of chunks has: they are cut to their size before. */
const mostTokens = 1_000_000;
const mostNearest = 30;
const rememberedQuestions = 20;

/** Makes embeddings with one model of the settings, for questions and for chunks of the index. */
export class Embedder {
  readonly model: EmbeddingModel;
  private readonly shape: EmbeddingShape;
  private readonly queryPrefix: string;
  private readonly questions = new LruMap<string, Float32Array>(rememberedQuestions);

  constructor(
    settings: EmbeddingSettings,
    endpoint: Endpoint,
    private readonly tools: EmbedderTools,
  ) {
    const { query, document } = prefixesOf(settings.model);
    const { contextTokens: maxTokens = defaultContextTokens, documentPrefix: prefix = document } =
      settings;
    this.model = new EmbeddingEndpoint(settings, endpoint);
    this.queryPrefix = settings.queryPrefix ?? query;
    this.shape = { space: JSON.stringify([settings.model, prefix, maxTokens]), prefix, maxTokens };
  }

  /** How many chunks have an embedding of this model. */
  count(signal: AbortSignal): Promise<number> {
    return this.client().embeddings({ kind: 'count', shape: this.shape }, signal);
  }

  /** Code that is near to a question in meaning, nearest first; asks the model for a question that is new. */
  async nearest(question: string, signal: AbortSignal): Promise<readonly DeclaredLines[]> {
    const vector = this.questions.get(question) ?? (await this.vectorOf(question, signal));
    if (!vector) return [];
    this.questions.set(question, vector);
    const query = { shape: this.shape, vector, limit: mostNearest };
    return this.client().embeddings({ kind: 'nearest', query }, signal);
  }

  /** What {@link make} would send. */
  async survey(signal: AbortSignal): Promise<Survey> {
    const files = new Set<string>();
    let [chunks, tokens] = [0, 0];
    let isFull = false;
    let after: WantedPlace | undefined;
    do {
      const page = await this.wanted(after, surveyChunks, undefined, signal);
      for (const chunk of page.chunks) {
        files.add(chunk.uri);
        chunks++;
        tokens += chunk.tokens;
      }
      isFull ||= page.isFull === true;
      after = page.next;
    } while (after && !signal.aborted);
    return { files: files.size, chunks, tokens, isFull };
  }

  /** Makes the embeddings that are missing. Rejects as the model does; an abort ends it, and what was made is kept. */
  async make(
    { only, mayGoOn }: EmbeddingTask,
    signal: AbortSignal,
    onProgress?: (progress: EmbeddingProgress) => void,
  ): Promise<EmbeddingEnd> {
    const world = {
      wanted: (after: WantedPlace | undefined, mostChunks: number) =>
        mayGoOn?.() === false
          ? Promise.resolve({ chunks: [] })
          : this.wanted(after, mostChunks, only, signal),
      seal: (draft: ChatDraft) => this.seal(draft),
      embed: (prompt: SealedPrompt) =>
        mayGoOn ? this.embedUnasked(prompt, signal) : this.embed(prompt, signal),
      keep: async (keys: readonly string[], embeddings: Embeddings) => this.keep(keys, embeddings),
    };
    const end = await embedChunks(world, signal, onProgress);
    if (!signal.aborted && !only) await this.tidy(signal);
    return end;
  }

  private client() {
    return this.tools.workspace.started();
  }

  private async vectorOf(question: string, signal: AbortSignal): Promise<Float32Array | undefined> {
    const sealed = this.seal(draftQuestion(question, this.queryPrefix));
    if (sealed.kind === 'refused') return undefined;
    return (await this.embed(sealed.prompt, signal)).vectors[0];
  }

  /** The ignore files that govern a file are read when it is first asked about. */
  private async wanted(
    after: WantedPlace | undefined,
    mostChunks: number,
    only: readonly string[] | undefined,
    signal: AbortSignal,
  ): Promise<WantedPage<WantedPlace>> {
    const { ignoreRules } = this.tools;
    const query = { shape: this.shape, after, mostChunks, only };
    const { chunks, ...rest } = await this.client().embeddings({ kind: 'wanted', query }, signal);
    const mayLeave = ({ uri, path }: { readonly uri: string; readonly path: string }) =>
      ignoreRules.excludedBy(uri, path) === undefined;
    chunks.forEach(mayLeave);
    await ignoreRules.whenLoaded();
    return { ...rest, chunks: chunks.filter(mayLeave) };
  }

  private seal(draft: ChatDraft): SealResult {
    return this.tools.gate.seal(draft, {
      maxTokens: mostTokens,
      counter: { count: estimateTokens },
    });
  }

  private embed(prompt: SealedPrompt, signal: AbortSignal): Promise<Embeddings> {
    const { sentLog: log, clock } = this.tools;
    const recorder = { log, clock, wallTimeMs: () => Date.now() };
    return recordedEmbedding(this.model, prompt, recorder, signal);
  }

  private async embedUnasked(prompt: SealedPrompt, signal: AbortSignal): Promise<Embeddings> {
    const settle = this.tools.ledger.start('embedding', this.model.info);
    let used: { readonly prompt: number; readonly output: number } | undefined;
    try {
      const embeddings = await this.embed(prompt, signal);
      used = { prompt: embeddings.promptTokens ?? prompt.tokens, output: 0 };
      return embeddings;
    } finally {
      settle(used);
    }
  }

  private async keep(keys: readonly string[], { vectors }: Embeddings): Promise<void> {
    const dimensions = vectors[0]?.length ?? 0;
    const numbers = new Float32Array(keys.length * dimensions);
    for (const [at, vector] of vectors.entries()) numbers.set(vector, at * dimensions);
    const { space } = this.shape;
    const ask = { kind: 'keep', vectors: { space, keys, dimensions, numbers } } as const;
    // What has been paid for is kept, also after an abort.
    await this.client().embeddings(ask, new AbortController().signal);
  }

  private tidy(signal: AbortSignal): Promise<number> {
    return this.client().embeddings({ kind: 'tidy', shape: this.shape }, signal);
  }
}
