import { describe, expect, test } from 'vitest';
import { type DayOfUse, Ledger } from '../../../../src/core/outbound/ledger.ts';

const remote = { origin: 'https://model.invalid', isLocal: false };
const local = { origin: 'http://127.0.0.1:8080', isLocal: true };
const unlimited = { tokensPerDay: 0, costPerDay: 0, requestsPerMinute: 0 };

function ledgerAt(start: string) {
  const time = { atMs: new Date(start).getTime() };
  let kept: DayOfUse | undefined;
  const store = { load: () => kept, save: (day: DayOfUse) => (kept = day) };
  const open = () => new Ledger(store, () => time.atMs);
  return { time, ledger: open(), open };
}

describe('a local model', () => {
  test('is left to a chat answer or an edit until that is over', () => {
    const { ledger } = ledgerAt('2026-11-21T10:00');
    const over = ledger.start('chat', local);
    expect(ledger.refusal(local, unlimited)).toBe('chatFirst');
    expect(ledger.refusal({ ...local, origin: 'http://127.0.0.1:9' }, unlimited)).toBeUndefined();
    over({ prompt: 100, output: 0 });
    expect(ledger.refusal(local, unlimited)).toBeUndefined();
  });

  test('is busy with whatever is no next edit', () => {
    const { ledger } = ledgerAt('2026-11-21T10:00');
    ledger.start('nextEdit', local);
    expect(ledger.isAnswering(local.origin)).toBe(false);
    expect(ledger.refusal(local, unlimited)).toBeUndefined();
    const over = ledger.start('completion', local);
    expect(ledger.isAnswering(local.origin)).toBe(true);
    expect(ledger.isAnswering(remote.origin)).toBe(false);
    over({ prompt: 100, output: 0 });
    expect(ledger.isAnswering(local.origin)).toBe(false);
  });

  test('knows no limits, and a remote one no queue', () => {
    const { ledger } = ledgerAt('2026-11-21T10:00');
    ledger.start('completion', local)({ prompt: 1000, output: 0 });
    ledger.start('edit', remote);
    const one = { tokensPerDay: 1, costPerDay: 0, requestsPerMinute: 1 };
    expect(ledger.refusal(local, one)).toBeUndefined();
    expect(ledger.refusal(remote, one)).toBeUndefined();
    expect(ledger.usedToday.tokens).toBe(0);
  });
});

describe('limits of remote models', () => {
  test('the requests of a minute', () => {
    const { ledger, time } = ledgerAt('2026-11-21T10:00');
    const limits = { ...unlimited, requestsPerMinute: 2 };
    ledger.start('completion', remote);
    time.atMs += 30_000;
    ledger.start('completion', remote)({ prompt: 10, output: 0 });
    expect(ledger.refusal(remote, limits)).toBe('minuteLimit');
    expect(ledger.refusal(remote, unlimited)).toBeUndefined();
    time.atMs += 30_001;
    expect(ledger.refusal(remote, limits)).toBeUndefined();
  });

  test('are used by next edits, too', () => {
    const { ledger } = ledgerAt('2026-11-21T10:00');
    ledger.start('nextEdit', remote)({ prompt: 500, output: 0 });
    expect(ledger.refusal(remote, { tokensPerDay: 0, costPerDay: 0, requestsPerMinute: 1 })).toBe(
      'minuteLimit',
    );
    expect(ledger.usedToday.tokens).toBe(500);
  });

  test('the cost of a day, by the prices that the user set', () => {
    const { ledger, time, open } = ledgerAt('2026-11-21T10:00');
    const priced = { ...remote, price: { input: 2, output: 10 } };
    const limits = { ...unlimited, costPerDay: 0.01 };
    ledger.start('completion', priced)({ prompt: 2000, output: 500 });
    expect(ledger.usedToday.cost).toBeCloseTo(0.009);
    expect(ledger.refusal(priced, limits)).toBeUndefined();
    ledger.start('completion', remote)({ prompt: 1_000_000, output: 0 });
    expect(ledger.refusal(priced, limits)).toBeUndefined();
    ledger.start('completion', priced)();
    ledger.start('completion', priced)({ prompt: 0, output: 200 });
    expect(open().refusal(priced, limits)).toBe('dayLimit');
    time.atMs += 24 * 3_600_000;
    expect(open().refusal(priced, limits)).toBeUndefined();
  });

  test('the tokens of a day, across windows, until midnight', () => {
    const { ledger, time, open } = ledgerAt('2026-11-21T23:59');
    const limits = { ...unlimited, tokensPerDay: 100 };
    ledger.start('completion', remote)({ prompt: 60, output: 0 });
    ledger.start('chat', remote)({ prompt: 5000, output: 0 });
    expect(ledger.refusal(remote, limits)).toBeUndefined();
    ledger.start('completion', remote)({ prompt: 40, output: 0 });
    expect(open().refusal(remote, limits)).toBe('dayLimit');
    time.atMs += 60_000;
    expect(open().refusal(remote, limits)).toBeUndefined();
    expect(open().usedToday.tokens).toBe(0);
  });
});

test('who is asked is told', () => {
  const { ledger } = ledgerAt('2026-11-21T10:00');
  const seen: string[] = [];
  ledger.onDidStart(({ role, origin }) => seen.push(`${role} ${origin}`));
  ledger.start('edit', remote);
  expect(seen).toEqual(['edit https://model.invalid']);
});
