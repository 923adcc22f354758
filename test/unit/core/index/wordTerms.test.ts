import fc from 'fast-check';
import { expect, test } from 'vitest';
import { termsOf } from '../../../../src/core/context/terms.ts';
import { addText } from '../../../../src/core/index/addText.ts';
import { postingScratch } from '../../../../src/core/index/segment.ts';
import { SegmentBuilder } from '../../../../src/core/index/segmentBuilder.ts';
import { stringAt } from '../../../../src/core/index/stringTable.ts';

const facts = { filePath: 'a', path: 'a', hash: '', size: 0, mtimeMs: 0, hasSymbols: true };

/** How often each term of a text stands in the index. */
function indexed(text: string): Record<string, number> {
  const builder = new SegmentBuilder();
  const chunks = [{ startLine: 0, endLineExclusive: text.split('\n').length }];
  addText(builder, facts, text, { chunks, definitions: [], references: new Map() }, new Map());
  const segment = builder.build();
  const counts: Record<string, number> = {};
  for (let term = 0; term < segment.data.postingOffsets.length; term++) {
    segment.readPostings(term);
    counts[stringAt(segment.data.terms, term)] = postingScratch().counts[0]!;
  }
  expect(segment.lengthOf(0)).toBe(termsOf(text).length);
  return counts;
}

function counted(text: string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const term of termsOf(text)) counts[term] = (counts[term] ?? 0) + 1;
  return counts;
}

test('the index has the terms of a text, however its words are written', () => {
  expect(indexed('HTTPServer2_name = getFooFoo($x, größe)')).toEqual({
    ...{ httpserver2_name: 1, http: 1, server: 1, name: 1 },
    ...{ getfoofoo: 1, get: 1, foo: 2, $x: 1, größe: 1, gr: 1, öß: 1 },
  });
  const sign = fc.constantFrom(...'aAbB19_$ \n.é漢ª{', '😀');
  fc.assert(
    fc.property(fc.string({ unit: sign }), text => {
      expect(indexed(text)).toEqual(counted(text));
    }),
  );
});
