import { expect, test } from 'vitest';
import {
  isAboutTests,
  questionTerms,
} from '../../../../../src/core/context/question/questionTerms.ts';

function weightsOf(question: string, earlier: string[] = []): Record<string, number> {
  return Object.fromEntries(
    questionTerms(question, earlier).map(({ term, weight }) => [term, weight]),
  );
}

test('what every question says is not looked for', () => {
  expect(questionTerms('What does this function do, and where is it used?')).toEqual([]);
});

test('a word is looked for in all its forms, itself first', () => {
  const weights = weightsOf('Where are orders cancelled?');
  expect(weights).toMatchObject({ orders: 1, order: 0.5, cancelled: 1, cancel: 0.5 });
});

test('a name as code writes it counts most, and its parts count', () => {
  const weights = weightsOf('Who calls shipOrder()?');
  expect(weights).toMatchObject({ shiporder: 3, '=shipOrder': 3, ship: 1, order: 1 });
  expect(
    questionTerms('Who calls shipOrder()?')
      .slice(0, 2)
      .map(({ term }) => term),
  ).toEqual(['shiporder', '=shipOrder']);
});

test('neighbouring words may be one name', () => {
  expect(weightsOf('How is the shipping cost computed?')).toMatchObject({
    shippingcost: 2,
    shipping_cost: 2,
  });
});

test('questions before it say what it goes on about, the nearest loudest', () => {
  const weights = weightsOf('And in tests?', [
    'How does invoice printing work?',
    'What is a refund?',
  ]);
  expect(weights.refund).toBeCloseTo(0.3);
  expect(weights.invoice).toBeCloseTo(0.15);
  expect(weights.tests).toBe(1);
});

test('tests are asked about by their names', () => {
  expect(isAboutTests('Which tests cover this?')).toBe(true);
  expect(isAboutTests('Where is the latest greatest contest?')).toBe(false);
});
