// The vscode suites on a desktop VS Code, where one can be had.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireDependency, root } from './bootstrap.mjs';
import { bundleRunner, bundleSuites, suitesFolder, windows } from './hostSuites.mjs';
import { cache, currentVersion } from './vscodeServer.mjs';

/** No desktop VS Code can be downloaded or shown here. */
export class DesktopMissing extends Error {}

/** Runs the suites of the trusted window on a desktop build; `[{title, state, error?}]`. */
export async function runDesktopSuites() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    throw new DesktopMissing('no display; run it under xvfb-run');
  }
  const { downloadAndUnzipVSCode, runTests } = requireDependency('@vscode/test-electron');
  const vscodeExecutablePath =
    process.env.INKLING_VSCODE ??
    (await downloadAndUnzipVSCode({ version: 'stable', cachePath: cache }).catch(error => {
      throw new DesktopMissing(`no desktop VS Code could be downloaded: ${error.message}`);
    }));
  const [trusted] = windows;
  await bundleRunner(currentVersion);
  const suites = await bundleSuites(trusted, currentVersion);
  const scratch = mkdtempSync(join(tmpdir(), 'inkling-desktop-'));
  const workspace = join(scratch, 'workspace');
  mkdirSync(workspace);
  const resultsFile = join(scratch, 'results.json');
  try {
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath: join(suitesFolder(currentVersion), 'run.js'),
      launchArgs: [
        workspace,
        '--disable-workspace-trust',
        `--user-data-dir=${join(scratch, 'data')}`,
      ],
      extensionTestsEnv: {
        INKLING_TEST_RESULTS: resultsFile,
        INKLING_TEST_SUITES: suites,
        INKLING_TEST_SCRATCH: scratch,
      },
    }).catch(() => undefined);
    const results = JSON.parse(readFileSync(resultsFile, 'utf8'));
    return results.map(result => ({ ...result, title: `desktop: ${result.title}` }));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
