import { expect, test } from 'vitest';
import { isRightByCounting } from '../../../bench/countingModel.ts';
import { MaskedFile, maskLines } from '../../../bench/embeddedMask.ts';
import { ProjectIndex } from '../../../src/core/embedded/projectIndex.ts';

const text = (name: string) => `const ${name} = store.load(id);\nreturn ${name}.total;\n`;
const sources = ['a', 'b', 'c'].map(name => ({ path: `${name}.ts`, text: text(name) }));

const show = ({ project, file }: { project: ProjectIndex; file: MaskedFile }, path: string) => {
  const lines = (sources.find(each => each.path === path)?.text ?? '').split('\n');
  const { cursor, whole } = maskLines(lines, path, 0, 6, 'none');
  file.mask(cursor, whole);
  return textsOf(project);
};

function textsOf({ corpus, vocabulary }: ProjectIndex): Record<string, string> {
  const texts = corpus.files.flatMap(file => {
    if (!file) return [];
    const tokens = [...corpus.tokens.slice(file.start + 2, file.endExclusive - 1)];
    const words = tokens.map(token => vocabulary.text(token).replace(/\n\d/, ' '));
    return [[file.path, words.join('')] as const];
  });
  return Object.fromEntries(texts.sort());
}

test('only the file that is asked about is masked', () => {
  const project = new ProjectIndex();
  project.setFiles(sources);
  const before = textsOf(project);
  const file = new MaskedFile(project);
  const { 'a.ts': a, ...withoutA } = before;
  expect(show({ project, file }, 'a.ts')).toEqual(withoutA);
  const { 'b.ts': _, ...withoutB } = before;
  expect(show({ project, file }, 'b.ts')).toEqual(withoutB);
  expect(show({ project, file }, 'never-learned.ts')).toEqual(before);
  file.restore();
  project.focus('elsewhere.ts');
  expect(textsOf(project)).toEqual(before);
  expect(a).toBe('consta=store.load(id); returna.total;');
});

test('counting writes what was written most often, and nothing that was never there', () => {
  const project = new ProjectIndex();
  project.setFiles(sources);
  const cursor = { path: 'd.ts', prefix: 'const d = store.', suffix: '' };
  expect(isRightByCounting(project, cursor, 'load(id);')).toBe(true);
  expect(isRightByCounting(project, cursor, 'load(other);')).toBe(false);
  expect(isRightByCounting(project, { ...cursor, prefix: 'const d = store.lo' }, 'ad(id);')).toBe(
    true,
  );
});
