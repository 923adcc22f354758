import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../../src/node/runCommand.ts';

describe("a user's own command", () => {
  const never = new AbortController().signal;

  test('tells its exit code and what it wrote', async () => {
    const result = await runCommand('echo said && exit 3', tmpdir(), never);
    expect(result.exitCode).toBe(3);
    expect(result.output.trim()).toBe('said');
  });

  test('has no exit code where it cannot start', async () => {
    const result = await runCommand('echo said', '/no/such/folder', never);
    expect(result.exitCode).toBeUndefined();
    expect(result.output).not.toBe('');
  });

  test('ends with what it has started when it is stopped', async () => {
    const stop = new AbortController();
    const endless = `"${process.execPath}" -e "setInterval(() => {}, 1000)"`;
    const running = runCommand(endless, tmpdir(), stop.signal);
    stop.abort();
    expect((await running).exitCode).toBeUndefined();
  });
});
