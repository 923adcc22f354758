import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { FrameLocator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const files = {
  'order.ts': `export function totalOf(prices: number[]): number {
  return prices.reduce((sum, price) => sum + price, 0);
}

export const nothing = totalOf([]);
`,
  '.env': 'TOKEN=not-a-real-token\n',
};

const answer = `It adds up **all** prices.

1. It begins with \`0\`.
2. It adds each price.

\`\`\`ts order.ts
export function totalOf(prices: number[]): number {
  let total = 0;
  for (const price of prices) total += price;
  return total;
}
\`\`\`

See [order.ts](order.ts#L2), <b>not bold</b> and ![a picture](https://pictures.example/spy.png?secret).
`;

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** What axe finds wrong with the page, a line each. */
async function violations(chat: FrameLocator): Promise<string[]> {
  const body = await chat.locator('body').elementHandle();
  const frame = await body?.ownerFrame();
  if (!frame) throw new Error('The chat page is gone.');
  await frame.evaluate(axeSource);
  return frame.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(root: Element): Promise<AxeResults> } };
    interface AxeResults {
      violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
    }
    const found = await axe.run(document.body);
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
  });
}

function settingsOf(server: ModelServer) {
  return {
    'inkling.models': [
      { name: 'Test', provider: 'openai', baseUrl: server.baseUrl, model: 'test-coder' },
    ],
    'inkling.discovery.enabled': false,
    'inkling.completion.enabled': false,
  };
}

async function openChat(workbench: Workbench): Promise<FrameLocator> {
  await workbench.runCommand('Inkling: Open Chat');
  await workbench.chat.locator('textarea').waitFor();
  return workbench.chat;
}

function hasCursor(frame: FrameLocator): Promise<boolean> {
  const focused = frame.locator('textarea:focus').waitFor({ timeout: 5000 });
  return focused.then(
    () => true,
    () => false,
  );
}

async function ask(frame: FrameLocator, question: string): Promise<void> {
  await frame.locator('textarea').fill(question);
  await frame.locator('textarea').press('Enter');
}

const finished = (frame: FrameLocator) => frame.locator('.turn:last-child:not(.coming)');

