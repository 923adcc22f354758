let failures = 0;

/** Runs one test and says how it went. */
export function test(name: string, run: () => void): void {
  try {
    run();
    console.log(`  passed  ${name}`);
  } catch (error) {
    failures += 1;
    console.log(`  FAILED  ${name}: ${error instanceof Error ? error.message : error}`);
  }
}

/** Compares two values by what they look like as JSON. */
export function equal(actual: unknown, expected: unknown): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${left} instead of ${right}`);
}

/** Throws when a test has failed, so that a script notices. */
export function finish(): void {
  if (failures > 0) throw new Error(`${failures} failed`);
}
