import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SecretVault } from '../../../../../src/core/outbound/secrets/secretVault.ts';
import { sourceText } from '../../../../support/arbitraryText.ts';

const token = `ghp_${'a1B2c3D4e5F6'.repeat(3)}`;

/** Texts in which secrets, and names like those of masked ones, are frequent. */
const text = fc
  .array(
    fc.oneof(
      sourceText,
      fc.constantFrom(
        token,
        `"password": "Xy12!${'z'.repeat(6)}"`,
        'INKLING_SECRET_1_',
        'INKLING_SECRET_',
        'INKLING_SECRET_2',
        '7',
        'I',
        '_',
        '\n',
      ),
    ),
    { maxLength: 12 },
  )
  .map(pieces => pieces.join(''));

describe('masking', () => {
  test('gives a secret the same name everywhere, and another one to another', () => {
    const vault = new SecretVault();
    const { text: masked, kinds } = vault.mask(`a("${token}"); b("${token}"); pwd = "Xy12!abc"`);
    expect(masked).toBe(
      'a("INKLING_SECRET_1_"); b("INKLING_SECRET_1_"); pwd = "INKLING_SECRET_2_"',
    );
    expect(kinds).toEqual(['GitHub token', 'GitHub token', 'password']);
  });

  test('finds a secret that is known also where nothing gives it away', () => {
    const vault = new SecretVault();
    vault.mask('password = "Xy12!abc"');
    expect(vault.mask('log("Xy12!abc")').text).toBe('log("INKLING_SECRET_1_")');
  });

  test('keeps the number of lines', () => {
    fc.assert(
      fc.property(text, value => {
        const masked = new SecretVault().mask(value).text;
        expect(masked.split('\n').length).toBe(value.split('\n').length);
      }),
    );
  });

  test('takes a secret around the cursor whole, before it', () => {
    const vault = new SecretVault();
    const sides = vault.maskAround(`x = "${token.slice(0, 20)}`, `${token.slice(20)}";\ny = 1;`);
    expect(sides).toEqual({
      before: 'x = "INKLING_SECRET_1_',
      after: '";\ny = 1;',
      kinds: ['GitHub token'],
    });
  });

  test('leaves no part of a secret on either side of the cursor, wherever it is', () => {
    const whole = `a = "${token}";`;
    for (let at = 0; at <= whole.length; at++) {
      const { before, after } = new SecretVault().maskAround(whole.slice(0, at), whole.slice(at));
      expect(before + after).toBe('a = "INKLING_SECRET_1_";');
    }
  });
});

describe('restoring', () => {
  test('gives every text back that was masked, in one piece or in many', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat({ max: 30 }), { maxLength: 10 }), (value, lengths) => {
        const vault = new SecretVault();
        vault.mask(`other "${token}x"`);
        const masked = vault.mask(value).text;
        expect(vault.restore(masked)).toBe(value);
        const stream = vault.restoring();
        let restored = '';
        let at = 0;
        for (const length of lengths) {
          restored += stream.push(masked.slice(at, at + length));
          at += length;
        }
        restored += stream.push(masked.slice(at)) + stream.end();
        expect(restored).toBe(value);
      }),
    );
  });

  test('understands a model that leaves the last sign of a name out', () => {
    const vault = new SecretVault();
    vault.mask(`key = "${token}"`);
    expect(vault.restore('use("INKLING_SECRET_1")')).toBe(`use("${token}")`);
  });

  test('leaves names that it did not give', () => {
    expect(new SecretVault().restore('INKLING_SECRET_4_')).toBe('INKLING_SECRET_4_');
  });

  test('holds nothing back that is no name', () => {
    const stream = new SecretVault().restoring();
    expect(stream.push('An I')).toBe('An ');
    expect(stream.push(' see.')).toBe('I see.');
  });
});

test('after a thousand secrets the oldest lose their names', () => {
  const vault = new SecretVault();
  for (let i = 0; i <= 1000; i++) vault.mask(`password = "Xy12!${i}abc"`);
  expect(vault.restore('INKLING_SECRET_1_ INKLING_SECRET_2_')).toBe('INKLING_SECRET_1_ Xy12!1abc');
});
