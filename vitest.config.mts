import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts'],
    pool: 'threads',
    // The tests stub nothing global, so files can share a thread; that halves the time.
    isolate: false,
    // Left alone, vitest keeps one core free for watching; nobody watches here.
    maxWorkers: '100%',
    setupFiles: ['test/support/steadySeed.ts'],
    // Only a hang takes this long, however busy the machine is.
    testTimeout: 120_000,
  },
});
