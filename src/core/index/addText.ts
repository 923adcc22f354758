import { declarationTerm, termsOfIdentifier } from '../context/terms.ts';
import type { FileFacts } from './segment.ts';
import type { FileShape, SegmentBuilder } from './segmentBuilder.ts';

const numbersByBuilder = new WeakMap<SegmentBuilder, Map<string, readonly number[]>>();

/** Adds a file to a segment: the words of each chunk, the names it declares, its symbols. */
export function addText(
  builder: SegmentBuilder,
  facts: FileFacts,
  text: string,
  { chunks, definitions, references }: FileShape,
  declared: ReadonlyMap<number, readonly string[]>,
): void {
  const numbers = numbersByBuilder.get(builder) ?? new Map<string, readonly number[]>();
  numbersByBuilder.set(builder, numbers);
  builder.beginFile(facts);
  let offset = 0;
  let line = 0;
  for (const chunk of chunks) {
    builder.beginChunk(chunk);
    while (line < chunk.startLine) {
      offset = text.indexOf('\n', offset) + 1;
      line++;
    }
    const start = offset;
    while (line < chunk.endLineExclusive) {
      for (const name of declared.get(line) ?? []) {
        builder.add(builder.terms.of(declarationTerm(name)), false);
      }
      const end = text.indexOf('\n', offset);
      offset = end === -1 ? text.length : end + 1;
      line++;
    }
    addWords(builder, numbers, text, start, offset);
  }
  builder.endFile(definitions, references);
}

/** Adds the terms of all identifiers in a stretch of text. Reads character by character: a pattern takes three times as long. */
function addWords(
  builder: SegmentBuilder,
  numbers: Map<string, readonly number[]>,
  text: string,
  start: number,
  end: number,
): void {
  for (let at = start; at < end; ) {
    if (!startsWord(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const wordStart = at++;
    while (at < end && continuesWord(text.charCodeAt(at))) at++;
    const word = text.slice(wordStart, at);
    let terms = numbers.get(word);
    if (terms === undefined) {
      terms = termsOfIdentifier(word).map(term => builder.terms.of(term));
      numbers.set(word, terms);
    }
    for (let index = 0; index < terms.length; index++) builder.add(terms[index]!, true);
  }
}

/** As the pattern of `identifiersOf` has it. */
function startsWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    code === 95 ||
    code === 36 ||
    code >= 0xaa
  );
}

function continuesWord(code: number): boolean {
  return startsWord(code) || (code >= 48 && code <= 57);
}
