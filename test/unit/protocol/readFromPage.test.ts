import { expect, test } from 'vitest';
import { readFromPage } from '../../../src/protocol/readFromPage.ts';

test('a known message is read, without fields that do not belong to it', () => {
  const asked = { type: 'ask', text: 'Why?', chipIds: ['next-1'] };
  expect(readFromPage({ ...asked, isAdmin: true })).toEqual(asked);
});

test.each([
  undefined,
  null,
  'ready',
  {},
  { type: 'format', disk: 'c' },
  { type: 'ask' },
  { type: 'ask', text: 5, chipIds: [] },
  { type: 'ask', text: 'Why?' },
  { type: 'ask', text: 'Why?', chipIds: [5] },
  { type: 'openChat', id: '' },
  { type: 'dropFiles', uris: ['file:///a', 5] },
  { type: 'openLink', href: 'x'.repeat(5000) },
  { type: 'ask', text: 'x'.repeat(2_000_001), chipIds: [] },
])('what the host does not know is not read: %j', message => {
  expect(readFromPage(message)).toBeUndefined();
});
