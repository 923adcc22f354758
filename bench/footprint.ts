import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureBrowser } from '../scripts/browser.mjs';
import { installedExtensions, runInExtensionHost } from '../scripts/hostSuites.mjs';
import { packageExtension } from '../scripts/package.mjs';
import { currentVersion, ensureServer } from '../scripts/vscodeServer.mjs';
import type { SuiteResult } from './run.ts';

const nStarts = 5;
const nModelFiles = 500;

/** Host-side JavaScript only: WASM, rank data and the chat page's script don't count. */
const pageScripts = new Set(['chat.js', 'web.js']);

/** Measures what Inkling costs: sizes of the package, activation in a real VS Code, memory at rest. */
export async function runSuite(): Promise<SuiteResult> {
  const root = process.env.INKLING_ROOT ?? process.cwd();
  const vsix: string = await packageExtension();
  const dist = join(root, 'dist');
  const bundleBytes = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.js') && !pageScripts.has(file))
    .reduce((sum, file) => sum + statSync(join(dist, file)).size, 0);
  const inWindows = await measureWindows(root, vsix);
  const result = { id: 'footprint', vsixBytes: statSync(vsix).size, bundleBytes, ...inWindows };
  const summary =
    `VSIX ${(result.vsixBytes / 1e6).toFixed(2)} MB, host JavaScript ${(bundleBytes / 1e3).toFixed(0)} kB, ` +
    `activation ${result.activationMs.toFixed(1)} ms (median of ${nStarts}), ` +
    `memory over an empty host: ${result.idleMb.toFixed(0)} MB idle, ${result.usedMb.toFixed(0)} MB with tokenizer and ${nModelFiles}-file embedded model (no index)`;
  return { results: [result], summary };
}

async function measureWindows(root: string, vsix: string) {
  const server: string = await ensureServer(currentVersion);
  const browser = await ensureBrowser();
  const installed: string = await installedExtensions(server, vsix);
  const none = mkdtempSync(join(tmpdir(), 'inkling-none-'));
  const testsPath = join(root, 'out', 'bench', 'probe.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/footprintProbe.ts'],
    outfile: testsPath,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode'],
  });
  const probe = (kind: string, extensionsFolder: string, prepare?: (workspace: string) => void) =>
    runInExtensionHost({
      ...{ server, browser, extensionsFolder, testsPath, where: `the ${kind} window` },
      env: { INKLING_PROBE: kind },
      ...(prepare && { prepare }),
    });
  try {
    const starts: number[] = [];
    await probe('activation', installed);
    for (let n = 0; n < nStarts; n++) starts.push((await probe('activation', installed)).ms);
    const emptyMb: number = (await probe('idle', none)).mb;
    const idleMb: number = (await probe('idle', installed)).mb - emptyMb;
    const usedMb: number = (await probe('used', installed, fillWorkspace(root))).mb - emptyMb;
    starts.sort((left, right) => left - right);
    return { activationMs: starts[Math.floor(nStarts / 2)] ?? Number.NaN, emptyMb, idleMb, usedMb };
  } finally {
    for (const folder of [installed, none]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Copies real TypeScript from the dependencies: a project of 500 files. */
function fillWorkspace(root: string): (workspace: string) => void {
  return workspace => {
    const packages = ['zod/src', '@azure/msal-common/src', 'vitest/dist'];
    const files = packages.flatMap(name => {
      const folder = join(root, 'node_modules', name);
      return readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter(file => /\.(ts|mts|js)$/.test(file))
        .map(file => join(folder, file));
    });
    mkdirSync(workspace, { recursive: true });
    files.slice(0, nModelFiles).forEach((file, index) => {
      copyFileSync(file, join(workspace, `file${index}.${file.endsWith('.js') ? 'js' : 'ts'}`));
    });
  };
}
