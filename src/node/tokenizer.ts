import { readFile } from 'node:fs/promises';
import { init, Tiktoken } from 'tiktoken/lite/init';
import * as z from 'zod/mini';
import { tokenChunks } from '../core/prompt/tokenBorders.ts';
import type { TokenizedText, Tokenizer } from '../core/prompt/tokenizer.ts';

/** Files beside the bundle: tiktoken's WebAssembly and the ranks of `o200k_base`. */
export interface TokenizerFiles {
  readonly wasmPath: string;
  readonly ranksPath: string;
}

/**
 * Longest stretch without a token border that is tokenized. Byte-pair merging costs the square of the stretch:
 * 5,000 equal letters take 15 ms, 200,000 take half a minute.
 */
const longestExactChunk = 5000;

const ranksSchema = z.object({
  pat_str: z.string(),
  special_tokens: z.record(z.string(), z.number()),
  bpe_ranks: z.string(),
});

/** Loads the tokenizer of `o200k_base`. It takes a quarter of a second and some 70 MB. */
export async function loadTokenizer({ wasmPath, ranksPath }: TokenizerFiles): Promise<Tokenizer> {
  const [wasm, ranks] = await Promise.all([readFile(wasmPath), readFile(ranksPath, 'utf8')]);
  await init(imports => WebAssembly.instantiate(wasm, imports));
  const encoding = ranksSchema.parse(JSON.parse(ranks));
  const tiktoken = new Tiktoken(encoding.bpe_ranks, encoding.special_tokens, encoding.pat_str);
  return new TiktokenTokenizer(tiktoken);
}

/** Node has it as a global; its type stands in the browser's library only. */
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: unknown): Promise<{ readonly instance: object }>;
};

class TiktokenTokenizer implements Tokenizer {
  constructor(private readonly tiktoken: Tiktoken) {}

  countChunk(chunk: string): number {
    // A token has at least one byte, so the bytes are a bound that no text breaks.
    if (chunk.length > longestExactChunk) return Buffer.byteLength(chunk);
    return this.tiktoken.encode_ordinary(chunk).length;
  }

  encode(text: string): TokenizedText {
    const chunks = [...tokenChunks(text)];
    if (chunks.every(chunk => chunk.length <= longestExactChunk)) {
      const ids = [...this.tiktoken.encode_ordinary(text)];
      return { count: ids.length, ids };
    }
    return { count: chunks.reduce((sum, chunk) => sum + this.countChunk(chunk), 0) };
  }
}
