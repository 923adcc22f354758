import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../../scripts/bootstrap.mjs';

/** Starts as `npm start` does; resolves with the address once it is printed. */
async function start(): Promise<{ url: URL; child: ChildProcess }> {
  const script = join(root, 'scripts', 'start.mjs');
  const child = spawn(process.execPath, [script, '--no-open'], { stdio: 'pipe' });
  onTestFinished(() => void child.kill());
  let said = '';
  for await (const chunk of child.stdout) {
    said += chunk;
    const address = /http:\/\/127\.0\.0\.1:\S+/.exec(said);
    if (address) return { url: new URL(address[0]), child };
  }
  throw new Error(`No address was printed:\n${said}`);
}

test('npm start serves a window to whoever has its token, and Ctrl+C ends all of it', async () => {
  const { url, child } = await start();
  // The server takes the token out of the address and puts it into a cookie.
  const welcome = await fetch(url, { redirect: 'manual' });
  const cookie = welcome.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await fetch(new URL(welcome.headers.get('location') ?? '', url), {
    headers: { cookie },
  });
  expect(page.status).toBe(200);
  expect(await page.text()).toContain('workbench');
  expect((await fetch(`${url.origin}/?folder=/`)).status).toBe(403);
  const ended = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  await expect(fetch(url)).rejects.toThrow();
});
