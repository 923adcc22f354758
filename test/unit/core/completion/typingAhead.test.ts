import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CompletionCache } from '../../../../src/core/completion/completionCache.ts';
import { mayFitAt, restAt } from '../../../../src/core/completion/typingAhead.ts';

function place(picture: string, uri = 'file:///a.ts') {
  const [prefix, suffix] = picture.split('│') as [string, string];
  return { uri, prefix, suffix };
}

function check(from: string, text: string, to: string, expected: string | undefined) {
  expect(restAt(place(from), text, place(to))).toBe(expected);
}

describe('what remains of a suggestion', () => {
  test('at its own place', () => check('a = │;', 'foo()', 'a = │;', 'foo()'));
  test('after typing along', () => check('a = │;', 'foo()', 'a = fo│;', 'o()'));
  test('after typing something else', () => check('a = │;', 'foo()', 'a = b│;', undefined));
  test('after going back', () => check('a = b│;', 'ar()', 'a = │;', 'bar()'));
  test('after going back over a line end', () => check('a\nb│', 'c', 'a│', undefined));
  test('after going far back', () => check(`a${'b'.repeat(30)}│`, 'c', 'a│', undefined));
  test('with a bracket that VS Code closed', () => check('a│', '(b)', 'a(│)', 'b)'));
  test('after Enter between braces', () => check('if (a) │', '{\n  b', 'if (a) {\n  │\n}', 'b'));
  test('with another suffix', () => check('a│b', 'x', 'a│c', undefined));
  test('in a window that moved on by a line', () => {
    const from = { ...place('first\nsecond │'), firstLine: 100 };
    const to = { ...place('second th│'), firstLine: 101 };
    expect(restAt(from, 'third', to)).toBe('ird');
  });
});

test('a growing text may fit as long as nothing contradicts it', () => {
  const from = place('a = │');
  expect(mayFitAt(from, '', place('a = fo│'))).toBe(true);
  expect(mayFitAt(from, 'f', place('a = fo│'))).toBe(true);
  expect(mayFitAt(from, 'foo', place('a = fo│'))).toBe(true);
  expect(mayFitAt(from, 'bar', place('a = fo│'))).toBe(false);
});

describe('cache', () => {
  const text = fc.string({ minLength: 1, maxLength: 20 }).filter(one => one.trim() !== '');

  test('what was put is found, and its rest after typing along', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), text, fc.nat(), (prefix, suffix, shown, at) => {
        const cache = new CompletionCache();
        const uri = 'file:///a.ts';
        cache.add('model', { uri, prefix, suffix }, { text: shown, wasShown: true });
        const typed = shown.slice(0, at % shown.length);
        const rest = shown.slice(typed.length);
        const found = cache.find('model', { uri, prefix: prefix + typed, suffix });
        expect(found?.text).toBe(rest.trim() === '' ? undefined : rest);
      }),
    );
  });

  test('another suffix misses, unless only what VS Code closes by itself is other', () => {
    const line = fc.constantFrom('', ')', '}', ' ', '\n', 'a', 'b;');
    const after = fc.array(line, { maxLength: 4 }).map(pieces => pieces.join(''));
    fc.assert(
      fc.property(after, after, (suffix, other) => {
        const cache = new CompletionCache();
        const place = { uri: 'file:///a.ts', prefix: 'x = ' };
        cache.add('model', { ...place, suffix }, { text: 'y', wasShown: true });
        const [one, two] = [suffix, other].map(text => text.replace(/^(?:\s*[)}])+/, ''));
        expect(cache.find('model', { ...place, suffix: other })?.text).toBe(
          one === two ? 'y' : undefined,
        );
      }),
    );
  });

  test('another suffix, file or model misses', () => {
    const cache = new CompletionCache();
    cache.add('model', place('a│b'), { text: 'x', wasShown: true });
    expect(cache.find('model', place('a│c'))).toBeUndefined();
    expect(cache.find('other', place('a│b'))).toBeUndefined();
    expect(cache.find('model', place('a│b', 'file:///b.ts'))).toBeUndefined();
  });

  test('what was shown wins over a longer answer', () => {
    const cache = new CompletionCache();
    cache.add('model', place('a│'), { text: 'bc', wasShown: true });
    cache.add('model', place('a│'), { text: 'bcd', wasShown: false });
    expect(cache.find('model', place('ab│'))).toEqual({ text: 'c', wasShown: true, isRest: true });
    expect(cache.find('model', place('abc│'))).toEqual({
      text: 'd',
      wasShown: false,
      isRest: false,
    });
  });
});
