import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ModelServer, startModelServer } from '../support/modelServer.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const files = {
  'cart.ts': `export function priceOf(items: readonly Item[]): number {
  let total = 0;
  for (const item of items) {
    total += item.price * item.count;
  }
  return total;
}

export function describe(items: readonly Item[]): string {
  return \`\${items.length} items\`;
}
`,
};

/** What a model answers that carries the renaming on and adds what belongs to it. */
function carriedOn(prompt: string): string {
  const region = /<\|editable_region_start\|>\n([\s\S]*?)\n<\|editable_region_end\|>/.exec(prompt);
  const code = (region?.[1] ?? '').replace('<|user_cursor_is_here|>', '');
  const name = /let (\w+)/.exec(code)?.[1] ?? '';
  const next = code
    .replaceAll('total', name)
    .replace(
      /^( *)for \(const item of items\) \{/m,
      '$1if (items.length === 0) {\n$1  return 0;\n$1}\n$&',
    );
  return `\`\`\`ts\n${next}\n\`\`\``;
}

describe('next edit', () => {
  let server: ModelServer;
  let workbench: Workbench;

  beforeAll(async () => {
    server = await startModelServer({ contextTokens: 32_000 });
    server.reply(({ prompt }) => carriedOn(prompt));
    workbench = await openWorkbench({
      files,
      settings: {
        'inkling.models': [
          { name: 'Test', provider: 'openai', baseUrl: server.baseUrl, model: 'test-coder' },
        ],
        'inkling.completion.enabled': false,
        'inkling.discovery.enabled': false,
        'inkling.nextEdit.enabled': true,
        'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
      },
    });
  }, 120_000);

  afterAll(async () => {
    await workbench?.leave();
    await server?.close();
  });

  test('stands in the lines, goes with Escape, and Alt+. accepts it', async () => {
    const { keyboard } = workbench.page;
    await workbench.openFile('cart.ts');
    await workbench.goTo(2, 12);
    await keyboard.press('Control+Backspace');
    await keyboard.type('sum', { delay: 40 });
    const block = ['+ if (items.length === 0) {', '+   return 0;', '+ }'];
    await expect.poll(drawn).toEqual([block[0], block[1], 'sum', block[2], 'sum']);
    await workbench.screenshot('next-edit');
    await keyboard.press('Escape');
    await expect.poll(drawn).toEqual([]);
    await keyboard.press('Control+Backspace');
    await keyboard.type('amount', { delay: 40 });
    await expect.poll(drawn).toContain('amount');
    await keyboard.press('Alt+.');
    await expect.poll(() => workbench.visibleText()).toContain('    amount += item.price');
    await keyboard.press('Control+Z');
    await expect.poll(() => workbench.visibleText()).toContain('    total += item.price');
  });

  /** What is drawn into the lines, from top to bottom, with ordinary blanks. */
  function drawn(): Promise<string[]> {
    return workbench.page.locator('.view-lines span').evaluateAll(spans =>
      spans
        .map(span => getComputedStyle(span, '::after').content)
        .filter(content => content.startsWith('"'))
        .map(content => content.slice(1, -1).replaceAll('\u00a0', ' ').trimEnd()),
    );
  }
});
