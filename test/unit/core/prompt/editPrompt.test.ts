import { expect, test } from 'vitest';
import { pathsIn, readReply } from '../../../../src/core/edit/readReply.ts';
import { replyFormat } from '../../../../src/core/edit/replyFormat.ts';
import { draftEdit, type EditQuestion } from '../../../../src/core/prompt/editPrompt.ts';

const question: EditQuestion = {
  ...{ uri: 'file:///a.ts', path: 'a.ts', languageId: 'typescript', instruction: 'Shorten it.' },
  ...{ lines: ['one', 'two', 'three'], start: 1, endExclusive: 2, task: 'blocks' },
  ...{ problems: [], snippets: [], rules: [] },
};

function instructions(task: EditQuestion['task']): string {
  return draftEdit({ ...question, task }).messages[0]!.parts[0]!.text;
}

test('the form in which changes are asked for is one that is understood', () => {
  const asked = instructions('blocks');
  expect(replyFormat(asked)).toBe('search_replace');
  const files = { resolvePath: () => undefined, textOf: () => [] };
  const { requests } = readReply('search_replace', asked, files);
  expect(requests).toMatchObject([
    {
      kind: 'update',
      hunks: [
        {
          before: ['lines of the file, copied character for character'],
          after: ['the lines that take their place'],
        },
      ],
    },
  ]);
  expect(pathsIn('search_replace', asked)).toEqual([]);
});

test('only the form of changes has markers; the instruction and the lines are in every prompt', () => {
  for (const task of ['rewrite', 'blocks', 'tests'] as const) {
    expect(replyFormat(instructions(task)) === 'search_replace').toBe(task === 'blocks');
    expect(instructions(task)).not.toMatch(/readonly|PackedFile/);
    const said = draftEdit({ ...question, task }).messages[1]!.parts.map(({ text }) => text);
    expect(said).toEqual(expect.arrayContaining(['Shorten it.', 'one', 'two', 'three']));
  }
});
