import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Tokenizer } from '../src/core/prompt/tokenizer.ts';
import { loadTokenizer } from '../src/node/tokenizer.ts';

let loading: Promise<Tokenizer> | undefined;

/** The product's tokenizer, with the files of the project's dependencies. */
export function benchTokenizer(): Promise<Tokenizer> {
  const { resolve } = createRequire(
    join(process.env.INKLING_ROOT ?? process.cwd(), 'package.json'),
  );
  loading ??= loadTokenizer({
    wasmPath: resolve('tiktoken/lite/tiktoken_bg.wasm'),
    ranksPath: resolve('tiktoken/encoders/o200k_base.json'),
  });
  return loading;
}
