import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { ensureBrowser } from '../../scripts/browser.mjs';
import { installedExtensions } from '../../scripts/hostSuites.mjs';
import { packageExtension } from '../../scripts/package.mjs';
import { currentVersion, ensureServer, startServer } from '../../scripts/vscodeServer.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the one browser of all UI suites listens. */
    browserEndpoint: string;
    /** Where the one VS Code server listens, without a token. */
    serverOrigin: string;
    serverPort: number;
    /** Holds the workspace and the server's data. */
    scratchFolder: string;
  }
}

/** Brings up what all UI suites share: the browser, and VS Code's server with the package installed. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.INKLING_VSIX;
  const vsix = given && existsSync(given) ? given : await packageExtension();
  const serverFolder: string = await ensureServer(currentVersion);
  const extensionsFolder: string = await installedExtensions(serverFolder, vsix);
  const scratch = mkdtempSync(join(tmpdir(), 'inkling-workbench-'));
  const server = await startServer({
    folder: serverFolder,
    dataFolder: join(scratch, 'data'),
    extensionsFolder,
    // An untrusted window would show no dialog here; it simply would be restricted.
    isTrusting: true,
    token: undefined,
  });
  const browser = await chromium.launchServer(await ensureBrowser());
  project.provide('browserEndpoint', browser.wsEndpoint());
  project.provide('serverOrigin', server.origin);
  project.provide('serverPort', server.port);
  project.provide('scratchFolder', scratch);
  return async () => {
    await browser.close();
    await server.stop();
    for (const folder of [extensionsFolder, scratch])
      rmSync(folder, { recursive: true, force: true });
  };
}
