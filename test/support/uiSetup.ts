import { existsSync, rmSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { ensureBrowser } from '../../scripts/browser.mjs';
import { installedExtensions } from '../../scripts/hostSuites.mjs';
import { packageExtension } from '../../scripts/package.mjs';
import { currentVersion, ensureServer } from '../../scripts/vscodeServer.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the one browser of all UI suites listens. */
    browserEndpoint: string;
    serverFolder: string;
    /** The folder in which the package is installed. */
    extensionsFolder: string;
  }
}

/** Brings up what all UI suites share: the browser, VS Code's server on disk, the installed package. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.INKLING_VSIX;
  const vsix = given && existsSync(given) ? given : await packageExtension();
  const serverFolder: string = await ensureServer(currentVersion);
  const extensionsFolder: string = await installedExtensions(serverFolder, vsix);
  const browser = await chromium.launchServer(await ensureBrowser());
  project.provide('browserEndpoint', browser.wsEndpoint());
  project.provide('serverFolder', serverFolder);
  project.provide('extensionsFolder', extensionsFolder);
  return async () => {
    await browser.close();
    rmSync(extensionsFolder, { recursive: true, force: true });
  };
}
