import { expect, test } from 'vitest';
import { mentionAt, offers, withOffer } from '../../../../media/chat/mentionAt.ts';
import { mentionsIn } from '../../../../src/core/chat/mentions.ts';

/** The names that are offered at the `│` of a picture. */
function offered(picture: string): string[] {
  const mention = mentionAt(picture.replace('│', ''), picture.indexOf('│'));
  return mention?.fitting.map(({ name }) => name) ?? [];
}

test.each([
  ['#│', ['changes', 'problems', 'files']],
  ['Review #│ now', ['changes', 'problems', 'files']],
  ['Review (#ch│)', ['changes']],
  ['Why?\n#PRO│', ['problems']],
  ['#files│', ['files']],
  ['#changes│', []],
  ['#123│', []],
  ['a#│', []],
  ['# Heading│', []],
  ['#│changes', []],
  ['#ch│-ange', []],
  ['`#│`', []],
  ['```c\n#│', []],
])('%j offers %j', (picture, names) => expect(offered(picture)).toEqual(names));

test.each([
  ['Review #│', 'changes', 'Review #changes │'],
  ['Review #ch│ twice', 'changes', 'Review #changes│ twice'],
  ['#p│', 'problems', '#problems │'],
  ['In #fi│ why?', 'files', 'In │ why?'],
])('%j with %s is %j', (picture, name, expected) => {
  const text = picture.replace('│', '');
  const mention = mentionAt(text, picture.indexOf('│'));
  const offer = mention?.fitting.find(each => each.name === name);
  const taken = mention && offer && withOffer(text, mention, offer);
  expect(taken && `${taken.text.slice(0, taken.caret)}│${taken.text.slice(taken.caret)}`).toBe(
    expected,
  );
});

test('each word that is offered is read by the host, and each that it reads is offered', () => {
  const words = offers.filter(({ opensFiles }) => !opensFiles).map(({ name }) => name);
  expect(words).toEqual(Object.keys(mentionsIn('')));
  for (const word of words) expect(mentionsIn(`Why? #${word}`)).toMatchObject({ [word]: true });
});
