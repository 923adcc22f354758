import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const files = {
  'price.ts': `export function priceOf(count: number, each: number): number {
  return count * each;
}

export const total 
`,
  'words.ts': 'const\n',
  'routes.ts': `${['home', 'cart', 'order', 'about', 'help', 'terms']
    .map(name => `register('${name}', request => forward(request, '${name}'));\n`)
    .join('')}register('news',\n`,
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

  afterAll(async () => {
    await workbench?.leave();
    await server?.close();
  });

  test('typing shows ghost text, Tab accepts it, and the status bar names the model', async () => {
    server.reply('priceOf(3, 25);\n');
    await workbench.openFile('price.ts');
    await workbench.goTo(5, 99);
    await workbench.page.keyboard.type('= ', { delay: 60 });
    await expect.poll(() => workbench.ghostText()).toContain('priceOf(3, 25);');
    await workbench.screenshot('completion-ghost-text');
    await expect.poll(() => workbench.statusText()).toContain('Test');
    const asked = server.generations.length;
    await workbench.page.keyboard.press('Tab');
    await expect.poll(() => workbench.visibleText()).toContain('total = priceOf(3, 25);');
    await expect.poll(() => workbench.hasGhostText()).toBe(false);
    // With the statement finished the model is not asked what more there could be on the line.
    await workbench.page.waitForTimeout(300);
    expect(server.generations.length).toBe(asked);
  });

  test('nobody is asked about a word while an input method composes it', async () => {
    const { page } = workbench;
    server.reply(({ prompt }) => (prompt.endsWith('漢字 = ') ? 'wordsOf(1);\n' : 'another();\n'));
    await workbench.openFile('words.ts');
    await workbench.goTo(1, 99);
    await page.keyboard.type(' ');
    await expect.poll(() => workbench.ghostText()).toContain('another');
    const devtools = await page.context().newCDPSession(page);
    const compose = async (text: string) => {
      const [selectionStart, selectionEnd] = [text.length, text.length];
      await devtools.send('Input.imeSetComposition', { text, selectionStart, selectionEnd });
      await expect.poll(() => workbench.visibleText()).toContain(`const ${text}`);
      await page.waitForTimeout(200);
    };
    for (const text of ['k', 'か', 'かn', 'かん', 'かんj', 'かんじ', '漢字']) await compose(text);
    await devtools.send('Input.insertText', { text: '漢字' });
    await expect.poll(() => workbench.hasGhostText()).toBe(false);
    await page.keyboard.type(' = ', { delay: 60 });
    await expect.poll(() => workbench.ghostText()).toContain('wordsOf(1);');
    const asked = server.generations.map(({ body }) => JSON.stringify(body));
    expect(asked.filter(body => /const (?:か|漢字(?! ))/.test(body))).toEqual([]);
    await devtools.detach();
  });

  test('the embedded engine answers at once, and the model’s answer takes its place without a gap', async () => {
    const { page } = workbench;
    await workbench.changeSettings({ 'inkling.embedded.enabled': true });
    let release = () => {};
    const heldUntil = new Promise<void>(resolve => (release = resolve));
    // What is read already is only made longer, however late the model answers.
    const better = "request => forward(request, 'news')); // archive";
    server.reply({ text: `${better}\n`, heldUntil });
    await workbench.openFile('routes.ts');
    await workbench.goTo(7, 99);
    const seen = await page.evaluateHandle(() => {
      const texts: string[] = [];
      const look = () => {
        const ghost = [...document.querySelectorAll('.ghost-text-decoration')];
        const text = ghost.map(element => element.textContent).join('');
        if (text !== texts.at(-1)) texts.push(text);
        requestAnimationFrame(look);
      };
      look();
      return texts;
    });
    await page.keyboard.type(' ');
    await expect.poll(() => workbench.ghostText()).toContain('forward');
    release();
    await expect.poll(() => workbench.ghostText()).toContain('archive');
    const texts = (await seen.jsonValue()).filter((text, at) => text !== '' || at > 1);
    expect(texts.map(text => text.includes('archive'))).toEqual([false, true]);
    await page.keyboard.press('Tab');
    await expect.poll(() => workbench.visibleText()).toContain(better);
    await workbench.changeSettings({ 'inkling.embedded.enabled': false });
  });

  test('typing along keeps the ghost text without another request', async () => {
    // Only the request for the last key is answered so: what is seen then is no suggestion of an earlier key.
    const wanted = 'function sumOf(all: number[]): number {\n  return 0;\n}\n';
    server.reply(({ prompt }) => (prompt.endsWith('export ') ? wanted : 'another();\n'));
    await workbench.openFile('price.ts');
    await workbench.goTo(6, 1);
    await workbench.page.keyboard.type('\nexport ', { delay: 80 });
    expect(await workbench.ghostText()).toContain('function sumOf');
    const requests = server.generations.length;
    await workbench.page.keyboard.type('function ', { delay: 80 });
    expect(await workbench.ghostText()).toContain('sumOf(all: number[])');
    expect(server.generations.length).toBe(requests);
    await workbench.page.keyboard.press('Escape');
    await expect.poll(() => workbench.hasGhostText()).toBe(false);
    // What was sent away does not come back at the next key.
    await workbench.page.keyboard.type('sum', { delay: 80 });
    await workbench.page.waitForTimeout(300);
    expect(await workbench.hasGhostText()).toBe(false);
    expect(server.generations.length).toBe(requests);
  });

  test('the status bar opens a menu that says who serves what', async () => {
    await workbench.page.locator('.statusbar-item[id*="inkling.status"]').first().click();
    const list = workbench.page.locator('.quick-input-list');
    await list.getByText('Completion: ').first().waitFor();
    await workbench.screenshot('completion-status-menu');
    await expect.poll(() => list.innerText()).toContain('Snooze');
    await workbench.page.keyboard.press('Escape');
  });
});
