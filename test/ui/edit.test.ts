import { expect, test } from 'vitest';
import { startModelServer } from '../support/modelServer.ts';
import { openWorkbench } from '../support/workbench.ts';

const code = `export function total(prices: number[]): number {
  let sum = 0;
  for (const price of prices) {
    sum += price;
  }
  return sum;
}
`;

test('an edit is asked for, reviewed in the file, accepted by keyboard and rejected by mouse', async () => {
  const server = await startModelServer({ contextTokens: 32_000 });
  server.reply(
    `\`\`\`typescript\n${code.replace('let sum', 'let result').replace('return sum', 'return result')}\`\`\``,
  );
  const workbench = await openWorkbench({
    files: { 'total.ts': code },
    settings: {
      'inkling.models': [
        { name: 'Test', provider: 'openai', baseUrl: server.baseUrl, model: 'test-coder' },
      ],
      'inkling.discovery.enabled': false,
    },
  });
  try {
    const { page } = workbench;
    await workbench.openFile('total.ts');
    await workbench.goTo(1, 1);
    await workbench.runCommand('Inkling: Edit…');
    await page.locator('.quick-input-title', { hasText: 'Inkling: Edit lines 1–7' }).waitFor();
    await page.keyboard.type('Call the sum result.');
    await page.keyboard.press('Enter');
    const lens = page.locator('.contentWidgets .codelens-decoration a');
    await lens.filter({ hasText: 'Accept' }).first().waitFor();
    await expect.poll(() => lens.filter({ hasText: 'Accept' }).count()).toBe(2);
    await expect.poll(() => workbench.visibleText()).toContain('let result = 0;');
    await expect.poll(() => workbench.statusText()).toContain('Inkling: Test');
    // Quick diff marks the lines in the gutter.
    await expect.poll(() => page.locator('[class*="dirty-diff-"]').count()).toBeGreaterThan(0);
    await workbench.screenshot('edit-review');
    for (const theme of ['Default Light Modern', 'Default High Contrast']) {
      await workbench.changeSettings({ 'workbench.colorTheme': theme });
      await page
        .locator(`.monaco-workbench.${theme.includes('Light') ? 'vs' : 'hc-black'}`)
        .waitFor();
      await workbench.screenshot(`edit-review-${theme.split(' ')[1]?.toLowerCase()}`);
    }

    await workbench.runCommand('Inkling: Go to Next Change');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('a');
    await expect.poll(() => lens.filter({ hasText: 'Accept' }).count()).toBe(1);

    // The window is reloaded in the middle, a moment after the last decision.
    await page.waitForTimeout(1500);
    await page.reload();
    await workbench.ready();
    await workbench.openFile('total.ts');
    // Whether VS Code has brought back what was not saved tells whose fault a lost review would be.
    const afterReload = async () => ({
      unsaved: await page.locator('.tab.active.dirty').count(),
      open: await lens.filter({ hasText: 'Accept' }).count(),
    });
    await expect.poll(afterReload, { timeout: 60_000 }).toEqual({ unsaved: 1, open: 1 });

    await lens.filter({ hasText: 'Reject' }).click();
    // Removed text is drawn beside the new one, so only what must not be there tells.
    await expect.poll(() => workbench.visibleText()).not.toContain('return result');
    await expect.poll(() => lens.count()).toBe(0);
    const expected = code.replace('let sum', 'let result');
    expect(await workbench.savedText('total.ts')).toBe(expected);

    // Side by side: VS Code draws the change, our buttons decide, and the file is in front at the end.
    await workbench.changeSettings({ 'inkling.review.mode': 'diff' });
    const shown = expected.replace('sum += price;', 'sum += Math.max(0, price);');
    server.reply(`\`\`\`typescript\n${shown}\`\`\``);
    await workbench.goTo(1, 1);
    await workbench.runCommand('Inkling: Simplify');
    const right = page.locator('.monaco-diff-editor .editor.modified');
    await right.locator('.view-line', { hasText: 'Math.max' }).waitFor();
    const title = page.locator('.editor-group-container.active .title .editor-actions');
    const button = (name: string) => title.getByRole('button', { name: new RegExp(`^${name}`) });
    await button('Accept Change').waitFor();
    expect(await button('Go to Next Change').count()).toBe(0);
    const drawnBehind = await right
      .locator('.view-line span')
      .evaluateAll(spans => spans.map(span => getComputedStyle(span, '::after').content));
    expect(drawnBehind.filter(content => /price/.test(content))).toEqual([]);
    await workbench.screenshot('edit-side-by-side');
    await button('Reject Change').click();
    await page.locator('.tab.active[data-resource-name="total.ts"]').waitFor();
    await expect.poll(() => page.locator('.monaco-diff-editor').count()).toBe(0);
    await expect.poll(() => workbench.visibleText()).toContain('sum += price;');
    expect(await workbench.savedText('total.ts')).toBe(expected);
  } finally {
    await workbench.leave();
    await server.close();
  }
}, 180_000);
