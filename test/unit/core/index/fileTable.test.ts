import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factsAt, filePathAt, pathAt, rowOf } from '../../../../src/core/index/fileTable.ts';
import { SegmentBuilder } from '../../../../src/core/index/segmentBuilder.ts';

const part = fc.string({
  unit: fc.constantFrom('a', 'ä', '"', ',', '\\', '1', '/', '😀'),
  minLength: 1,
});

test('what is remembered of a file is told again, its path alone too', () => {
  fc.assert(
    fc.property(
      part,
      part,
      fc.boolean(),
      fc.option(fc.string(), { nil: undefined }),
      (root, path, isBelow, note) => {
        const filePath = isBelow ? `${root}/${path}` : root;
        const facts = { filePath, path, hash: 'h', size: 3, mtimeMs: 5, hasSymbols: true };
        const builder = new SegmentBuilder();
        const noted = note === undefined ? facts : { ...facts, note };
        for (const row of [{ ...facts, filePath: 'x', path: 'x' }, noted]) {
          builder.beginFile(row.filePath, rowOf(row));
          builder.endFile([], []);
        }
        const { files } = builder.build().data;
        expect(factsAt(files, 1)).toEqual(noted);
        expect(filePathAt(files, 1)).toBe(filePath);
        expect(pathAt(files, 1, filePath)).toBe(path);
      },
    ),
  );
});
