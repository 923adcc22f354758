import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureBrowser } from '../scripts/browser.mjs';
import { installedExtensions } from '../scripts/hostSuites.mjs';
import { packageExtension } from '../scripts/package.mjs';
import {
  currentVersion,
  ensureServer,
  quietSettings,
  startServer,
  workbenchUrl,
} from '../scripts/vscodeServer.mjs';
import { type ModelServer, startModelServer } from '../test/support/modelServer.ts';
import type { SuiteResult } from './run.ts';

const nShown = 40;
const nAborted = 15;
/** How long the model takes, so that request and reply are told apart. */
const modelMs = 60;
/** Longer than anything that goes on after an accept. */
const settleMs = 400;

/** One window with one completion extension in it. */
interface Contestant {
  readonly name: string;
  readonly extensionsFolder: string;
  readonly developmentPath: string | undefined;
}

/** What the page saw, in milliseconds of the shared wall clock. */
interface Seen {
  readonly keys: readonly number[];
  readonly ghosts: readonly number[];
}

/**
 * Types in a real VS Code beside a model server that takes {@link modelMs}: with Inkling, and with an extension that
 * does nothing but ask and show (`constantExtension`). What VS Code itself takes is in both.
 */
export async function runSuite(): Promise<SuiteResult> {
  const root = process.env.INKLING_ROOT ?? process.cwd();
  const vsix: string = await packageExtension();
  const serverFolder: string = await ensureServer(currentVersion);
  const installed: string = await installedExtensions(serverFolder, vsix);
  const none = mkdtempSync(join(tmpdir(), 'inkling-none-'));
  const constant = join(root, 'bench', 'constantExtension');
  const contestants: Contestant[] = [
    { name: 'constant', extensionsFolder: none, developmentPath: constant },
    { name: 'Inkling', extensionsFolder: installed, developmentPath: undefined },
  ];
  const { executablePath, args } = await ensureBrowser();
  const browser = await chromium.launch({ executablePath, args });
  try {
    const results: object[] = [];
    const words: string[] = [];
    for (const contestant of contestants) {
      const result = await measure(browser, serverFolder, contestant);
      results.push(result);
      words.push(
        `${contestant.name}: key to request ${result.keyToRequestMs.toFixed(0)} ms, reply to ghost text ${result.replyToGhostMs.toFixed(0)} ms, ` +
          `abort after the next key ${result.abortMs.toFixed(0)} ms, shown ${result.shown} of ${nShown}, memory ${result.memoryMb.map(mb => mb.toFixed(0)).join(' → ')} MB`,
      );
    }
    return { results, summary: `workbench (medians): ${words.join('; ')}` };
  } finally {
    await browser.close();
    for (const folder of [installed, none]) rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(browser: Browser, serverFolder: string, contestant: Contestant) {
  const model = await startModelServer({ dialect: 'llamacpp', contextTokens: 32_000 });
  const scratch = mkdtempSync(join(tmpdir(), 'inkling-bench-'));
  const workspace = join(scratch, 'workspace');
  const machine = join(scratch, 'data', 'data', 'Machine');
  for (const folder of [workspace, machine]) mkdirSync(folder, { recursive: true });
  const lines = Array.from({ length: nShown + nAborted + 2 }, (_, n) => `const value${n} = \n`);
  writeFileSync(join(workspace, 'values.ts'), lines.join(''));
  writeFileSync(join(machine, 'settings.json'), JSON.stringify(settingsFor(model)));
  const vscode = await startServer({
    folder: serverFolder,
    dataFolder: join(scratch, 'data'),
    extensionsFolder: contestant.extensionsFolder,
    token: undefined,
    isTrusting: true,
    env: { INKLING_BENCH_SERVER: model.url },
  });
  const page = await browser.newPage({ viewport: { width: 800, height: 500 } });
  try {
    await page.goto(
      workbenchUrl({
        ...{ origin: vscode.origin, port: vscode.port, token: undefined, testsPath: undefined },
        ...{ workspace, developmentPath: contestant.developmentPath },
      }),
    );
    await openValues(page);
    return await typeIn(page, model);
  } finally {
    await page.close();
    await vscode.stop();
    await model.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function settingsFor({ baseUrl }: ModelServer): object {
  const model = {
    name: 'Bench',
    provider: 'llamacpp',
    baseUrl,
    model: 'test-coder',
    fim: 'native',
  };
  return {
    ...quietSettings,
    'inkling.models': [model],
    'inkling.roles.completion': 'Bench',
    'inkling.discovery.enabled': false,
    'inkling.completion.delayMs': 0,
    'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  };
}

async function openValues(page: Page): Promise<void> {
  const row = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'values.ts' });
  await page.locator('.statusbar-item').first().waitFor({ timeout: 60_000 });
  for (let tries = 0; !(await row.isVisible()); tries++) {
    if (tries === 20) throw new Error('The file could not be opened.');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input').fill('values.ts');
    await row.waitFor({ timeout: 2000 }).catch(() => {});
  }
  await page.keyboard.press('Enter');
  await page.locator('.monaco-editor.focused').first().waitFor();
  // Extensions that activate when the start is finished are awake by then.
  await page.waitForTimeout(5000);
}

/** Runs in the page: remembers when a key went down and when ghost text came up. */
const watch = `
  window.seen = { keys: [], ghosts: [] };
  let stood = false;
  document.addEventListener('keydown', event => seen.keys.push(performance.timeOrigin + event.timeStamp), true);
  new MutationObserver(() => {
    const stands = document.querySelector('.ghost-text-decoration, .ghost-text') !== null;
    if (stands && !stood) seen.ghosts.push(performance.timeOrigin + performance.now());
    stood = stands;
  }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
`;

async function typeIn(page: Page, model: ModelServer) {
  await page.evaluate(watch);
  const seenSoFar = () => page.evaluate('window.seen') as Promise<Seen>;
  const keyToRequest: number[] = [];
  const replyToGhost: number[] = [];
  const abort: number[] = [];
  const missed: string[] = [];
  model.reply({ text: 'oo();', delayMs: modelMs });
  let memoryBefore = Number.NaN;
  for (let n = 0; n < nShown; n++) {
    if (n === 5) memoryBefore = hostMemoryMb(model);
    const asked = model.generations.length;
    await page.keyboard.press('End');
    await page.keyboard.press('f');
    await page.waitForTimeout(modelMs + settleMs);
    const { keys, ghosts } = await seenSoFar();
    const request = model.generations[asked];
    const key = keys.at(-1) ?? Number.NaN;
    if (request) keyToRequest.push(wallClock(request.atMs) - key);
    const repliedAt = wallClock(request?.finishedAtMs ?? Number.NaN);
    const ghost = ghosts.find(at => at > key);
    if (ghost !== undefined) replyToGhost.push(ghost - repliedAt);
    else
      missed.push(`key ${n}: ${request ? `replied ${repliedAt - key} ms after it` : 'no request'}`);
    await page.keyboard.press('Tab');
    await page.waitForTimeout(settleMs);
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(settleMs / 2);
  }
  const memoryAfter = hostMemoryMb(model);
  // The first word comes at once and says what the next key is not; the rest never comes.
  for (let n = 0; n < nAborted; n++) {
    const asked = model.generations.length;
    model.reply({ text: 'oo();', chunkChars: 2, failure: { kind: 'stall', afterDeltas: 1 } });
    await page.keyboard.press('End');
    await page.keyboard.press('f');
    // After some contradictions the pause before a request is longer.
    for (let ms = 0; ms < 2000 && !model.generations[asked]; ms += 50)
      await page.waitForTimeout(50);
    await page.waitForTimeout(200);
    const request = model.generations[asked];
    await page.keyboard.press('x');
    await page.waitForTimeout(1500);
    const key = (await seenSoFar()).keys.at(-1) ?? Number.NaN;
    if (request?.abortedAtMs) abort.push(wallClock(request.abortedAtMs) - key);
    await page.keyboard.press('ArrowDown');
  }
  return {
    id: 'workbench',
    keyToRequestMs: median(keyToRequest),
    replyToGhostMs: median(replyToGhost),
    abortMs: median(abort),
    aborted: abort.length,
    shown: replyToGhost.length,
    missed,
    memoryMb: [memoryBefore, memoryAfter],
  };
}

function wallClock(performanceMs: number): number {
  return performance.timeOrigin + performanceMs;
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Resident memory of the extension host, on Linux. */
function hostMemoryMb({ url }: ModelServer): number {
  if (process.platform !== 'linux') return Number.NaN;
  for (const id of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      const isHost = readFileSync(`/proc/${id}/cmdline`, 'utf8').includes('--type=extensionHost');
      // Others may run beside it; only this one was told of the model server.
      if (!isHost || !readFileSync(`/proc/${id}/environ`, 'utf8').includes(url)) continue;
      const status = readFileSync(`/proc/${id}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
    } catch {
      // It has ended meanwhile.
    }
  }
  return Number.NaN;
}
