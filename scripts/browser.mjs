// The browser that the tests drive and that `npm start` opens.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ensureInstalled, isCi, note, root, run, SetupError } from './bootstrap.mjs';
import { cache, killTree } from './vscodeServer.mjs';

const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  // Containers have little shared memory.
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const programFiles = [
  process.env.PROGRAMFILES,
  process.env['PROGRAMFILES(X86)'],
  process.env.LOCALAPPDATA,
];

const usualPlaces = {
  linux: [
    'google-chrome',
    'google-chrome-stable',
    'microsoft-edge',
    'chromium',
    'chromium-browser',
  ].flatMap(name => ['/usr/bin', '/usr/local/bin', '/snap/bin'].map(folder => join(folder, name))),
  darwin: ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
    name => `/Applications/${name}.app/Contents/MacOS/${name}`,
  ),
  win32: programFiles
    .filter(Boolean)
    .flatMap(folder => [
      join(folder, 'Google/Chrome/Application/chrome.exe'),
      join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
};

/** A Chromium-family browser: `{ executablePath, args }` for Playwright. */
export async function ensureBrowser() {
  const chosen = process.env.INKLING_BROWSER;
  if (chosen && !existsSync(chosen))
    throw new SetupError(`INKLING_BROWSER names ${chosen}, which does not exist.`);
  const installed = chosen ?? (usualPlaces[process.platform] ?? []).find(existsSync);
  if (installed) return { executablePath: installed, args: launchArguments };
  if (process.platform === 'linux' && process.arch === 'x64') return pinnedChromium();
  if (
    isCi &&
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    existsSync('/etc/debian_version')
  ) {
    return debianChromium();
  }
  throw new SetupError(
    'No Chrome, Edge or Chromium was found. Install one, or name it: INKLING_BROWSER=/path/to/chrome npm test',
  );
}

/** Brings the libraries that it needs beside glibc, so it runs on a bare machine. */
async function pinnedChromium() {
  const folder = join(cache, 'chromium');
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    const wanted = readFileSync(join(root, 'scripts', 'chromium', file));
    const copy = join(folder, file);
    // Several processes come by here at once, and one that reads must not find half of it.
    if (!existsSync(copy) || !readFileSync(copy).equals(wanted)) writeFileSync(copy, wanted);
  }
  const stamp = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  await ensureInstalled(folder, stamp, ['ci', '--ignore-scripts']);
  const require = createRequire(join(folder, 'package.json'));
  const { default: chromium } = await import(require.resolve('@sparticuz/chromium'));
  const executablePath = await chromium.executablePath();
  // Its own arguments are for a function in the cloud: one process and a drawing library in software,
  // so that a crash of one page ends them all.
  return { executablePath, args: launchArguments };
}

async function debianChromium() {
  note("Installing Debian's Chromium …");
  await run('apt-get', ['update', '-q']);
  const code = await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium']);
  if (code !== 0)
    throw new SetupError('No browser could be installed. Run: apt-get install -y chromium');
  return { executablePath: '/usr/bin/chromium', args: launchArguments };
}

/**
 * Opens a page that nobody looks at or drives, in a browser of its own: one that is driven reports every
 * message of the page's web sockets, and a workbench that runs suites sends many.
 * `output` is what the page wrote to its console, among other things.
 */
export function openUnseen({ executablePath, args }, url, profileFolder) {
  const browser = spawn(
    executablePath,
    [
      ...args,
      '--headless',
      // Every pixel costs where there is no graphics card.
      '--window-size=400,300',
      '--force-prefers-reduced-motion',
      '--hide-scrollbars',
      '--mute-audio',
      '--disable-extensions',
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
      '--password-store=basic',
      '--use-mock-keychain',
      '--enable-logging=stderr',
      `--user-data-dir=${profileFolder}`,
      url,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: process.platform !== 'win32' },
  );
  let output = '';
  browser.stderr.on('data', chunk => (output = (output + chunk).slice(-20_000)));
  const closed = new Promise(resolve => {
    browser.on('exit', resolve);
    browser.on('error', error => {
      output += `${executablePath} could not be started: ${error.message}`;
      resolve();
    });
  });
  return {
    output: () => output,
    closed,
    close: async () => {
      killTree(browser);
      await closed;
    },
  };
}

/** Opens an address in the person's own browser, where there is one. */
export function openInBrowser(url) {
  const hasDisplay =
    process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (isCi || !hasDisplay) return;
  const [program, ...programArguments] = {
    darwin: ['open', url],
    win32: ['rundll32', 'url.dll,FileProtocolHandler', url],
    linux: ['xdg-open', url],
  }[process.platform] ?? ['xdg-open', url];
  spawn(program, programArguments, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
