import { join } from 'node:path';
import { requireDependency, root, run } from './bootstrap.mjs';

/** Bundles a TypeScript program of the project and runs it; hands out its exit status. */
export async function runBundled(entry, name) {
  const outfile = join(root, 'out', 'bench', name);
  await requireDependency('esbuild').build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    packages: 'external',
    logLevel: 'warning',
  });
  const env = { ...process.env, INKLING_ROOT: root, NODE_NO_WARNINGS: '1' };
  return run(process.execPath, ['--max-old-space-size=6000', outfile], {
    cwd: root,
    stdio: 'inherit',
    env,
  });
}
