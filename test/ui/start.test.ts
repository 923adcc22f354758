import { expect, test } from 'vitest';
import { openWorkbench } from '../support/workbench.ts';

test('the window opens with Inkling in its status bar', async () => {
  const workbench = await openWorkbench({ files: { 'a.ts': 'const total = 1;\n' } });
  await workbench.openFile('a.ts');
  await workbench.screenshot('start');
  expect(await workbench.statusText()).toContain('Inkling');
  await workbench.close();
});
