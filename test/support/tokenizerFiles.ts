import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

/** The tokenizer's files where npm put them; the package has its own copies. */
export const tokenizerFiles = {
  wasmPath: resolve('tiktoken/lite/tiktoken_bg.wasm'),
  ranksPath: resolve('tiktoken/encoders/o200k_base.json'),
};
