import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commentStyleOf } from '../../../../src/core/embedded/commentStyle.ts';
import { buildLocalContext } from '../../../../src/core/embedded/localContext.ts';
import { likeness as levels } from '../../../../src/core/embedded/nearbyNames.ts';
import { ProjectIndex } from '../../../../src/core/embedded/projectIndex.ts';
import { lastLineEnd } from '../../../../src/core/embedded/tokenIds.ts';

/** A project of these files in which the cursor is in another one, and the place behind a word of a file. */
function namesAround(files: readonly string[], prefix: string, suffix = '') {
  const project = new ProjectIndex();
  project.setFiles(files.map((text, i) => ({ path: `src/${i}.ts`, text })));
  const local = buildLocalContext(
    { prefix, suffix },
    commentStyleOf('src/x.ts'),
    project.vocabulary,
  );
  const { corpus, vocabulary, similarity, nearbyNames } = project;
  similarity.compareWith(local);
  nearbyNames.compareWith(local);
  const behind = (word: string): number => corpus.tokens.indexOf(vocabulary.intern(word)) + 1;
  const likeness = (position: number) => {
    const found = nearbyNames.of(position);
    return { above: levels.above(found), below: levels.below(found), next: levels.next(found) };
  };
  return { project, likeness, behind };
}

const open = 'const socket = connect(host);\nsend(socket);\n';
const read = 'const file = openFile(name);\nread(file);\n';
const filler = ['a();\n', 'b();\n', 'c();\n'];

test('a line among names like those around the cursor is more alike than others', () => {
  const files = [`${open}first();\n`, `${read}second();\n`, ...filler];
  const { likeness, behind } = namesAround(files, `${open}`);
  expect(likeness(behind('first')).above).toBeGreaterThan(likeness(behind('second')).above);
  expect(likeness(behind('second')).above).toBe(0);
});

test('what stands below counts apart from what stands above', () => {
  const files = [`start();\nfirst();\n${open}`, ...filler];
  const { likeness, behind } = namesAround(files, 'other(one);\n', `\n${open}`);
  const { above, below, next } = likeness(behind('first'));
  expect(above).toBe(0);
  expect(below).toBeGreaterThan(3);
  expect(next).toBe(5);
});

test('the line itself does not count, wherever in it one asks', () => {
  const files = [`first(socket, host);\n${read}`, ...filler];
  const { likeness, behind } = namesAround(files, `${open}first(`, `\n${open}`);
  const whole = likeness(behind('first'));
  expect(whole).toEqual({ above: 0, below: 0, next: 2 });
  expect(likeness(behind('host'))).toEqual(whole);
});

test('nothing is known where nothing is around the cursor', () => {
  const { likeness, behind } = namesAround([`${open}first();\n`, ...filler], '');
  expect(likeness(behind('first'))).toEqual({ above: -1, below: -1, next: -1 });
});

test('whatever the texts are, every line has levels in their limits, and asking again tells the same', () => {
  const code = fc.array(fc.constantFrom(open, read, 'x\n', '  y(z);\n', '\n', '"', '\u0000é\n'), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(fc.array(code, { maxLength: 3 }), code, code, (files, prefix, suffix) => {
      const texts = files.map(lines => lines.join(''));
      const { project, likeness } = namesAround(texts, prefix.join(''), suffix.join(''));
      const { tokens, length } = project.corpus;
      for (let position = 1; position < length; position++) {
        if (tokens[position - 1]! > lastLineEnd) {
          const found = likeness(position);
          for (const level of [found.above, found.below]) {
            expect(level).toBeGreaterThanOrEqual(-1);
            expect(level).toBeLessThanOrEqual(6);
          }
          expect(likeness(position)).toEqual(found);
        }
      }
    }),
    { numRuns: 20 },
  );
});
