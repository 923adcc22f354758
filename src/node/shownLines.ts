import { pathToFileURL } from 'node:url';
import type { RankedLines } from '../core/context/fuseRankings.ts';
import { linesOf } from '../core/context/openTexts.ts';
import type { CodeIndex } from '../core/index/codeIndex.ts';
import type { IndexedDefinition } from '../core/index/segment.ts';
import type { DeclaredLines } from './relatedLines.ts';

/** A find is shown with all of the function around it, up to this length. */
const mostLines = 60;
/** Of a longer definition its beginning. */
const headLines = 16;

/** Makes finds of the index what is shown of them. */
export class ShownLines {
  private readonly definitions = new Map<string, readonly IndexedDefinition[]>();

  constructor(
    private readonly index: CodeIndex,
    private readonly textOf: (filePath: string) => string | undefined,
  ) {}

  /** A find with the rest of the smallest definition that it lies in; of one that is too long its beginning. */
  whole(hit: RankedLines): RankedLines {
    const { path, startLine, endLineExclusive } = hit;
    if (endLineExclusive - startLine > mostLines) {
      return { path, startLine, endLineExclusive: startLine + headLines };
    }
    let whole: RankedLines = { path, startLine, endLineExclusive };
    let smallest = mostLines + 1;
    for (const found of this.definitionsIn(path)) {
      // Comments above it belong to it.
      const holds =
        found.startLine < endLineExclusive && found.endLineExclusive >= endLineExclusive;
      const from = Math.min(found.startLine, startLine);
      const length = found.endLineExclusive - from;
      if (!holds || found.startLine > startLine + headLines || length >= smallest) continue;
      if (length < endLineExclusive - startLine) continue;
      smallest = length;
      whole = { path, startLine: from, endLineExclusive: found.endLineExclusive };
    }
    return whole;
  }

  /** Finds with their texts and the heads of the types that they are in; those that can't be read are left out. */
  withTexts(finds: readonly (RankedLines & { readonly score: number })[]): DeclaredLines[] {
    return finds.flatMap(({ path: filePath, startLine, endLineExclusive, score }) => {
      const file = this.index.factsOf(filePath);
      const text = file && this.textOf(filePath);
      if (!file || text === undefined) return [];
      const lines = linesOf(text, startLine, endLineExclusive);
      const outer = this.definitionsIn(filePath).find(
        found =>
          isType(found) &&
          found.startLine < startLine &&
          found.endLineExclusive >= endLineExclusive,
      );
      return [
        {
          uri: pathToFileURL(filePath).toString(),
          path: file.path,
          ...{ startLine, endLineExclusive, text: lines, score },
          ...(outer && {
            within: {
              startLine: outer.startLine,
              text: linesOf(text, outer.startLine, outer.startLine + 1).replace(/\n$/, ''),
            },
          }),
        },
      ];
    });
  }

  private definitionsIn(path: string): readonly IndexedDefinition[] {
    const before = this.definitions.get(path) ?? this.index.definitionsOf(path);
    this.definitions.set(path, before);
    return before;
  }
}

function isType({ kind }: IndexedDefinition): boolean {
  return kind !== 'variable' && kind !== 'field';
}
