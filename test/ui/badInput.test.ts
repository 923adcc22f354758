import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { startModelServer } from '../support/modelServer.ts';
import { openWorkbench } from '../support/workbench.ts';

test('a server that fails: typing stays quiet, the status tells, and who asks gets a notification', async () => {
  const server = await startModelServer({ dialect: 'llamacpp', contextTokens: 32_000 });
  server.reply({ failure: { kind: 'html' } });
  const model = {
    name: 'Test',
    provider: 'llamacpp',
    baseUrl: server.baseUrl,
    model: 'test-coder',
  };
  const workbench = await openWorkbench({
    files: { 'sum.py': 'total \n' },
    settings: {
      'inkling.models': [{ ...model, fim: 'native' }],
      'inkling.discovery.enabled': false,
      'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
    },
  });
  try {
    const { page } = workbench;
    const news = page.locator('[id="status.notifications"] .codicon-bell-dot');
    const center = page.locator('.notifications-center');
    const told = page.locator('.notifications-center .notification-list-item', {
      hasText: 'web page instead of',
    });
    const status = page.locator('.statusbar-item[id*="inkling.status"] a').first();
    // The center closes by itself when the progress that was in it ends before the message comes.
    const inCenter = (wanted: Locator) =>
      expect
        .poll(
          async () => {
            await workbench.runCommand('Notifications: Show Notifications');
            return wanted.isVisible();
          },
          { timeout: 20_000, interval: 500 },
        )
        .toBe(true);
    const button = (name: string) => center.getByRole('button', { name });
    await workbench.openFile('sum.py');
    await workbench.goTo(1, 99);
    await page.keyboard.type('=');
    const label = () => status.getAttribute('aria-label');
    // The first keys in a window may come before there is anybody to ask.
    const typed = async () => {
      await page.keyboard.type(' ');
      return label();
    };
    await expect
      .poll(typed, { timeout: 30_000, interval: 1000 })
      .toContain('answered with a web page');
    expect(await news.count()).toBe(0);
    expect(await workbench.hasGhostText()).toBe(false);

    await workbench.runCommand('Inkling: Suggest Now');
    await news.waitFor();
    await inCenter(told);
    await workbench.runCommand('Notifications: Clear All Notifications');
    await news.waitFor({ state: 'detached' });

    await workbench.runCommand('Inkling: Simplify');
    await inCenter(button('Try Again'));
    // A row that was cleared may be drawn a moment longer.
    await expect.poll(() => told.count()).toBe(1);
    await workbench.screenshot('bad-input-notification');
    await expect.poll(() => workbench.visibleText()).toContain('total =');
    await workbench.runCommand('Notifications: Clear All Notifications');
    await news.waitFor({ state: 'detached' });

    // What a message tells to run is a button on it.
    server.reply({ failure: { kind: 'status', status: 401 } });
    await workbench.runCommand('Inkling: Simplify');
    await inCenter(button('Enter API Key…'));
    await button('Enter API Key…').click();
    await page.locator('.quick-input-title', { hasText: 'Enter API Key' }).waitFor();
    await page.keyboard.press('Escape');

    // A setting with a mistake in it is told in the status bar and on the way to a model.
    await workbench.changeSettings({ 'inkling.models': [{ ...model, baseUrl: 'localhost:1' }] });
    await expect.poll(label, { timeout: 20_000 }).toContain('inkling.models[0] is not valid');
  } finally {
    await workbench.leave();
    await server.close();
  }
}, 120_000);
