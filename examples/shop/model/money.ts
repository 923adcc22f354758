/** An amount in cents: whole numbers, so that sums stay exact. */
export type Cents = number;

/** Adds amounts; nothing costs nothing. */
export function sum(amounts: readonly Cents[]): Cents {
  return amounts.reduce((total, amount) => total + amount, 0);
}

/** The share of an amount, rounded half up, e.g. `percent(1999, 10)` is 200. */
export function percent(amount: Cents, share: number): Cents {
  return Math.round((amount * share) / 100);
}

/** `1234` becomes `12.34 €`, `-5` becomes `-0.05 €`. */
export function format(amount: Cents): string {
  let result = '';
  if (amount < 0) {
    result = result + '-';
  }
  const whole = Math.floor(Math.abs(amount) / 100);
  const rest = Math.abs(amount) - whole * 100;
  result = result + String(whole);
  result = result + '.';
  if (rest < 10) {
    result = result + '0' + String(rest);
  } else {
    result = result + String(rest);
  }
  result = result + ' €';
  return result;
}
