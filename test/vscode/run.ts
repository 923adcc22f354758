import { renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';

/** One test's fate, as the runner outside reads it. */
export interface TestResult {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'pending';
  readonly durationMs: number;
  readonly error?: string;
}

/**
 * Runs the suites that were bundled beside this file, inside the extension host.
 * VS Code calls it; the results go to the file that `INKLING_TEST_RESULTS` names, which is there only when it is whole.
 */
export async function run(): Promise<void> {
  const results: TestResult[] = [];
  try {
    await runSuites(results);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    results.push({ title: 'the suites start', state: 'failed', durationMs: 0, error: reason });
  }
  const file = process.env.INKLING_TEST_RESULTS;
  if (!file) throw new Error('INKLING_TEST_RESULTS is not set.');
  writeFileSync(`${file}.part`, JSON.stringify(results));
  renameSync(`${file}.part`, file);
  if (results.some(result => result.state === 'failed')) throw new Error('Some tests failed.');
}

function closeSideBar(): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.closeSidebar');
}

async function runSuites(results: TestResult[]): Promise<void> {
  const extension = vscode.extensions.getExtension('inkling.inkling');
  if (!extension) throw new Error('Inkling is not installed in this window.');
  await extension.activate();
  const mocha = new Mocha({ ui: 'tdd', timeout: 30_000, slow: 2_000, color: false });
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  const suites = process.env.INKLING_TEST_SUITES;
  if (!suites) throw new Error('INKLING_TEST_SUITES is not set.');
  createRequire(__filename)(join(__dirname, suites));
  // Its trees and the chat's page follow every file and setting that a test changes.
  await closeSideBar();
  for (const suite of mocha.suite.suites) suite.afterAll(closeSideBar);
  await new Promise<void>(resolve => {
    const runner = mocha.run(() => resolve());
    const note = (test: Mocha.Test, state: TestResult['state'], error?: Error) =>
      results.push({
        title: test.fullTitle(),
        state,
        durationMs: test.duration ?? 0,
        ...(error && { error: error.stack ?? error.message }),
      });
    runner.on('pass', test => note(test, 'passed'));
    runner.on('pending', test => note(test, 'pending'));
    runner.on('fail', (test, error) => note(test as Mocha.Test, 'failed', error as Error));
  });
}