describe('with a model', () => {
  let server: ModelServer;
  let workbench: Workbench;
  let frame: FrameLocator;

  beforeAll(async () => {
    server = await startModelServer({ contextTokens: 32_000 });
    workbench = await openWorkbench({ files, settings: settingsOf(server) });
    await workbench.openFile('order.ts');
    frame = await openChat(workbench);
  });
  afterEach(async () => {
    await workbench.runCommand('Inkling: New Chat');
    await frame.locator('.empty').waitFor();
    // VS Code looks four times a second whether a page has lost the focus. When it notices that it went to the list of
    // commands only after the command has called for it, it keeps it from the page until somebody calls again.
    for (let tries = 1; !(await hasCursor(frame)); tries++) {
      if (tries === 4) throw new Error('The cursor does not come to the composer.');
      await workbench.runCommand('Inkling: Open Chat');
    }
    server.clear();
  });
  afterAll(async () => {
    await workbench?.leave();
    await server?.close();
  });

  test('an answer streams in as Markdown, without markup, pictures or links that act by themselves', async () => {
    server.replyOnce({ text: answer, chunkDelayMs: 15, usage: { prompt: 1234, output: 210 } });
    await frame.locator('.composer .chip:not(.offered)', { hasText: 'order.ts' }).waitFor();
    await ask(frame, 'What does totalOf do?');
    await frame.locator('.turn.coming .markdown li').first().waitFor();
    expect(server.generations[0]?.body).toContain('=== order.ts ===');
    await frame.locator('.composer .chip.offered', { hasText: 'order.ts' }).waitFor();
    await finished(frame).waitFor();
    const markdown = frame.locator('.markdown');
    expect(await markdown.locator('strong').allTextContents()).toEqual(['all']);
    expect(await markdown.locator('li').count()).toBe(2);
    expect(await markdown.locator('b, img, a[href]').count()).toBe(0);
    expect(await markdown.locator('[data-href]').first().getAttribute('title')).toBe('order.ts#L2');
    expect(await frame.locator('.code-name').textContent()).toBe('order.ts');
    expect(await frame.locator('.hljs-keyword').count()).toBeGreaterThan(3);
    expect(await frame.locator('.signature').textContent()).toBe(
      'answered by Test · 1,234 → 210 tokens',
    );
    expect(await frame.locator('[role=status]').textContent()).toContain('Answer: It adds up all');
    expect(await violations(frame)).toEqual([]);
    await workbench.screenshot('chat-dark');
  });

  test('a hostile answer can do nothing in the page', async () => {
    server.replyOnce(`<img src=x onerror="window.owned=1"> <script>window.owned=1</script>

[one](javascript:window.owned=1) [two](command:workbench.action.quit) [three](data:text/html,x)
[four](https://example.com/"onmouseover="window.owned=1) <https://example.com/auto>

![five](https://pictures.example/spy.png) <svg onload=window.owned=1> <iframe src="https://example.com">

\`\`\`html
<img src=x onerror="window.owned=1">
\`\`\`

\`\`\`"><img src=x onerror="window.owned=1">
x
\`\`\`
`);
    await ask(frame, 'Attack.');
    await finished(frame).waitFor();
    const markdown = frame.locator('.markdown');
    const active = 'img, script, svg, iframe, [href], [src], [onerror], [onmouseover], [style]';
    expect(await markdown.locator(active).count()).toBe(0);
    expect(await frame.locator('body').evaluate(() => 'owned' in window)).toBe(false);
    const targets = await markdown
      .locator('[data-href]')
      .evaluateAll(links => links.map(link => link.getAttribute('data-href')));
    expect(targets.filter(target => !target?.startsWith('https://'))).toEqual([]);
    for (const link of await markdown.locator('[data-href]').all()) {
      expect(await link.getAttribute('title')).toBe(await link.getAttribute('data-href'));
    }
  });

  test('long lines of code scroll, or wrap when asked to, here and in every other block', async () => {
    server.replyOnce('First.\n\n'.repeat(60));
    await ask(frame, 'Write this and that.\n'.repeat(80));
    await finished(frame).waitFor();
    server.replyOnce(
      `\`\`\`ts\nconst all = [${'1, '.repeat(200)}];\n\`\`\`\n\n\`\`\`sh\nls\n\`\`\``,
    );
    await ask(frame, 'Go on.');
    await frame.locator('.turn:nth-child(2):not(.coming)').waitFor();
    // What is long scrolls within the conversation; the page itself does not.
    const page = frame.locator('html');
    expect(await page.evaluate(each => each.scrollHeight - each.clientHeight)).toBe(0);
    const [long, short] = [frame.locator('pre').first(), frame.locator('pre').last()];
    const wrap = frame.getByRole('button', { name: /^Wrap long lines/ });
    const isTooWide = () => long.evaluate(each => each.scrollWidth > each.clientWidth);
    expect(await isTooWide()).toBe(true);
    expect(await wrap.count()).toBe(1);
    // Commands have no file: they go into the terminal.
    expect(await frame.locator('button[aria-label^="Apply"]').count()).toBe(1);
    expect(await frame.locator('button[aria-label*="the terminal"]').count()).toBe(1);
    await wrap.click();
    expect(await isTooWide()).toBe(false);
    expect(await wrap.count()).toBe(2);
    expect(await violations(frame)).toEqual([]);
    await short.press('Alt+z');
    expect(await isTooWide()).toBe(true);
    expect(await wrap.getAttribute('aria-pressed')).toBe('false');
  });

  test('stop keeps what has come and closes the connection', async () => {
    server.replyOnce({ text: 'word '.repeat(400), chunkDelayMs: 30 });
    await ask(frame, 'Talk.');
    await frame.locator('.turn.coming .markdown p').waitFor();
    await frame.locator('button[aria-label^="Stop"]').click();
    const stopped = frame.locator('.note', { hasText: 'You stopped this answer.' });
    await stopped.waitFor();
    expect(await frame.locator('.markdown').textContent()).toContain('word');
    await expect.poll(() => server.generations[0]?.abortedAtMs).toBeDefined();
    // Whoever has asked can stop, or go on writing, without the mouse.
    server.replyOnce({ text: 'word '.repeat(400), chunkDelayMs: 30 });
    await frame.locator('textarea').click();
    await workbench.page.keyboard.type('Talk again.');
    await workbench.page.keyboard.press('Enter');
    await frame.locator('.turn.coming .markdown p').waitFor();
    await frame.locator('textarea:focus').waitFor();
    await workbench.page.keyboard.press('Escape');
    await expect.poll(() => stopped.count()).toBe(2);
  });

  test('the selection goes along; applied code is in the file', async () => {
    await workbench.page.locator('.monaco-editor .view-lines').first().click();
    await workbench.goTo(1, 1);
    for (let line = 0; line < 3; line++) await workbench.page.keyboard.press('Shift+ArrowDown');
    await frame.locator('.composer .chip', { hasText: 'order.ts:1-3' }).waitFor();
    server.replyOnce(answer);
    await ask(frame, 'Write it as a loop.');
    await finished(frame).waitFor();
    expect(server.generations[0]?.body).toContain('=== order.ts, lines 1-3 ===');
    // A new chat has not seen the selection: asked at once, it goes along again.
    await workbench.runCommand('Inkling: New Chat');
    await frame.locator('.empty').waitFor();
    server.replyOnce(answer);
    await ask(frame, 'Write it as a loop.');
    await finished(frame).waitFor();
    expect(server.generations[1]?.body).toContain('=== order.ts, lines 1-3 ===');
    await frame.locator('button[aria-label^="Apply"]').click();
    await expect.poll(() => workbench.visibleText()).toContain('let total = 0;');
    await expect.poll(() => workbench.visibleText()).toContain('export const nothing');
  });

  test('Enter that ends a composition does not send; Shift+Enter begins a line', async () => {
    const input = frame.locator('textarea');
    await input.fill('にほんご');
    await input.evaluate(element => {
      const press = (init: KeyboardEventInit) =>
        element.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...init }),
        );
      press({ isComposing: true });
      press({ keyCode: 229 } as KeyboardEventInit);
    });
    await input.press('Shift+Enter');
    expect(await input.inputValue()).toBe('にほんご\n');
    expect(server.generations).toEqual([]);
    await input.fill('What does this do, and why?');
    // In a sidebar that is made narrow the text wraps, and the box grows with it.
    const composer = frame.locator('.composer');
    await composer.evaluate(element => element.style.setProperty('width', '120px'));
    const heights = () =>
      input.evaluate(box => [box.clientHeight > 40, box.scrollHeight <= box.clientHeight]);
    await expect.poll(heights).toEqual([true, true]);
    await composer.evaluate(element => element.style.removeProperty('width'));
    await input.fill('');
  });

  test('a list opens at #: the arrows choose, Tab takes, Escape closes', async () => {
    const [input, list] = [frame.locator('textarea'), frame.getByRole('listbox')];
    const { keyboard } = workbench.page;
    await input.click();
    await keyboard.type('Review #');
    await list.waitFor();
    expect(await violations(frame)).toEqual([]);
    const active = async () =>
      frame.locator(`#${await input.getAttribute('aria-activedescendant')}`).textContent();
    await expect.poll(active).toContain('#changes');
    await keyboard.press('ArrowDown');
    await expect.poll(active).toContain('#problems');
    await keyboard.press('Tab');
    await expect.poll(() => input.inputValue()).toBe('Review #problems ');
    await frame.locator('textarea:focus').waitFor();
    await keyboard.type('and #');
    await list.waitFor();
    await keyboard.press('Escape');
    await list.waitFor({ state: 'hidden' });
    await expect.poll(() => input.inputValue()).toBe('Review #problems and #');
    await input.fill('');
  });

  test('a secret file is shown as kept out, and stays here', async () => {
    await workbench.runCommand('Inkling: Add File to Chat');
    await workbench.page
      .locator('.quick-input-list .monaco-list-row', { hasText: '.env' })
      .first()
      .click();
    await workbench.page.keyboard.press('Enter');
    await frame.locator('.composer .chip.excluded', { hasText: '.env' }).waitFor();
    server.replyOnce('I cannot see it.');
    await ask(frame, 'What is in it?');
    await finished(frame).waitFor();
    expect(await frame.locator('.note').first().textContent()).toContain('.env was kept out');
    expect(server.generations[0]?.body).not.toContain('not-a-real-token');
  });

  test('an error is a calm card with a way on', async () => {
    server.replyOnce({ failure: { kind: 'status', status: 401 } });
    await ask(frame, 'Hello?');
    await frame.locator('.card.problem').waitFor();
    expect(await violations(frame)).toEqual([]);
    server.replyOnce('Hello again.');
    await frame.getByRole('button', { name: 'Ask Again' }).click();
    await frame.locator('.markdown', { hasText: 'Hello again.' }).waitFor();
    expect(await frame.locator('.card.problem').count()).toBe(0);
  });

  test('a chat, and the question being written, survive a reload; the history opens and deletes', async () => {
    server.replyOnce('It is kept.');
    await ask(frame, 'Is this kept?');
    await finished(frame).waitFor();
    await frame.locator('textarea').fill('half a question');
    await workbench.page.waitForTimeout(500);
    await workbench.page.reload();
    await workbench.ready();
    await openChat(workbench);
    await frame.locator('.markdown', { hasText: 'It is kept.' }).waitFor();
    const row = frame.locator('.history-row', { hasText: 'Is this kept?' });
    // VS Code may load a restored view once more, and the new page begins with the chat.
    await expect
      .poll(
        async () => {
          await workbench.runCommand('Inkling: Show Chat History');
          return row
            .first()
            .waitFor({ timeout: 3000 })
            .then(
              () => true,
              () => false,
            );
        },
        { timeout: 90_000 },
      )
      .toBe(true);
    expect(await violations(frame)).toEqual([]);
    await row.getByRole('button', { name: /^Delete/ }).click();
    await frame.getByRole('button', { name: 'Undo' }).click();
    await row.locator('.history-open').click();
    await frame.locator('.markdown', { hasText: 'It is kept.' }).waitFor();
  });

  test.each([
    ['light', 'Default Light Modern', '.vscode-light'],
    ['high contrast', 'Default High Contrast', '.vscode-high-contrast'],
  ] as const)('in %s everything can be read, and axe is content', async (name, theme, body) => {
    await workbench.changeSettings({ 'workbench.colorTheme': theme });
    await frame.locator(`body${body}`).waitFor();
    server.replyOnce(answer);
    await ask(frame, 'What does totalOf do?');
    await finished(frame).waitFor();
    expect(await violations(frame)).toEqual([]);
    await workbench.screenshot(`chat-${name.replace(' ', '-')}`);
  });

  test('without a model there is a friendly way to one, and no error', async () => {
    await workbench.changeSettings({ 'workbench.colorTheme': 'Default Light Modern' });
    await workbench.changeSettings({ 'inkling.models': [] });
    onTestFinished(() => workbench.changeSettings(settingsOf(server)));
    await frame.locator('.card').getByText('Chat needs a model.').waitFor();
    expect(await violations(frame)).toEqual([]);
    await workbench.screenshot('chat-light-empty');
    await ask(frame, 'Anybody there?');
    await frame.locator('.turn .card').waitFor();
    expect(await frame.locator('.card.problem').count()).toBe(0);
    await frame.locator('.turn .card').getByRole('button', { name: 'Set Up a Model' }).click();
    await workbench.page.locator('.quick-input-widget:visible').waitFor();
    await workbench.page.keyboard.press('Escape');
  });
});
