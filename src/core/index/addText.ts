import { declarationTerm } from '../context/terms.ts';
import { type FileFacts, rowOf } from './fileTable.ts';
import type { FileShape, SegmentBuilder } from './segmentBuilder.ts';
import { hashStart, hashStep } from './stringTable.ts';

/** The units of the text that is added: an array is read several times as quickly as a string. */
let scratch = new Uint16Array(0);

/** Adds a file to a segment: the words of each chunk, the names it declares, its symbols. */
export function addText(
  builder: SegmentBuilder,
  facts: FileFacts,
  text: string,
  { chunks, definitions, references }: FileShape,
  declared: ReadonlyMap<number, readonly string[]>,
): void {
  const units = unitsOf(text);
  builder.beginFile(facts.filePath, rowOf(facts));
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
        builder.add(builder.terms.of(declarationTerm(name)));
      }
      const end = text.indexOf('\n', offset);
      offset = end === -1 ? text.length : end + 1;
      line++;
    }
    builder.setLength(addWords(builder, units, start, offset));
  }
  const used: [number, number][] = [];
  for (const [name, count] of references) used.push([builder.names.of(name), count]);
  builder.endFile(definitions, used);
}

function unitsOf(text: string): Uint16Array {
  if (text.length > scratch.length) scratch = new Uint16Array(Math.max(65_536, 2 * text.length));
  for (let at = 0; at < text.length; at++) scratch[at] = text.charCodeAt(at);
  return scratch;
}

/** Adds the terms of all identifiers in a stretch of text. Answers how many. */
function addWords(builder: SegmentBuilder, units: Uint16Array, start: number, end: number): number {
  const { words } = builder;
  const { first, list } = words;
  let length = 0;
  for (let at = start; at < end; ) {
    const wordStart = at;
    let unit = units[at++]!;
    if (kindOf(unit) !== startsWord) continue;
    let hash = hashStep(hashStart, unit);
    for (; at < end; at++) {
      unit = units[at]!;
      if (kindOf(unit) === noWord) break;
      hash = hashStep(hash, unit);
    }
    const word = words.of(units, wordStart, at, hash);
    const last = first[word + 1]!;
    for (let term = first[word]!; term < last; term++) builder.add(list[term]!);
    length += last - first[word]!;
  }
  return length;
}

const noWord = 0;
const startsWord = 1;
const continuesWord = 2;

/** As the pattern of `identifiersOf` has it. */
const kinds = Uint8Array.from({ length: 0xaa }, (_, unit) => {
  const sign = String.fromCharCode(unit);
  if (/[A-Za-z_$]/.test(sign)) return startsWord;
  return /[0-9]/.test(sign) ? continuesWord : noWord;
});

function kindOf(unit: number): number {
  return unit < 0xaa ? kinds[unit]! : startsWord;
}
