// Formats the tree and mends what the linter can mend by itself.
import { bootstrap, requireDependency, root, run } from './bootstrap.mjs';

await bootstrap(async () => {
  const biome = requireDependency.resolve('@biomejs/biome/bin/biome');
  process.exitCode = await run(process.execPath, [biome, 'check', '--write', '.'], {
    cwd: root,
    stdio: 'inherit',
  });
});
