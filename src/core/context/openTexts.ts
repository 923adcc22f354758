import type { CursorContext } from './cursorContext.ts';
import { kinship } from './kinship.ts';
import { LexicalIndex, queryAround } from './lexicalIndex.ts';
import type { Snippet, SnippetKind } from './snippet.ts';

/** A text that is open somewhere. */
export interface OpenText {
  readonly uri: string;
  readonly path: string;
  readonly text: string;
}

/** Finds places in a few open texts that resemble what stands around the cursor. */
export class OpenTexts {
  private readonly index = new LexicalIndex();
  private readonly texts = new Map<string, OpenText>();

  constructor(private readonly kind: SnippetKind) {}

  set(open: OpenText): void {
    this.texts.set(open.uri, open);
    this.index.setFile(open.uri, open.text);
  }

  delete(uri: string): void {
    this.texts.delete(uri);
    this.index.removeFile(uri);
  }

  has(uri: string): boolean {
    return this.texts.has(uri);
  }

  uris(): readonly string[] {
    return [...this.texts.keys()];
  }

  /** The most similar places, best first. */
  snippets(context: CursorContext, limit: number): readonly Snippet[] {
    const query = queryAround(context.prefix, context.suffix);
    const weightOf = (uri: string) => kinship(context.path, uri);
    const hits = this.index.search(query, { limit, exceptPath: context.uri, weightOf });
    return hits.flatMap(hit => {
      const open = this.texts.get(hit.path);
      if (!open) return [];
      const lines = { startLine: hit.startLine, endLineExclusive: hit.endLineExclusive };
      const text = linesOf(open.text, lines.startLine, lines.endLineExclusive);
      return [
        { kind: this.kind, uri: open.uri, path: open.path, ...lines, text, score: hit.score },
      ];
    });
  }
}

/** Lines of a text as they stand, line ends included. */
export function linesOf(text: string, startLine: number, endLineExclusive: number): string {
  const start = afterLines(text, 0, startLine);
  return text.slice(start, afterLines(text, start, endLineExclusive - startLine));
}

/** Where it goes on behind so many lines. */
function afterLines(text: string, from: number, count: number): number {
  let at = from;
  for (let left = count; left > 0; left--) {
    const end = text.indexOf('\n', at);
    if (end === -1) return text.length;
    at = end + 1;
  }
  return at;
}
