import type { Chunk } from '../context/chunks.ts';
import { privateKeys } from '../outbound/secrets/privateKeys.ts';
import type { SecretSpan } from '../outbound/secrets/secretSpan.ts';
import { estimateTokens } from '../prompt/estimateTokens.ts';

/** What a model reads of one chunk. */
export interface ChunkText {
  readonly startLine: number;
  /** The line after the last that is in the text. */
  readonly endLineExclusive: number;
  readonly text: string;
  /** Rather too many than too few. */
  readonly tokens: number;
}

/** How a model is given its texts. */
export interface TextShape {
  /** What it wants to read before a piece of code. */
  readonly prefix: string;
  readonly maxTokens: number;
}

/**
 * What a model reads of each chunk of a file: the file's path, which says what it is about, then the chunk's first lines,
 * as many as it takes. A chunk is left out where it holds a part of a secret that can only be known as one with the lines
 * around it, such as the middle of a private key: the gate would not see it.
 */
export function chunkTexts(
  path: string,
  text: string,
  chunks: readonly Chunk[],
  shape: TextShape,
): ChunkText[] {
  const lines = text.split('\n');
  const secrets = privateKeys(text);
  const starts = secrets.length > 0 ? offsetsOf(lines) : [];
  return chunks.flatMap(({ startLine, endLineExclusive }) => {
    const made = oneText(path, lines.slice(startLine, endLineExclusive), shape);
    const end = startLine + made.lineCount;
    if (made.lineCount === 0) return [];
    if (secrets.length > 0 && hidesSecret(text, secrets, starts[startLine]!, starts[end]!))
      return [];
    return [{ startLine, endLineExclusive: end, text: made.text, tokens: made.tokens }];
  });
}

/** No line is cut in two, since half a secret would not be known as one. */
function oneText(path: string, lines: readonly string[], { prefix, maxTokens }: TextShape) {
  let text = prefix + path;
  let tokens = estimateTokens(text);
  let lineCount = 0;
  for (const line of lines) {
    const more = `\n${line.replace(/\r$/, '')}`;
    const cost = estimateTokens(more);
    if (tokens + cost > maxTokens) break;
    text += more;
    tokens += cost;
    lineCount++;
  }
  return { text, lineCount, tokens: Math.ceil(tokens) };
}

/** Where each line begins, and where one after the last would. */
function offsetsOf(lines: readonly string[]): number[] {
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1)! + line.length + 1);
  return starts;
}

/** Whether a stretch of a text has some of a secret that the stretch alone does not show. */
function hidesSecret(
  text: string,
  secrets: readonly SecretSpan[],
  from: number,
  to: number,
): boolean {
  const inside = secrets.filter(({ start, end }) => start < to && end > from);
  if (inside.length === 0) return false;
  const shown = privateKeys(text.slice(from, to));
  return !inside.every(({ start, end }) =>
    shown.some(span => span.start + from <= start && span.end + from >= end),
  );
}
