// `npm run -s bench -- <suite> [--cases FILE] [--out FILE]`: bundles the benches and runs one suite.
import { spawn } from 'node:child_process';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bootstrap, requireDependency, root } from './bootstrap.mjs';
import { build } from './build.mjs';

/** Our scripts find the project by where they lie, so they stay there. */
const ownScripts = {
  name: 'own-scripts',
  setup(build) {
    build.onResolve({ filter: /\/scripts\/[^/]+\.mjs$/ }, ({ path }) => ({
      path: pathToFileURL(join(root, 'scripts', basename(path))).href,
      external: true,
    }));
  },
};

await bootstrap(async () => {
  // The suites use the product's own workers and data files, as they lie in dist.
  await build();
  const outdir = join(root, 'out', 'bench');
  await requireDependency('esbuild').build({
    absWorkingDir: root,
    entryPoints: ['run', 'indexMeasure', 'killsHost', 'syntheticProject'].map(
      name => `bench/${name}.ts`,
    ),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // A suite loads what it needs: the browser's driver would count as memory of the index.
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    packages: 'external',
    plugins: [ownScripts],
    logLevel: 'warning',
    sourcemap: 'inline',
  });
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', join(outdir, 'run.mjs'), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
      env: { ...process.env, INKLING_ROOT: root, NODE_NO_WARNINGS: '1' },
    },
  );
  process.exitCode = await new Promise(resolve => child.on('exit', code => resolve(code ?? 1)));
});
