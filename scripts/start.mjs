// `npm start [-- <folder>] [--desktop]`: a real VS Code with Inkling in it, on the examples.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bootstrap, requireDependency, root, run, SetupError } from './bootstrap.mjs';
import { openInBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { cache, currentVersion, ensureServer, startServer, workbenchUrl } from './vscodeServer.mjs';

const flags = process.argv.slice(2).filter(argument => argument.startsWith('--'));
const [folder = join(root, 'examples')] = process.argv
  .slice(2)
  .filter(argument => !argument.startsWith('--'));

await bootstrap(async () => {
  // npm runs us in the project's folder; INIT_CWD is where the person stands.
  const workspace = resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  if (!existsSync(workspace) || !statSync(workspace).isDirectory()) {
    throw new SetupError(`${workspace} is not a folder. Usage: npm start -- <folder>`);
  }
  const unknown = flags.find(flag => !['--desktop', '--no-open'].includes(flag));
  if (unknown)
    throw new SetupError(
      `Unknown option ${unknown}. Usage: npm start -- [<folder>] [--desktop] [--no-open]`,
    );
  await (flags.includes('--desktop') ? startDesktop(workspace) : startWeb(workspace));
});

async function startWeb(workspace) {
  const [server] = await Promise.all([ensureServer(currentVersion), build()]);
  const dataFolder = join(cache, 'start', 'data');
  const extensionsFolder = join(cache, 'start', 'extensions');
  for (const path of [dataFolder, extensionsFolder]) mkdirSync(path, { recursive: true });
  writeFirstSettings(dataFolder);
  const token = randomBytes(16).toString('hex');
  const running = await startServer({ folder: server, dataFolder, extensionsFolder, token });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => running.stop());
  const url = workbenchUrl({ ...running, token, workspace, developmentPath: root });
  console.log(
    `\nVS Code ${currentVersion} with Inkling is open on ${workspace}:\n\n  ${url}\n\nPress Ctrl+C to stop.`,
  );
  if (!flags.includes('--no-open')) openInBrowser(url);
  await running.stopped;
  console.log('Stopped.');
}

/** A quiet first window; what the person changes there stays. */
function writeFirstSettings(dataFolder) {
  const folder = join(dataFolder, 'data', 'Machine');
  const file = join(folder, 'settings.json');
  if (existsSync(file)) return;
  mkdirSync(folder, { recursive: true });
  const settings = {
    'workbench.startupEditor': 'readme',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.tips.enabled': false,
    // The web window would save by itself.
    'files.autoSave': 'off',
  };
  writeFileSync(file, `${JSON.stringify(settings, undefined, 2)}\n`);
}

async function startDesktop(workspace) {
  await build();
  const { downloadAndUnzipVSCode } = requireDependency('@vscode/test-electron');
  const executable = await downloadAndUnzipVSCode({ version: 'stable', cachePath: cache }).catch(
    error => {
      throw new SetupError(
        `A desktop VS Code could not be downloaded (${error.message}). Without one, run: npm start`,
      );
    },
  );
  const userData = join(cache, 'start', 'desktop');
  await run(executable, [
    workspace,
    `--extensionDevelopmentPath=${root}`,
    `--user-data-dir=${userData}`,
    '--skip-welcome',
    '--disable-updates',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]);
}
