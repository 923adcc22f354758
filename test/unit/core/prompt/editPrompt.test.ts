import { expect, test } from 'vitest';
import { applyReply } from '../../../../src/core/edit/applyReply.ts';
import { pathsIn } from '../../../../src/core/edit/readReply.ts';
import { replyFormat } from '../../../../src/core/edit/replyFormat.ts';
import { draftEdit, type EditQuestion } from '../../../../src/core/prompt/editPrompt.ts';

const question: EditQuestion = {
  uri: 'file:///workspace/a.ts',
  path: 'a.ts',
  languageId: 'typescript',
  instruction: 'Rename it.',
  lines: ['const a = 1;', 'const b = 2;', 'const c = 3;'],
  start: 1,
  endExclusive: 2,
  problems: [],
  snippets: [],
  rules: [],
  task: 'rewrite',
};

function partsOf(task: EditQuestion['task']) {
  return draftEdit({ ...question, task }).messages.flatMap(message => message.parts);
}

test('the form in which blocks are asked for is the form in which they are read', () => {
  const shown = partsOf('blocks')[0]!.text;
  const files = new Map([['a.ts', 'one\nlines as they stand in the file\nthree\n']]);
  const { status, files: after } = applyReply('search_replace', files, shown);
  expect(status).toBe('applied');
  expect(after.get('a.ts')).toBe('one\nlines that replace them\nthree\n');
});

test.each([
  ['rewrite', 'const b = 2;'],
  ['blocks', ''],
  ['tests', ''],
] as const)('what %s will mostly repeat', (task, predicted) => {
  const predicting = partsOf(task).filter(part => part.predictsOutput);
  expect(predicting.map(part => part.text).join('')).toBe(predicted);
});

test('only the form of changes has markers, and no path', () => {
  for (const task of ['rewrite', 'blocks', 'tests'] as const) {
    const shown = partsOf(task)[0]!.text;
    expect(replyFormat(shown) === 'search_replace').toBe(task === 'blocks');
    expect(pathsIn('search_replace', shown)).toEqual([]);
  }
});
