import { findLine, type SourceLine } from '../core/embedded/sources.ts';

/** A line that the embedded engine matched, as it stands in its file now. */
export interface MatchedLine {
  readonly path: string;
  /** 0-based. */
  readonly line: number;
  readonly text: string;
  /** Higher is better. */
  readonly share: number;
}

/**
 * Looks up in their files what the engine matched. What is gone from its file, or in a file that can't be read, is
 * left out; the order stays.
 */
export async function locateLines(
  sources: readonly SourceLine[],
  read: (path: string) => Promise<string | undefined>,
): Promise<readonly MatchedLine[]> {
  const texts = new Map<string, Promise<string | undefined>>();
  for (const { path } of sources) if (!texts.has(path)) texts.set(path, read(path));
  const located: MatchedLine[] = [];
  for (const { path, words, share } of sources) {
    const text = await texts.get(path);
    const line = text === undefined ? undefined : findLine(text, words);
    if (text === undefined || line === undefined) continue;
    const lineText = text.split('\n')[line]!.replace(/\r$/, '');
    located.push({ path, line, text: lineText, share });
  }
  return located;
}
