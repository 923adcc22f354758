import type { Dialect, Failure, LoggedRequest } from './modelServerScript.ts';

/** How the scripted server answers requests for embeddings. */
export interface EmbeddingScript {
  /** Default 64. */
  readonly dimensions?: number;
  /** Words that mean the same to the model. */
  readonly synonyms?: readonly (readonly string[])[];
}

/** One scripted answer to a request for embeddings; without a body the true one. */
export interface EmbeddingReply {
  readonly failure?: Failure;
  readonly body?: unknown;
}

const azurePath = /^\/openai\/deployments\/[^/]+\/embeddings$/;

/** Whether a request asks for embeddings where the dialect has them. */
export function asksForEmbeddings(dialect: Dialect, { method, path }: LoggedRequest): boolean {
  if (method !== 'POST') return false;
  return dialect === 'azure' ? azurePath.test(path) : path === '/v1/embeddings';
}

/** The texts that a request wants embedded. */
export function embeddedTexts({ json }: LoggedRequest): readonly string[] {
  const input = json?.input;
  return (Array.isArray(input) ? input : [input]).map(String);
}

/** The answer in OpenAI's form. */
export function embeddingsOf(request: LoggedRequest, script: EmbeddingScript): object {
  const texts = embeddedTexts(request);
  const tokens = texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
  return {
    object: 'list',
    model: request.json?.model,
    data: texts.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: embeddingOf(text, script),
    })),
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  };
}

/** A vector with a direction for each word, the same for words that mean the same: texts about one thing lie near. */
export function embeddingOf(
  text: string,
  { dimensions = 64, synonyms = [] }: EmbeddingScript = {},
): number[] {
  const vector = new Array<number>(dimensions).fill(0);
  for (const word of text.match(/[A-Z]?[a-z]+|[A-Z]+|[0-9]+/g) ?? ['']) {
    const lower = word.toLowerCase();
    const meaning = synonyms.find(group => group.includes(lower))?.[0] ?? lower;
    for (let turn = 0; turn < 4; turn++) {
      const hash = hashOf(`${turn} ${meaning}`);
      vector[hash % dimensions]! += hash & 0x10000 ? 1 : -1;
    }
  }
  return vector.some(value => value !== 0) ? vector : vector.fill(1);
}

function hashOf(text: string): number {
  let hash = 2_166_136_261;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619) >>> 0;
  }
  // The low bits of the last character alone would decide.
  return (hash ^ (hash >>> 15)) >>> 0;
}
