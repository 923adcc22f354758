import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** By name, never by how long they took last time: what a suite leaves in the shared window is the same in every run. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((left, right) => left.moduleId.localeCompare(right.moduleId));
  }
}

export default defineConfig({
  test: {
    include: ['test/ui/**/*.test.ts'],
    globalSetup: ['test/support/uiSetup.ts'],
    // Two cores: the workbench, its server and its extension host are three processes already.
    fileParallelism: false,
    // They share one window, and the process that holds it.
    isolate: false,
    sequence: { sequencer: ByName },
    // A loaded machine is slow, and no test is about how fast.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 120_000,
    hookTimeout: 90_000,
  },
});
