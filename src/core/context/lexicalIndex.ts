import { addText } from '../index/addText.ts';
import { CodeIndex } from '../index/codeIndex.ts';
import { shapeByLines } from '../index/fileShape.ts';
import type { IndexHit, QueryTerm, SearchOptions } from '../index/search.ts';
import { SegmentBuilder } from '../index/segmentBuilder.ts';
import { declarationTerm, identifiersOf, termsOf } from './terms.ts';

/** An index of a few texts that are at hand, such as those of open editors; their lines tell what they declare. */
export class LexicalIndex {
  private readonly index = new CodeIndex();

  get fileCount(): number {
    return this.index.fileCount;
  }

  setFile(path: string, text: string): void {
    const builder = new SegmentBuilder();
    const facts = { filePath: path, path, hash: '', size: 0, mtimeMs: 0, hasSymbols: false };
    const { shape, declared } = shapeByLines(text);
    addText(builder, facts, text, shape, declared);
    this.index.addSegment(builder.build());
  }

  removeFile(path: string): void {
    this.index.removeFile(path);
  }

  has(path: string): boolean {
    return this.index.factsOf(path) !== undefined;
  }

  /** The best chunks for a query, best first. */
  search(query: readonly QueryTerm[], options: SearchOptions): IndexHit[] {
    return this.index.search(query, options);
  }
}

/** How far around the cursor a query looks, in lines. */
const linesBefore = 12;
const linesAfter = 4;
const declarationWeight = 2;

/** The terms of a place in the code: what stands around it, nearer lines counting more. */
export function queryAround(prefix: string, suffix: string): QueryTerm[] {
  const before = prefix.slice(-6000).split('\n').slice(-linesBefore).reverse();
  const after = suffix.slice(0, 2000).split('\n').slice(0, linesAfter);
  const weights = new Map<string, number>();
  const raise = (term: string, weight: number) =>
    weights.set(term, Math.max(weights.get(term) ?? 0, weight));
  const addLine = (line: string, distance: number) => {
    const weight = 1 / (1 + distance / 4);
    for (const term of termsOf(line)) raise(term, weight);
    for (const name of identifiersOf(line))
      raise(declarationTerm(name), declarationWeight * weight);
  };
  for (const [distance, line] of before.entries()) addLine(line, distance);
  for (const [distance, line] of after.entries()) addLine(line, distance + 2);
  return [...weights].map(([term, weight]) => ({ term, weight }));
}
