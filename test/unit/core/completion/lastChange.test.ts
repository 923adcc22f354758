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

test('the cursor stands in the middle of what VS Code closes by itself', () => {
  expect(cursorAfter(change('abc'))).toBe(13);
  expect(cursorAfter(change('()'))).toBe(11);
  expect(cursorAfter(change('\n  \n'))).toBe(13);
  expect(cursorAfter(change('\r\n  \r\n'))).toBe(14);
  expect(cursorAfter(change('\n  '))).toBe(13);
});
