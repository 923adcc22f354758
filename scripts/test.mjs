// `npm test [-- <tier> …]`: everything that says whether Inkling works, in the order that fails fastest.
// The last line reads `N passed, N failed`; tiers that can't run here are skipped and named before it.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, isCi, note, requireDependency, root, run, SetupError } from './bootstrap.mjs';
import { ensureBrowser } from './browser.mjs';
import { hostWindows, runHostSuites } from './hostSuites.mjs';
import { currentVersion, ensureServer, oldestVersion } from './vscodeServer.mjs';

const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const skippedTiers = [];
const out = join(root, 'out');
let vsix;
let gettingReady;

/** A check that is one test: it passes when `work` returns without throwing or a non-zero exit code. */
async function check(name, work) {
  const startMs = performance.now();
  let reason = '';
  try {
    const result = await work();
    if (typeof result === 'number' && result !== 0) reason = `exit code ${result}`;
  } catch (error) {
    reason = error instanceof SetupError ? error.message : error.stack;
  }
  count(name, reason === '' ? 'passed' : 'failed', reason);
  note(`${reason === '' ? '✓' : '✗'} ${name} (${seconds(startMs)})${reason && `: ${reason}`}`);
  return reason === '';
}

function count(name, state, reason = '') {
  counts[state]++;
  if (state === 'failed')
    failures.push(`${name}${reason && `\n    ${reason.split('\n').join('\n    ')}`}`);
}

function seconds(startMs) {
  return `${((performance.now() - startMs) / 1000).toFixed(1)} s`;
}

/** A tool of the dependencies, run with this Node. */
function tool(specifier, ...toolArguments) {
  return run(process.execPath, [requireDependency.resolve(specifier), ...toolArguments], {
    cwd: root,
  });
}

async function statics() {
  const biome = '@biomejs/biome/bin/biome';
  await check('format and lint', () => tool(biome, 'check', '--error-on-warnings', '.'));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await check('types', () => run(process.execPath, [tsc, '-p', '.'], { cwd: root }));
  await check('types of the ui suites', () =>
    run(process.execPath, [tsc, '-p', 'test/ui'], { cwd: root }),
  );
  await check('types of the chat page', () =>
    run(process.execPath, [tsc, '-p', 'media'], { cwd: root }),
  );
}

/** Runs a vitest project and counts its tests one by one. */
async function vitest(name, config) {
  const startMs = performance.now();
  mkdirSync(out, { recursive: true });
  const report = join(out, `${name}.json`);
  rmSync(report, { force: true });
  const vitestCli = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const code = await run(
    process.execPath,
    [
      vitestCli,
      'run',
      '--config',
      config,
      '--reporter=dot',
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    { cwd: root, env: { ...process.env, ...(vsix && { INKLING_VSIX: vsix }) } },
  );
  if (!existsSync(report)) {
    count(name, 'failed', 'vitest ended without a report; its words are above.');
    return;
  }
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const nFailedBefore = counts.failed;
  for (const file of testResults) {
    if (file.assertionResults.length === 0 && file.status === 'failed')
      count(file.name, 'failed', file.message);
    for (const result of file.assertionResults) {
      const state = { passed: 'passed', failed: 'failed' }[result.status] ?? 'skipped';
      count(`${name}: ${result.fullName}`, state, result.failureMessages?.join('\n'));
    }
  }
  // A set-up that failed leaves a report without tests; that must not look like success.
  if (testResults.length === 0 || (code !== 0 && counts.failed === nFailedBefore)) {
    count(name, 'failed', `vitest ended with exit code ${code}; its words are above.`);
  }
  note(`  ${name} took ${seconds(startMs)}`);
}

async function packaging() {
  await check('build and package', async () => {
    const { packageExtension } = await import('./package.mjs');
    vsix = await packageExtension();
  });
}

/** What both tiers of windows need, got once and before they start side by side. */
function windowsReady() {
  gettingReady ??= check('VS Code and a browser', async () => {
    if (!vsix) await packaging();
    if (!vsix) throw new SetupError('There is no package to test.');
    for (const version of [currentVersion, oldestVersion]) await ensureServer(version);
    await ensureBrowser();
  });
  return gettingReady;
}

/** The suites of one window of one VS Code version. */
async function host({ version, window }) {
  if (!(await windowsReady())) return;
  try {
    const results = await runHostSuites({ version, vsix, window });
    for (const { title, state, error } of results) {
      count(title, state === 'pending' ? 'skipped' : state, error);
    }
    noteSlowest(results);
  } catch (error) {
    count(
      `suites in VS Code ${version}, ${window.name}`,
      'failed',
      error instanceof SetupError ? error.message : error.stack,
    );
  }
}

async function ui() {
  if (await windowsReady()) await vitest('ui', 'vitest.ui.config.mts');
}

/** What to look at first when the suites become slow. */
function noteSlowest(results) {
  const slowest = results.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, 3);
  for (const { title, durationMs } of slowest) note(`    ${Math.round(durationMs)} ms: ${title}`);
}

/** The vscode suites on a desktop build, where one can be downloaded. */
async function desktop() {
  const { runDesktopSuites, DesktopMissing } = await import('./desktopSuites.mjs');
  try {
    for (const { title, state, error } of await runDesktopSuites()) {
      count(title, state === 'pending' ? 'skipped' : state, error);
    }
  } catch (error) {
    if (error instanceof DesktopMissing) {
      counts.skipped++;
      skippedTiers.push(`test:desktop (${error.message})`);
    } else count('desktop suites', 'failed', error.stack);
  }
}

/** What each tier has to run; its pieces are independent of each other. */
const tiers = {
  static: [statics],
  unit: [() => vitest('unit', 'vitest.config.mts')],
  package: [packaging],
  vscode: hostWindows.map(window => () => host(window)),
  ui: [ui],
  desktop: [desktop],
};

/** What runs after what. A window mostly waits for its own processes, so two at a time share two cores well. */
const stages = [['static', 'package'], ['unit'], ['ui', 'vscode'], ['desktop']];

/** Runs the pieces in two lanes, the next one where a lane is free. */
async function runInLanes(pieces) {
  const waiting = [...pieces];
  const lane = async () => {
    for (let piece = waiting.shift(); piece; piece = waiting.shift()) await piece();
  };
  await Promise.all([lane(), lane()]);
}

await bootstrap(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find(name => !(name in tiers));
  if (unknown)
    throw new SetupError(`There is no tier ${unknown}. Tiers: ${Object.keys(tiers).join(', ')}`);
  const startMs = performance.now();
  const isWanted = name => wanted.length === 0 || wanted.includes(name);
  for (const names of stages) {
    const chosen = names.filter(isWanted);
    if (chosen.length === 0) continue;
    note(`\n— ${chosen.join(' and ')}`);
    await runInLanes(chosen.flatMap(name => tiers[name]));
  }
  if (failures.length > 0)
    console.log(`\nFailed:\n${failures.map(line => `  ✗ ${line}`).join('\n')}`);
  console.log(`\nTook ${seconds(startMs)}${isCi ? ' in CI' : ''}.`);
  if (skippedTiers.length > 0) console.log(`Skipped: ${skippedTiers.join('; ')}`);
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`);
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
  // Browsers and servers are closed; a stray handle must not keep a finished run alive.
  process.exit();
});
