/** Where the product writes what it did. Never given source text, prompts or keys. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string, cause?: unknown): void;
}

/** A logger that writes nothing. */
export const nullLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
