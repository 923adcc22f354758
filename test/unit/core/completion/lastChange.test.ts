import { describe, expect, test } from 'vitest';
import { classifyChange, cursorAfter } from '../../../../src/core/completion/lastChange.ts';

const change = (text: string, rangeLength = 0) => ({ rangeOffset: 10, rangeLength, text });

describe('a change is', () => {
  const table: [string, Parameters<typeof classifyChange>, string][] = [
    ['a key', [[change('a')], false, undefined], 'typed'],
    ['an emoji', [[change('👋')], false, undefined], 'typed'],
    ['a closed pair', [[change('()')], false, undefined], 'typed'],
    ['Enter with indentation', [[change('\n    ')], false, undefined], 'typed'],
    ['Enter between braces', [[change('\r\n    \r\n')], false, undefined], 'typed'],
    ['a replaced selection', [[change('a', 5)], false, undefined], 'typed'],
    ['a picked entry', [[change('console', 2)], false, undefined], 'picked'],
    ['a suggestion', [[change('foo(bar)')], false, 'foo(bar)'], 'accepted'],
    ['a word of a suggestion', [[change('foo')], false, 'foo(bar)'], 'accepted'],
    ['Backspace', [[change('', 1)], false, undefined], 'deleted'],
    ['a paste', [[change('a\nb\nc')], false, undefined], 'pasted'],
    ['undo', [[change('a')], true, undefined], 'undone'],
    ['several places', [[change('a'), change('b')], false, undefined], 'program'],
    ['nothing', [[], false, undefined], 'none'],
  ];
  test.each(table)('%s', (_name, args, expected) => expect(classifyChange(...args)).toBe(expected));
});

describe('an input method composes a word: each change puts it where the last one was', () => {
  test.each([
    ['か where k was', change('か', 1), change('k'), 'composed'],
    ['nih where ni was', change('nih', 2), change('ni'), 'composed'],
    ['ni where nih was', change('ni', 3), change('nih'), 'composed'],
    ['你好 where nihao was', change('你好', 5), change('nihao'), 'composed'],
    ['é where ´ was', change('é', 1), change('´'), 'composed'],
    ['a letter after a letter', { ...change('i'), rangeOffset: 11 }, change('n'), 'typed'],
    ['a letter over what was selected', change('a', 5), change('x'), 'typed'],
    ['a picked entry where its first letter was', change('console', 1), change('c'), 'picked'],
    ['Backspace', change('', 1), change('k'), 'deleted'],
    ['the first change', change('k'), undefined, 'typed'],
    ['a letter where something was deleted', change('k'), change('', 3), 'typed'],
  ] as const)('%s', (_name, now, last, expected) =>
    expect(classifyChange([now], false, undefined, last)).toBe(expected),
  );
});

test('the cursor stands in the middle of what VS Code closes by itself', () => {
  expect(cursorAfter(change('abc'))).toBe(13);
  expect(cursorAfter(change('()'))).toBe(11);
  expect(cursorAfter(change('\n  \n'))).toBe(13);
  expect(cursorAfter(change('\r\n  \r\n'))).toBe(14);
  expect(cursorAfter(change('\n  '))).toBe(13);
});
