import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const files = {
  'price.ts': `export function priceOf(count: number, each: number): number {
  return count * each;
}

export const total 
`,
};

describe('inline completion', () => {
  let server: ModelServer;
  let workbench: Workbench;

  beforeAll(async () => {
    server = await startModelServer({ dialect: 'llamacpp', contextTokens: 32_000 });
    workbench = await openWorkbench({
      files,
      settings: {
        'inkling.models': [
          {
            name: 'Test',
            provider: 'llamacpp',
            baseUrl: server.baseUrl,
            model: 'test-coder',
            fim: 'native',
          },
        ],
        'inkling.roles.completion': 'Test',
        'inkling.discovery.enabled': false,
        'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
      },
    });
  }, 120_000);

  afterEach(async () => {
    await workbench.page.keyboard.press('Escape');
  });

  afterAll(async () => {
    await workbench?.close();
    await server?.close();
  });

  test('typing shows ghost text, Tab accepts it, and the status bar names the model', async () => {
    server.reply('priceOf(3, 25);\n');
    await workbench.openFile('price.ts');
    await workbench.goTo(5, 99);
    await workbench.page.keyboard.type('= ', { delay: 60 });
    expect(await workbench.ghostText()).toContain('priceOf(3, 25);');
    await workbench.screenshot('completion-ghost-text');
    expect(await workbench.statusText()).toContain('Test');
    await workbench.page.keyboard.press('Tab');
    await expect.poll(() => workbench.visibleText()).toContain('total = priceOf(3, 25);');
    await expect.poll(() => workbench.hasGhostText()).toBe(false);
  }, 60_000);

  test('typing along keeps the ghost text without another request', async () => {
    server.reply('function sumOf(all: number[]): number {\n  return 0;\n}\n');
    await workbench.goTo(6, 1);
    await workbench.page.keyboard.type('\nexport ', { delay: 80 });
    expect(await workbench.ghostText()).toContain('function sumOf');
    const requests = server.generations.length;
    await workbench.page.keyboard.type('function ', { delay: 80 });
    expect(await workbench.ghostText()).toContain('sumOf(all: number[])');
    expect(server.generations.length).toBe(requests);
    await workbench.page.keyboard.press('Escape');
    await expect.poll(() => workbench.hasGhostText()).toBe(false);
  }, 60_000);

  test('the status bar opens a menu that says who serves what', async () => {
    await workbench.page.locator('.statusbar-item[id*="inkling.status"]').first().click();
    const list = workbench.page.locator('.quick-input-list');
    await list.getByText('Completion: ').first().waitFor();
    await workbench.screenshot('completion-status-menu');
    expect(await list.innerText()).toContain('Snooze');
    await workbench.page.keyboard.press('Escape');
  }, 60_000);
});
