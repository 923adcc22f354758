// Suites inside a real extension host: bundles them and has VS Code run them in its web workbench.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { note, requireDependency, root, SetupError } from './bootstrap.mjs';
import { ensureBrowser, openUnseen } from './browser.mjs';
import {
  currentVersion,
  ensureServer,
  installExtension,
  linkQuietBuiltins,
  oldestVersion,
  startServer,
  unseenSettings,
  workbenchUrl,
} from './vscodeServer.mjs';

/** Where the bundled suites lie: two versions may run side by side. */
export const suitesFolder = version => join(root, 'out', 'vscode-tests', version);

/** The windows that suites run in; the folder under `test/vscode` that holds them names the window. */
export const windows = [
  { name: 'trusted', folder: '', isTrusting: true, hasWorkspace: true },
  { name: 'untrusted', folder: 'untrusted', isTrusting: false, hasWorkspace: true },
  { name: 'empty', folder: 'empty', isTrusting: true, hasWorkspace: false },
  // Its folder lies in the file system that `test/vscode/extension` provides.
  {
    name: 'virtual',
    folder: 'virtual',
    isTrusting: true,
    hasWorkspace: true,
    workspaceUri: 'shopfs:/shop',
  },
];

/**
 * What uses no more of VS Code than the other suites do, or only branches of our own: the newest version is enough.
 * Whole windows stand beside single suites.
 */
const onlyOnNewest = [
  'empty',
  'untrusted',
  'virtual',
  'trusted/autoImport',
  'trusted/badInput',
  'trusted/files',
  'trusted/models',
  'trusted/network',
  'trusted/notebook',
  'trusted/outbound',
  'trusted/settings',
];

function isWanted(suites, version) {
  return version === currentVersion || !onlyOnNewest.includes(suites);
}

/** The windows to open, each with its version, the longest first. */
export const hostWindows = windows.flatMap(window =>
  [currentVersion, oldestVersion]
    .filter(version => isWanted(window.name, version))
    .map(version => ({ version, window })),
);

/** Bundles what runs the suites of a version; every window of it loads that file. */
export async function bundleRunner(version) {
  const entryPoints = [join(root, 'test', 'vscode', 'run.ts')];
  await bundle({ entryPoints, outfile: join(suitesFolder(version), 'run.js') });
}

/** Bundles the suites of one window for a version; the name of the bundle, undefined when it has none. */
export async function bundleSuites({ name, folder }, version) {
  const source = join(root, 'test', 'vscode', folder);
  let files;
  try {
    files = readdirSync(source).filter(file => file.endsWith('.test.ts'));
  } catch {
    return undefined;
  }
  files = files.filter(file => isWanted(`${name}/${basename(file, '.test.ts')}`, version));
  const wanted = process.env.INKLING_TEST_ONLY;
  if (wanted) files = files.filter(file => file.includes(wanted));
  if (files.length === 0) return undefined;
  const contents = files.map(file => `import ${JSON.stringify(`./${file}`)};`).join('\n');
  const outfile = join(suitesFolder(version), `${name}.js`);
  await bundle({ stdin: { contents, resolveDir: source, loader: 'ts' }, outfile });
  return basename(outfile);
}

function bundle(what) {
  return requireDependency('esbuild').build({
    ...what,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
    absWorkingDir: root,
  });
}

/** Installs the package once for all windows of a version; returns the extensions folder. */
export async function installedExtensions(server, vsix) {
  const extensionsFolder = mkdtempSync(join(tmpdir(), 'inkling-extensions-'));
  const dataFolder = mkdtempSync(join(tmpdir(), 'inkling-install-'));
  await installExtension({ folder: server, dataFolder, extensionsFolder, vsix });
  rmSync(dataFolder, { recursive: true, force: true });
  return extensionsFolder;
}

const ready = new Map();

/** What all windows of a version share, made once: the server, a browser, the package installed, a few built-ins. */
function readyFor(version, vsix) {
  if (!ready.has(version)) ready.set(version, getReady(version, vsix));
  return ready.get(version);
}

