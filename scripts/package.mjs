// Makes the VSIX. What goes in is listed in .vscodeignore, which allows instead of forbidding.
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bootstrap, note, requireDependency, root } from './bootstrap.mjs';
import { build } from './build.mjs';

/** Builds and packages; returns the VSIX file. */
export async function packageExtension() {
  await build();
  const { createVSIX } = requireDependency('@vscode/vsce');
  const { version } = requireDependency('./package.json');
  const folder = join(root, 'out');
  mkdirSync(folder, { recursive: true });
  const packagePath = join(folder, `inkling-${version}.vsix`);
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    skipLicense: false,
    allowMissingRepository: true,
    // The pictures of the README are in the package.
    rewriteRelativeLinks: false,
  });
  return packagePath;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bootstrap(async () => {
    const file = await packageExtension();
    note(`${file} (${(statSync(file).size / 1e6).toFixed(2)} MB)`);
  });
}
