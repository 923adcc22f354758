import { describe, expect, test } from 'vitest';
import { Removals } from '../../../../src/core/completion/removals.ts';

const at = (picture: string) => {
  const [prefix, suffix] = picture.split('│') as [string, string];
  return { uri: 'file:///a.ts', prefix, suffix };
};

/** Whether a text is told to bring back what went, after the cursor and the text were like these pictures. */
function check(pictures: readonly string[], text: string, msLater = 1000): boolean {
  const removals = new Removals();
  for (const picture of pictures) removals.moveTo(at(picture), 0);
  return removals.restores(at(pictures.at(-1)!), text, msLater);
}

const cut = ['x();\nconst a = first(b)│;\n', 'x();\nconst a = │;\n'];

describe('what was taken out of the line', () => {
  test.each([
    ['is not suggested again', cut, 'first(b)', true],
    ['nor when some of it was typed anew', [...cut, 'x();\nconst a = fi│;\n'], 'rst(b)', true],
    ['nor with more lines after it', ['a = b;│\n', 'a = │\n'], 'b;\nc();', true],
    ['something else is', cut, 'second(b)', false],
    ['on another line it may come', [...cut, 'x();\n│\nconst a = ;\n'], 'first(b)', false],
    [
      'backspace by backspace it is one removal',
      ['a = bcd│', 'a = bc│', 'a = b│', 'a = │'],
      'bcd',
      true,
    ],
    ['what was never there is no removal', ['a = │', 'a = b│', 'a = bc│'], 'd', false],
  ] as const)('%s', (_, pictures, text, expected) => {
    expect(check(pictures, text)).toBe(expected);
  });

  test('of a document that was closed says nothing about the next one of that name', () => {
    const removals = new Removals();
    for (const picture of cut) removals.moveTo(at(picture), 0);
    removals.forget('file:///b.ts');
    expect(removals.restores(at(cut[1]!), 'first(b)', 0)).toBe(true);
    removals.forget('file:///a.ts');
    removals.moveTo(at(cut[1]!), 0);
    expect(removals.restores(at(cut[1]!), 'first(b)', 0)).toBe(false);
  });

  test('may come back after a minute', () => {
    expect(check(cut, 'first(b)', 60_000)).toBe(true);
    expect(check(cut, 'first(b)', 60_001)).toBe(false);
  });
});
