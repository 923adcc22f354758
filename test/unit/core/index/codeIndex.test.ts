import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { queryAround } from '../../../../src/core/context/lexicalIndex.ts';
import { addText } from '../../../../src/core/index/addText.ts';
import { CodeIndex } from '../../../../src/core/index/codeIndex.ts';
import { shapeByLines } from '../../../../src/core/index/fileShape.ts';
import { filePathAt, pathAt, rowOf } from '../../../../src/core/index/fileTable.ts';
import { mergeSegments } from '../../../../src/core/index/mergeSegments.ts';
import { type IndexedDefinition, Segment } from '../../../../src/core/index/segment.ts';
import { SegmentBuilder } from '../../../../src/core/index/segmentBuilder.ts';
import {
  segmentBytes,
  segmentFromBytes,
  segmentPieces,
} from '../../../../src/core/index/segmentBytes.ts';
import { atOnce } from '../../../../src/core/index/steps.ts';
import { StringNumbers } from '../../../../src/core/index/stringNumbers.ts';
import { numberOf, stringAt, tableOf } from '../../../../src/core/index/stringTable.ts';
import { anyCharacters } from '../../../support/arbitraryText.ts';

/** A segment of texts by path; every word is used, and every `def` a definition. */
function segmentOf(texts: Readonly<Record<string, string>>): Segment {
  const builder = new SegmentBuilder();
  for (const [path, text] of Object.entries(texts)) {
    const facts = { filePath: path, path, hash: text, size: 0, mtimeMs: 0, hasSymbols: true };
    const { shape, declared } = shapeByLines(text);
    const definitions = [...declared].flatMap(([startLine, names]) =>
      names.map(
        (name): IndexedDefinition => ({
          ...{ name, kind: 'function', startLine },
          ...{ headEndLineExclusive: startLine + 1, endLineExclusive: startLine + 2 },
        }),
      ),
    );
    const references = new Map(text.split(/\W+/).map(word => [word, word.length]));
    addText(builder, facts, text, { ...shape, definitions, references }, declared);
  }
  return builder.build();
}

/** Everything that can be asked about a file, and about all of them. */
function told(index: CodeIndex, query: string) {
  const paths = [...index.paths()].sort();
  return {
    files: paths.map(path => [path, index.factsOf(path)?.hash, index.definitionsOf(path)]),
    references: index.segments
      .flatMap(segment =>
        segment.paths.flatMap((path, file) => {
          const used: string[] = [];
          segment.forEachReference(file, (name, count) =>
            used.push(`${path} ${segment.nameAt(name)} ${count}`),
          );
          return segment.isDead(file) ? [] : used;
        }),
      )
      .sort(),
    hits: index.search(queryAround(query, ''), { limit: 5 }),
  };
}

const word = fc.constantFrom('alpha', 'betaGamma', 'gamma', 'délta', 'class Foo', 'def bar', '\n');
const text = fc.array(word, { maxLength: 30 }).map(words => words.join(' '));
const files = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), text, { maxKeys: 3 });

describe('an index depends on the texts it holds, not on how it came to hold them', () => {
  const step = fc.oneof(
    files.map(added => ({ added })),
    fc.constantFrom('a', 'b').map(removed => ({ removed })),
    fc.constant({ merges: true }),
    fc.constant({ stores: true }),
  );

  test('however files come, go, are merged and stored', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), text, async (steps, query) => {
        let lived = new CodeIndex();
        const texts = new Map<string, string>();
        for (const one of steps) {
          if ('added' in one) {
            lived.addSegment(segmentOf(one.added));
            for (const [path, content] of Object.entries(one.added)) texts.set(path, content);
          } else if ('removed' in one) {
            lived.removeFile(one.removed);
            texts.delete(one.removed);
          } else if ('merges' in one) {
            lived.replaceSegments([...lived.segments], await mergeSegments(lived.segments));
          } else {
            lived = reloaded(lived);
          }
        }
        const fresh = new CodeIndex();
        fresh.addSegment(segmentOf(Object.fromEntries(texts)));
        expect(told(lived, query)).toEqual(told(fresh, query));
      }),
    );
  });

  test('a file that changes while segments are merged stays as it is by now', async () => {
    const index = new CodeIndex();
    index.addSegment(segmentOf({ a: 'def one', b: 'def two' }));
    const old = [...index.segments];
    const merged = await mergeSegments(old, () => {
      index.addSegment(segmentOf({ a: 'def three' }));
      index.removeFile('b');
      return Promise.resolve();
    });
    index.replaceSegments(old, merged);
    expect([...index.paths()]).toEqual(['a']);
    expect(index.definitionsOf('a').map(({ name }) => name)).toEqual(['three']);
  });
});

/** In pieces as odd as can be, put together again. */
function bytesOf(segment: Segment): Uint8Array {
  return Buffer.concat(Array.from(segmentPieces(segment.data, 7), piece => piece.slice()));
}

/** All segments as they come back from bytes; what is dead stays dead. */
function reloaded(index: CodeIndex): CodeIndex {
  const next = new CodeIndex();
  for (const segment of index.segments) {
    const bytes = bytesOf(segment);
    expect(bytes.length).toBe(segmentBytes(segment.data));
    const read = new Segment(atOnce(segmentFromBytes(bytes))!, segment.paths);
    segment.paths.forEach((_, file) => {
      if (segment.isDead(file)) read.kill(file);
    });
    next.addSegment(read);
  }
  return next;
}

test('files come back from their table as they were', () => {
  const number = fc.integer();
  const facts = fc.record(
    {
      ...{ filePath: anyCharacters, path: anyCharacters, hash: anyCharacters },
      ...{ size: number, mtimeMs: number, hasSymbols: fc.boolean(), note: anyCharacters },
    },
    { requiredKeys: ['filePath', 'path', 'hash', 'size', 'mtimeMs', 'hasSymbols'] },
  );
  fc.assert(
    fc.property(fc.array(facts), list => {
      const builder = new SegmentBuilder();
      for (const one of list) {
        builder.beginFile(one.filePath, rowOf(one));
        builder.endFile([], []);
      }
      const segment = builder.build();
      const { files } = segment.data;
      expect(list.map((_, file) => segment.factsOf(file))).toEqual(list);
      expect(list.map((_, file) => filePathAt(files, file))).toEqual(segment.paths);
      expect(list.map(({ filePath }, file) => pathAt(files, file, filePath))).toEqual(
        list.map(({ path }) => path),
      );
    }),
  );
});

test('bytes that are no segment are not read as one', () => {
  const bytes = bytesOf(segmentOf({ a: 'def one' }));
  expect(atOnce(segmentFromBytes(bytes.slice(0, bytes.length / 2)))).toBeUndefined();
  expect(atOnce(segmentFromBytes(new Uint8Array(0)))).toBeUndefined();
  expect(atOnce(segmentFromBytes(new Uint8Array(64).fill(7)))).toBeUndefined();
});

test('strings have numbers, and numbers strings', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyCharacters), fc.string(), (list, other) => {
      const numbers = new StringNumbers();
      for (const each of [...list, ...list]) expect(numbers.of(each)).toBe(list.indexOf(each));
      const table = numbers.table();
      const copy = new StringNumbers();
      list.forEach((each, number) => {
        expect(stringAt(table, number)).toBe(each);
        expect(numberOf(table, each)).toBe(number);
        expect(copy.ofEntry(table, number)).toBe(number);
      });
      expect(copy.table()).toEqual(table);
      expect(atOnce(tableOf(copy.list()))).toEqual(table);
      if (!list.includes(other)) expect(numberOf(table, other)).toBeUndefined();
    }),
  );
});
