import type { WantedPage } from '../core/vectors/embedChunks.ts';
import type {
  EmbeddingShape,
  NearestQuery,
  NewVectors,
  WantedPlace,
  WantedQuery,
} from './chunkEmbeddings.ts';
import type { DeclaredLines } from './relatedLines.ts';

/** What the embeddings of an index are asked. */
export type EmbeddingAsk =
  /** How many there are. */
  | { readonly kind: 'count'; readonly shape: EmbeddingShape }
  | { readonly kind: 'wanted'; readonly query: WantedQuery }
  | { readonly kind: 'keep'; readonly vectors: NewVectors }
  | { readonly kind: 'nearest'; readonly query: NearestQuery }
  /** To let go of what is no longer in the index. */
  | { readonly kind: 'tidy'; readonly shape: EmbeddingShape };

/** What is answered to each. */
export interface EmbeddingAnswers {
  readonly count: number;
  readonly wanted: WantedPage<WantedPlace>;
  readonly keep: number;
  readonly nearest: readonly DeclaredLines[];
  readonly tidy: number;
}

/** The answers of an index that is gone. */
export const noAnswers: EmbeddingAnswers = {
  count: 0,
  wanted: { chunks: [] },
  keep: 0,
  nearest: [],
  tidy: 0,
};
