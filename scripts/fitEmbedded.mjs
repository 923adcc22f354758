// `node scripts/fitEmbedded.mjs`: fits the constants of the embedded engine anew, in some minutes,
// on the npm packages that `bench/embeddedFit/projects.ts` names, and writes them into `src/core/embedded`.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bootstrap, requireDependency, root } from './bootstrap.mjs';

await bootstrap(async () => {
  const outfile = join(root, 'out', 'bench', 'fitEmbedded.mjs');
  await requireDependency('esbuild').build({
    absWorkingDir: root,
    entryPoints: ['bench/embeddedFit/run.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    packages: 'external',
    logLevel: 'warning',
  });
  const run = (command, ...args) =>
    spawnSync(command, args, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, INKLING_ROOT: root },
    }).status ?? 1;
  const fitted = run(process.execPath, '--max-old-space-size=6000', outfile);
  process.exitCode = fitted || run(process.execPath, join(root, 'scripts', 'format.mjs'));
});
