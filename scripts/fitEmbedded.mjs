// `node scripts/fitEmbedded.mjs`: fits the constants of the embedded engine anew, in some minutes,
// on the npm packages that `bench/embeddedFit/projects.ts` names, and writes them into `src/core/embedded`.
import { bootstrap, requireDependency, root, run } from './bootstrap.mjs';
import { runBundled } from './runBundled.mjs';

await bootstrap(async () => {
  const status = await runBundled('bench/embeddedFit/run.ts', 'fitEmbedded.mjs');
  const biome = requireDependency.resolve('@biomejs/biome/bin/biome');
  const format = [biome, 'format', '--write', 'src/core/embedded'];
  process.exitCode = status || (await run(process.execPath, format, { cwd: root }));
});
