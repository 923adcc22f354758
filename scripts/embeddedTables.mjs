// `node scripts/embeddedTables.mjs`: prints what each kind of vote adds to the embedded engine, and how it
// gets better with what it has learned, at the shipped cases; the tables stand in `bench/README.md`.
import { bootstrap } from './bootstrap.mjs';
import { runBundled } from './runBundled.mjs';

await bootstrap(async () => {
  process.exitCode = await runBundled('bench/embeddedTables.ts', 'embeddedTables.mjs');
});
