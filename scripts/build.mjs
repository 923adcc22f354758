// Bundles the extension: a small entry file, the product behind it, its workers and the chat page.
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bootstrap, note, requireDependency, root } from './bootstrap.mjs';

const dist = join(root, 'dist');

/** The languages whose syntax Inkling reads; `src/core/syntax/languages` says what it reads in them. */
const grammars = [
  ...['bash', 'c-sharp', 'cpp', 'css', 'go', 'java', 'javascript'],
  ...['php', 'python', 'ruby', 'rust', 'tsx', 'typescript'],
];

/** Files that are loaded at run time as they are: [from, to in dist]. */
const assets = [
  ['node_modules/tiktoken/lite/tiktoken_bg.wasm', 'tiktoken_bg.wasm'],
  ['node_modules/tiktoken/encoders/o200k_base.json', 'o200k_base.json'],
  ['node_modules/@vscode/codicons/dist/codicon.css', 'codicon.css'],
  ['node_modules/@vscode/codicons/dist/codicon.ttf', 'codicon.ttf'],
  ['media/chat/chat.css', 'chat.css'],
  ...['tree-sitter', ...grammars.map(name => `tree-sitter-${name}`)].map(name => [
    `node_modules/@vscode/tree-sitter-wasm/wasm/${name}.wasm`,
    `syntax/${name}.wasm`,
  ]),
];

const shared = {
  bundle: true,
  minify: true,
  // “…” and other signs as they are, not as escapes of twice their size: everything here is read as UTF-8.
  charset: 'utf8',
  // For reading the stack traces that people send us; giving each function its name at run time instead costs a tenth
  // of the size, and time wherever a closure is made.
  sourcemap: 'external',
  legalComments: 'none',
  absWorkingDir: root,
  logLevel: 'warning',
};

/** What several bundles need is loaded by all of them from one file. */
const shareIgnore = {
  name: 'share-ignore',
  setup: build =>
    build.onResolve({ filter: /^ignore$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './ignore.js', external: true },
    ),
};

/** A hundred modules take VS Code's API from one place: each `require` of its own costs 24 bytes. */
const shareVscode = {
  name: 'share-vscode',
  setup: build => {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'shared'
        ? { path: 'vscode', external: true }
        : { path: 'vscode', namespace: 'shared' },
    );
    build.onLoad({ filter: /^vscode$/, namespace: 'shared' }, () => ({
      contents: "export * from 'vscode';",
    }));
  },
};

/** VS Code 1.105 runs extensions on Node 22. */
const host = {
  ...shared,
  ...{ platform: 'node', format: 'cjs', target: 'node22', plugins: [shareIgnore] },
};

/** Builds everything into `dist/`. */
export async function build() {
  const esbuild = requireDependency('esbuild');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(join(dist, 'syntax'), { recursive: true });
  await Promise.all([
    esbuild.build({
      ...host,
      entryPoints: { extension: 'src/extension.ts' },
      outdir: dist,
      // Loaded at first use: activation reads the entry file only.
      external: ['vscode', './main.js'],
    }),
    esbuild.build({
      ...host,
      entryPoints: { main: 'src/main.ts' },
      plugins: [shareIgnore, shareVscode],
      outdir: dist,
    }),
    esbuild.build({
      ...host,
      entryPoints: {
        embeddedWorker: 'src/node/embeddedWorker.ts',
        indexWorker: 'src/node/indexWorker.ts',
        syntaxWorker: 'src/node/syntaxWorker.ts',
        ignore: 'ignore',
        // One for all workers, which load it when they first need a grammar.
        'syntax/tree-sitter': '@vscode/tree-sitter-wasm',
      },
      outdir: dist,
    }),
    esbuild.build({
      ...shared,
      entryPoints: { web: 'src/web.ts' },
      outdir: dist,
      platform: 'browser',
      format: 'cjs',
      target: 'es2022',
      external: ['vscode'],
    }),
    esbuild.build({
      ...shared,
      entryPoints: { chat: 'media/chat/chat.ts' },
      outdir: dist,
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
    }),
  ]);
  keepMapsApart();
  for (const [from, to] of assets) copyFileSync(join(root, from), join(dist, to));
}

/** Moves the source maps out of what is packaged. */
function keepMapsApart() {
  const maps = join(root, 'out', 'maps');
  mkdirSync(maps, { recursive: true });
  for (const file of readdirSync(dist, { recursive: true })) {
    if (file.endsWith('.map')) renameSync(join(dist, file), join(maps, basename(file)));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bootstrap(async () => {
    await build();
    note(`Built ${dist}.`);
  });
}
