import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium, type FrameLocator, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { root } from '../../scripts/bootstrap.mjs';
import { quietSettings, workbenchUrl } from '../../scripts/vscodeServer.mjs';

export interface WorkbenchOptions {
  /** The workspace: path → text. */
  readonly files: Readonly<Record<string, string>>;
  /** Machine settings (`inkling.models` and other machine-scoped ones) and all others alike. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The suites run one after the other in one process and share one window: opening it costs more than most tests. */
const shared = globalThis as { inklingWorkbench?: Promise<Workbench> };

/**
 * A real VS Code workbench with the packaged extension, these files in its workspace, these settings and no editor open.
 *
 * ```ts
 * const workbench = await openWorkbench({ files: { 'a.ts': 'const total = 1;\n' } });
 * await workbench.openFile('a.ts');
 * await workbench.page.keyboard.type('const');
 * expect(await workbench.ghostText()).toContain('total');
 * await workbench.leave();
 * ```
 */
export async function openWorkbench({ files, settings }: WorkbenchOptions): Promise<Workbench> {
  shared.inklingWorkbench ??= startWorkbench();
  const workbench = await shared.inklingWorkbench;
  workbench.writeFiles(files);
  await workbench.setSettings(settings ?? {});
  return workbench;
}

async function startWorkbench(): Promise<Workbench> {
  const scratch: string = inject('scratchFolder');
  const folder = join(scratch, 'workspace');
  const machine = join(scratch, 'data', 'data', 'Machine');
  for (const needed of [folder, machine]) mkdirSync(needed, { recursive: true });
  const settingsFile = join(machine, 'settings.json');
  writeFileSync(settingsFile, JSON.stringify(quietSettings));
  const browser = await chromium.connect(inject('browserEndpoint'));
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    // Spinners cost a core where there is no graphics card.
    reducedMotion: 'reduce',
  });
  const origin: string = inject('serverOrigin');
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const page = await context.newPage();
  await page.goto(
    workbenchUrl({
      origin,
      port: inject('serverPort'),
      token: undefined,
      workspace: folder,
      developmentPath: undefined,
      testsPath: undefined,
    }),
  );
  const workbench = new Workbench(page, folder, settingsFile);
  await workbench.ready();
  return workbench;
}

/** One open VS Code window, driven as a person would. */
export class Workbench {
  constructor(
    readonly page: Page,
    /** The workspace's folder on disk. */
    readonly folder: string,
    private readonly settingsFile: string,
  ) {}

  private writes = 0;

  /** Waits until Inkling is there. */
  async ready(): Promise<void> {
    await this.page.locator('.statusbar-item[id*="inkling.status"]').first().waitFor();
  }

  /** Leaves the window as the next suite wants to find it. */
  async leave(): Promise<void> {
    const tabs = this.page.locator('.tab[data-resource-name]');
    for (let left = await tabs.count(); left > 0; left--) {
      await this.runCommand('View: Revert and Close Editor');
      await tabs.nth(left - 1).waitFor({ state: 'detached' });
    }
    await this.runCommand('Notifications: Clear All Notifications');
  }

  writeFiles(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  /** Opens a file of the workspace and waits for its editor to have the focus. */
  async openFile(path: string): Promise<void> {
    const name = path.split('/').at(-1) ?? path;
    await this.pick('Control+P', path, name);
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page
      .locator('.editor-group-container.active .monaco-editor.focused')
      .first()
      .waitFor();
  }

  /** Puts the cursor at a 1-based line and column of the active editor. */
  async goTo(line: number, column: number): Promise<void> {
    await this.page.keyboard.press('Control+G');
    await this.page.locator('.quick-input-widget input').fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page
      .locator('.editor-group-container.active .monaco-editor.focused')
      .first()
      .waitFor();
  }

  /** Runs a command by its title in the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.pick('F1', `>${title}`, title);
  }

  /**
   * Opens a quick pick by its key and takes the entry that the text brings to the front: the list follows the text
   * only later. The text is written again while the entry is missing, since VS Code answers from its last list of
   * files until the new one is there; a view that takes the focus as it is restored closes the list, then it is
   * opened again.
   */
  private async pick(key: string, text: string, entry: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input');
    const row = this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: entry });
    await this.page.keyboard.press(key);
    for (let tries = 1; ; tries++) {
      try {
        await input.fill('', { timeout: 4000 });
        await input.fill(text);
        await row.waitFor({ timeout: 1000 * tries });
        break;
      } catch (error) {
        if (tries === 6) throw error;
        if (tries === 3) await this.page.keyboard.press('Escape');
        if (!(await input.isVisible())) await this.page.keyboard.press(key);
      }
    }
    await this.page.keyboard.press('Enter');
  }

  /** Waits until ghost text stands in the editor and returns it, with ordinary blanks. */
  async ghostText(timeoutMs = 15_000): Promise<string> {
    const ghost = this.page.locator(
      '.ghost-text-decoration, .ghost-text, .ghost-text-decoration-preview',
    );
    await ghost.first().waitFor({ timeout: timeoutMs });
    const pieces = await ghost.allTextContents();
    return pieces.join('').replaceAll('\u00a0', ' ');
  }

  /** Whether any ghost text stands in the editor now. */
  async hasGhostText(): Promise<boolean> {
    return (await this.page.locator('.ghost-text-decoration, .ghost-text').count()) > 0;
  }

  /** The lines of the active editor that are on the screen, with ordinary blanks. */
  async visibleText(): Promise<string> {
    const lines = await this.page
      .locator('.editor-group-container.active .view-lines > .view-line')
      .evaluateAll(elements =>
        elements
          .map(element => ({
            top: Number.parseFloat((element as unknown as { style: { top: string } }).style.top),
            text: element.textContent ?? '',
          }))
          .sort((left, right) => left.top - right.top)
          .map(line => line.text),
      );
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** Saves the active editor and returns what is on disk then. */
  async savedText(path: string): Promise<string> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active:not(.dirty)').waitFor();
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** The text of Inkling's status-bar item. */
  async statusText(): Promise<string> {
    const item = this.page.locator('.statusbar-item[id*="inkling.status"]').first();
    return ((await item.textContent()) ?? '').trim();
  }

  /** The page inside the chat view; it is looked up anew at each use, since VS Code may replace it. */
  get chat(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Changes machine settings while the window is open. */
  async changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const current = JSON.parse(readFileSync(this.settingsFile, 'utf8')) as object;
    await this.writeSettings({ ...current, ...settings });
  }

  /** Gives the window these settings and no others than the quiet ones. */
  async setSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
    const theme = 'Default Dark Modern';
    await this.writeSettings({ ...quietSettings, 'workbench.colorTheme': theme, ...settings });
  }

  /** Resolves when the window follows: its title, which is one of the settings, tells. */
  private async writeSettings(settings: object): Promise<void> {
    const title = `Settings ${++this.writes}`;
    writeFileSync(this.settingsFile, JSON.stringify({ ...settings, 'window.title': title }));
    await this.page.waitForFunction(`document.title === ${JSON.stringify(title)}`);
  }

  /** Saves a picture under `out/screenshots`. */
  async screenshot(name: string): Promise<void> {
    const pictures = join(root, 'out', 'screenshots');
    mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: join(pictures, `${name}.png`) });
  }
}
