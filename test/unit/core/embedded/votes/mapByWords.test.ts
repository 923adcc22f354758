import { describe, expect, test } from 'vitest';
import { changeBetween, replaceWord } from '../../../../../src/core/embedded/votes/mapByWords.ts';

/** What a name becomes by the difference between two others. */
function mapByWords(name: string, from: string, to: string): string | undefined {
  const change = changeBetween(from, to);
  return change && replaceWord(name, change.from, change.to);
}

describe('carrying a difference of names over', () => {
  test.each([
    ['userId', 'getUser', 'getOrder', 'orderId'],
    ['USER_ID', 'getUser', 'getOrder', 'ORDER_ID'],
    ['user_name', 'User', 'Order', 'order_name'],
    ['loadUserList', 'user', 'orderItem', 'loadOrderItemList'],
  ])('%s, when %s became %s, is %s', (name, from, to, expected) => {
    expect(mapByWords(name, from, to)).toBe(expected);
  });

  test.each([
    ['total', 'getUser', 'getOrder'],
    ['value', 'ab', 'cd'],
    ['user', 'user', 'user'],
  ])('%s is left alone when %s became %s', (name, from, to) => {
    expect(mapByWords(name, from, to)).toBeUndefined();
  });

  test('cuts at words, not inside them', () => {
    expect(mapByWords('parseJson', 'parseXml', 'parserXml')).not.toBe('parserJson ');
    expect(replaceWord('orderService', 'order', 'customer')).toBe('customerService');
  });
});
