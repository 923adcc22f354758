import { describe, expect, test } from 'vitest';
import { nothing, type Outcome } from '../../../../src/core/completion/completion.ts';
import type { Question } from '../../../../src/core/completion/question.ts';
import { isEntryMeant, WidgetEntries } from '../../../../src/core/completion/widgetEntries.ts';

/** What is told of entries that are selected one after the other, written `version:text`. */
function moves(...selections: readonly string[]): boolean[] {
  const entries = new WidgetEntries();
  const document = {};
  return selections.map(selection => {
    const [version, text = ''] = selection.split(':');
    return entries.selected({ document, version: Number(version), text });
  });
}

describe('the user moves through the entries of the suggest widget', () => {
  test('when another one is selected without a change', () => {
    expect(moves('1:alpha', '1:beta')).toEqual([false, true]);
  });

  test('and may come back to the first', () => {
    expect(moves('1:alpha', '1:beta', '1:alpha')).toEqual([false, true, true]);
  });

  test('but not when what is typed selects another', () => {
    expect(moves('1:alpha', '2:beta', '3:gamma')).toEqual([false, false, false]);
    expect(moves('1:alpha', '1:beta', '2:beta')).toEqual([false, true, false]);
  });

  test('nor when VS Code asks again', () => {
    expect(moves('1:alpha', '1:alpha')).toEqual([false, false]);
  });

  test('nor in another document, whose address may be that of one that was closed', () => {
    const entries = new WidgetEntries();
    entries.selected({ document: { uri: 'untitled:1' }, version: 1, text: 'alpha' });
    const next = { document: { uri: 'untitled:1' }, version: 1, text: 'beta' };
    expect(entries.selected(next)).toBe(false);
  });
});

describe('a model is asked what follows an entry', () => {
  const info = { name: 'Test', origin: 'http://127.0.0.1:1' } as NonNullable<
    Question['model']
  >['info'];
  const question = { trigger: 'automatic', model: { info } } as Question;
  const found = (origin: 'asked' | 'joined' | 'cached'): Outcome => ({
    kind: 'completion',
    completion: { text: 'other();', model: info, origin },
  });

  test.each([
    ['when the model has just said something else', question, found('asked'), false, true],
    ['when it has nothing', question, nothing('empty'), false, true],
    ['not when more was typed meanwhile', question, nothing('superseded'), true, false],
    ['not while a suggestion is typed along', question, found('cached'), false, false],
    ['nor while it is still coming', question, found('joined'), false, false],
    ['unless the user moved to the entry', question, found('cached'), true, true],
    [
      'unless the user asks',
      { ...question, trigger: 'explicit' },
      found('cached'),
      false,
      true,
    ] as const,
    [
      'unless asking costs nothing',
      { ...question, model: { info: { ...info, origin: 'embedded' } } } as Question,
      found('cached'),
      false,
      true,
    ],
  ] as const)('%s', (_, asked, plain, hasMoved, expected) => {
    expect(isEntryMeant(asked, plain, hasMoved)).toBe(expected);
  });
});
