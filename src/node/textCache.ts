import { readFileSync, statSync } from 'node:fs';

interface KnownText {
  readonly size: number;
  readonly mtimeMs: number;
  readonly text: string;
}

/** Around a cursor the same files are shown again and again. */
const mostCharacters = 4_000_000;

/** Texts of files on disk; one that has not changed is not read again. */
export class TextCache {
  /** Oldest first. */
  private readonly known = new Map<string, KnownText>();
  private characters = 0;

  /** The text of a file as it is now; undefined where it can't be read. */
  read(filePath: string): string | undefined {
    try {
      const { size, mtimeMs } = statSync(filePath);
      const before = this.known.get(filePath);
      this.forget(filePath);
      const isSame = before?.size === size && before.mtimeMs === mtimeMs;
      const known = isSame ? before : { size, mtimeMs, text: readText(filePath) };
      const { text } = known;
      this.known.set(filePath, known);
      this.characters += text.length;
      for (const oldest of this.known.keys()) {
        if (this.characters <= mostCharacters) break;
        this.forget(oldest);
      }
      return text;
    } catch {
      this.forget(filePath);
      return undefined;
    }
  }

  private forget(filePath: string): void {
    this.characters -= this.known.get(filePath)?.text.length ?? 0;
    this.known.delete(filePath);
  }
}

function readText(filePath: string): string {
  return readFileSync(filePath, 'utf8').replace(/^\uFEFF/, '');
}
