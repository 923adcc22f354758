import { spawn } from 'node:child_process';

/** How a command ended; `output` is the end of what it wrote. */
export interface CommandResult {
  readonly exitCode: number | undefined;
  readonly output: string;
}

/** So many characters at the end of a command's output are kept. */
const mostOutput = 20_000;

/** Runs a command of the user's in their shell. Never throws: what can't start has no exit code and says why. */
export function runCommand(
  command: string,
  cwd: string,
  signal: AbortSignal,
): Promise<CommandResult> {
  return new Promise(resolve => {
    // A group of its own, so that aborting ends what the shell has started too.
    const isGroup = process.platform !== 'win32';
    const child = spawn(command, { cwd, shell: true, detached: isGroup, stdio: 'pipe' });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-mostOutput);
    };
    const stop = () => {
      if (!isGroup || child.pid === undefined) {
        child.kill();
        return;
      }
      try {
        process.kill(-child.pid);
      } catch {
        // It has ended just now.
      }
    };
    const end = (exitCode: number | undefined) => {
      signal.removeEventListener('abort', stop);
      resolve({ exitCode, output });
    };
    child.stdin.end();
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', error => {
      output += error.message;
      end(undefined);
    });
    child.on('close', exitCode => end(exitCode ?? undefined));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
}
