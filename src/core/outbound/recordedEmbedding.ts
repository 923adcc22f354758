import type { EmbeddingModel, Embeddings } from '../vectors/embeddingModel.ts';
import { type RequestRecorder, recorded } from './recordedRequest.ts';
import type { SealedPrompt } from './sealedPrompt.ts';

/** Has a sealed prompt embedded, and keeps in the log what left. Rejects as the model does. */
export function recordedEmbedding(
  model: EmbeddingModel,
  prompt: SealedPrompt,
  recorder: RequestRecorder,
  signal: AbortSignal,
): Promise<Embeddings> {
  const { name: modelName, providerName, origin, price } = model.info;
  return recorded(
    {
      title: { role: 'embedding', modelName, providerName, origin, price },
      prompt,
      signal,
      ask: onSend => model.embed(prompt, { signal, onSend }),
      usageOf: ({ promptTokens }) => (promptTokens === undefined ? {} : { promptTokens }),
    },
    recorder,
  );
}
