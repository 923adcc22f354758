import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ContextIndex } from '../../../../src/core/embedded/contextIndex.ts';
import { ProjectIndex } from '../../../../src/core/embedded/projectIndex.ts';

const word = fc.constantFrom('get', 'put', 'item', 'Item', 'ITEM', '(', ')', '=', '.', '1');
const line = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 5 }).map(words => words.join(' ')),
  fc.constantFrom('get ( item ) ;', 'put ( item . get ) ;', 'Item = item ;'),
);
const text = fc.array(line, { maxLength: 9 }).map(lines => lines.join('\n'));
const path = fc.constantFrom('a/1.ts', 'a/2.ts', 'b/3.py', 'b/4.ts', 'c/5.ts');
const change = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant('set' as const), path, text }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('remove' as const), path }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('focus' as const), path }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('read' as const), path, text }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('restart' as const) }) },
);

const others = Array.from({ length: 12 }, (_, i) => {
  return [`d/${i}.ts`, `get ( item . put ${i} )\nItem = item`.repeat(4)] as const;
});

/** The places of an index in its order, by file and place in it. */
function placesOf({ corpus }: ProjectIndex, index: ContextIndex): string[] {
  return [...index.toArray()].map(position => {
    const file = corpus.files[corpus.slotAt(position)]!;
    return `${file.path}:${position - file.start}`;
  });
}

describe('an index of a project', () => {
  test('is in the end what the texts alone make it, whatever changed while it was sorted', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 16 }), changes => {
        const project = new ProjectIndex();
        // So much that a single file is put in without sorting everything anew.
        const texts = new Map<string, string>(others);
        project.setFiles([...texts].map(([path, text]) => ({ path, text })));
        let focused = '';
        let sorting: Iterator<void> | undefined;
        for (const each of changes) {
          if (each.type === 'set' || each.type === 'read') {
            if (each.type === 'set') project.setFiles([each]);
            else project.readFiles([each]);
            texts.set(each.path, each.text);
          } else if (each.type === 'remove') {
            project.removeFiles([each.path]);
            texts.delete(each.path);
          } else if (each.type === 'focus') {
            project.focus(each.path);
            focused = each.path;
          } else {
            sorting?.return?.();
            project.readFiles([...texts].map(([path, text]) => ({ path, text })));
            sorting = project.catchUp()[Symbol.iterator]();
          }
          if (sorting?.next().done) sorting = undefined;
        }
        while (sorting && !sorting.next().done);
        for (const _ of project.catchUp());
        expect(project.isComplete).toBe(true);
        const fresh = new ProjectIndex();
        fresh.focus(focused);
        fresh.setFiles([...texts].map(([path, text]) => ({ path, text })));
        expect([...project.paths].sort()).toEqual([...texts.keys()].sort());
        for (const [i, index] of project.indexes.entries()) {
          expect(placesOf(project, index)).toEqual(placesOf(fresh, fresh.indexes[i]!));
        }
      }),
      { numRuns: 120 },
    );
  });

  test('is what the texts make it after edits anywhere in a long file', () => {
    // Mostly alike, so that places differ by tokens far away from them only.
    const alike = fc.oneof({ weight: 15, arbitrary: fc.constant('get ( item ) ;') }, line);
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    const splice = fc.record({
      at: part,
      without: fc.integer({ min: 0, max: 9 }),
      lines: fc.array(alike, { maxLength: 12 }),
    });
    fc.assert(
      fc.property(
        fc.array(alike, { minLength: 20, maxLength: 60 }),
        fc.array(splice, { minLength: 1, maxLength: 5 }),
        (first, splices) => {
          const project = new ProjectIndex();
          const lines = [...first];
          const told = () => ({ path: 'a/1.ts', text: lines.join('\n') });
          const all = () => [...others.map(([path, text]) => ({ path, text })), told()];
          project.setFiles(all());
          for (const { at, without, lines: more } of splices) {
            lines.splice(Math.floor(at * lines.length), without, ...more);
            project.setFiles([told()]);
          }
          const fresh = new ProjectIndex();
          fresh.setFiles(all());
          for (const [i, index] of project.indexes.entries()) {
            expect(placesOf(project, index)).toEqual(placesOf(fresh, fresh.indexes[i]!));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('uses room again that removed files had', () => {
    const project = new ProjectIndex();
    const lines = (count: number) => 'const value = read(input);\n'.repeat(count);
    for (let i = 0; i < 30; i++) {
      project.setFiles([{ path: `${i % 5}.ts`, text: lines(20 + ((i * 7) % 40)) }]);
    }
    expect(project.corpus.length).toBeLessThan(project.tokenCount * 2.5);
  });
});