async function getReady(version, vsix) {
  const server = await ensureServer(version);
  const browser = await ensureBrowser();
  mkdirSync(suitesFolder(version), { recursive: true });
  await bundleRunner(version);
  const extensionsFolder = await installedExtensions(server, vsix);
  const builtinFolder = mkdtempSync(join(tmpdir(), 'inkling-builtins-'));
  linkQuietBuiltins(server, builtinFolder, ['ipynb']);
  process.on('exit', () => {
    for (const folder of [extensionsFolder, builtinFolder])
      rmSync(folder, { recursive: true, force: true });
  });
  return { server, browser, extensionsFolder, builtinFolder };
}

/** Runs the suites of one window on one VS Code version; `[{title, state, error?}]`. */
export async function runHostSuites({ version, vsix, window }) {
  const shared = await readyFor(version, vsix);
  const suites = await bundleSuites(window, version);
  if (!suites) return [];
  const title = `VS Code ${version}, ${window.name}`;
  const startMs = performance.now();
  const results = await runInExtensionHost({
    ...shared,
    where: title,
    testsPath: join(suitesFolder(version), 'run.js'),
    isTrusting: window.isTrusting,
    hasWorkspace: window.hasWorkspace,
    workspaceUri: window.workspaceUri,
    env: { INKLING_TEST_SUITES: suites },
  });
  const testsMs = results.reduce((sum, { durationMs }) => sum + durationMs, 0);
  note(
    `  ${title}: ${Math.round((performance.now() - startMs) / 1000)} s, ${Math.round(testsMs / 1000)} s of them in tests`,
  );
  return results.map(result => ({ ...result, title: `${title}: ${result.title}` }));
}

/**
 * Opens a window of its own and runs `testsPath` in its extension host; what that wrote as JSON to
 * the file named by `INKLING_TEST_RESULTS`. `prepare` may fill the workspace before.
 */
export async function runInExtensionHost({
  server,
  browser,
  extensionsFolder,
  builtinFolder = undefined,
  testsPath,
  where,
  isTrusting = true,
  hasWorkspace = true,
  workspaceUri = undefined,
  env = {},
  prepare = _workspace => {},
}) {
  const scratch = mkdtempSync(join(tmpdir(), 'inkling-window-'));
  const workspace = join(scratch, 'workspace');
  const dataFolder = join(scratch, 'data');
  const resultsFile = join(scratch, 'results.json');
  mkdirSync(workspace);
  const machine = join(dataFolder, 'data', 'Machine');
  mkdirSync(machine, { recursive: true });
  writeFileSync(join(machine, 'settings.json'), JSON.stringify(unseenSettings));
  prepare(workspace);
  const running = await startServer({
    folder: server,
    dataFolder,
    extensionsFolder,
    builtinFolder,
    isTrusting,
    env: { INKLING_TEST_RESULTS: resultsFile, INKLING_TEST_SCRATCH: scratch, ...env },
  });
  const url = workbenchUrl({
    ...running,
    workspace: hasWorkspace ? (workspaceUri ?? workspace) : undefined,
    developmentPath: join(root, 'test', 'vscode', 'extension'),
    testsPath,
  });
  const page = openUnseen(browser, url, join(scratch, 'browser'));
  try {
    return await resultsOf(resultsFile, page, where);
  } finally {
    await page.close();
    await running.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Waits for the results of a window; what its browser said when none come. */
async function resultsOf(file, page, where) {
  let isOpen = true;
  page.closed.then(() => (isOpen = false));
  const deadlineMs = performance.now() + 240_000;
  while (isOpen && performance.now() < deadlineMs) {
    await new Promise(resolve => setTimeout(resolve, 100));
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  }
  const reason = isOpen ? 'reported nothing within 240 s' : 'lost its browser';
  throw new SetupError(`What ran in ${where} ${reason}.\n${page.output()}`);
}
