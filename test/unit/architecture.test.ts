import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { defaultSettings } from '../../src/core/settings.ts';
import { commandIds } from '../../src/vscode/commands.ts';

const root = resolve(import.meta.dirname, '../..');

interface Import {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly code: string;
  readonly imports: readonly Import[];
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.ts'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

function read(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s+)?([^;'"]*?from\s+)?['"]([^'"]+)['"]/gm,
  );
  const dynamic = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g);
  const imports = [
    ...[...statements].map(([, type, names, specifier = '']) => ({
      specifier,
      isTypeOnly: type !== undefined || onlyTypes(names ?? ''),
    })),
    ...[...dynamic].map(([, specifier = '']) => ({ specifier, isTypeOnly: false })),
  ];
  return { path, text, code, imports };
}

/** `{ type A, type B } from`: nothing of it is left at run time. */
function onlyTypes(names: string): boolean {
  const inner = /^\{([^}]*)\}\s*from\s+$/s.exec(names)?.[1];
  if (inner === undefined) return false;
  return inner
    .split(',')
    .map(name => name.trim())
    .filter(Boolean)
    .every(name => name.startsWith('type '));
}

const sources = [...filesUnder('src'), ...filesUnder('media')].map(read);
const byPath = new Map(sources.map(source => [source.path, source]));

/** The room a file is in: its first folder under `src`, or the page. */
function roomOf(path: string): string {
  if (path.startsWith('media/')) return 'media';
  const [, room = '', ...rest] = path.split('/');
  return rest.length === 0 ? 'entry' : room;
}

/** Which rooms a room may import; each may import itself. */
const arrows: Record<string, readonly string[]> = {
  base: [],
  core: ['base'],
  protocol: ['base'],
  provider: ['base', 'core'],
  node: ['base', 'core'],
  vscode: ['base', 'core', 'protocol', 'provider', 'node'],
  entry: ['base', 'core', 'protocol', 'provider', 'node', 'vscode'],
  media: ['base', 'protocol'],
};

/** Exceptions that hold for types only: nothing of them is left at run time. */
const typeArrows: Record<string, readonly string[]> = {
  protocol: ['core'],
  media: ['core'],
  entry: [],
};

function targetOf(source: SourceFile, { specifier }: Import): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = join(dirname(source.path), specifier).replaceAll('\\', '/');
  return target.replace(/\.js$/, '.ts');
}

describe('rooms', () => {
  test('every file lives in a room', () => {
    expect(sources.map(({ path }) => path).filter(path => !(roomOf(path) in arrows))).toEqual([]);
  });

  test('arrows point down', () => {
    const wrong = sources.flatMap(source =>
      source.imports.flatMap(imported => {
        const target = targetOf(source, imported);
        if (target === undefined) return [];
        const [from, to] = [roomOf(source.path), roomOf(target)];
        const isAllowed =
          from === to ||
          arrows[from]?.includes(to) ||
          (imported.isTypeOnly && typeArrows[from]?.includes(to));
        return isAllowed ? [] : [`${source.path} imports ${target}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('imports name files that exist', () => {
    const missing = sources.flatMap(source =>
      source.imports
        .map(imported => targetOf(source, imported))
        .filter(target => target?.endsWith('.ts') && !byPath.has(target))
        .map(target => `${source.path} imports ${target}`),
    );
    expect(missing).toEqual([]);
  });

  test('only the vscode room and the entries know VS Code', () => {
    const wrong = sources.filter(
      ({ path, imports }) =>
        !['vscode', 'entry'].includes(roomOf(path)) &&
        imports.some(({ specifier }) => specifier === 'vscode'),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('base and core touch neither Node nor the world', () => {
    const forbidden =
      /\b(fetch\(|setTimeout|setInterval|setImmediate|Date\.now|new Date\(\)|performance\.now|Math\.random|process\.|console\.)/;
    const wrong = sources
      .filter(({ path }) => ['base', 'core', 'protocol'].includes(roomOf(path)))
      .flatMap(({ path, code, imports }) => [
        ...imports
          .filter(({ specifier }) => specifier.startsWith('node:'))
          .map(({ specifier }) => `${path}: ${specifier}`),
        ...code
          .split('\n')
          .flatMap(line => (forbidden.test(line) ? [`${path}: ${line.trim()}`] : [])),
      ]);
    expect(wrong).toEqual([]);
  });

  test('schemas come from the small build of zod: the full one is as big as the rest together', () => {
    const users = sources.filter(({ imports }) =>
      imports.some(({ specifier }) => specifier === 'zod'),
    );
    expect(users.map(({ path }) => path)).toEqual([]);
  });

  test('only the gate seals prompts', () => {
    const users = sources.filter(({ text }) => /\bsealKey\b/.test(text)).map(({ path }) => path);
    expect(users.filter(path => !path.startsWith('src/core/outbound/'))).toEqual([]);
  });
});

describe('imports', () => {
  test('form no cycle at run time', () => {
    expect(cycles()).toEqual([]);
  });

  test('no default export and no barrel', () => {
    const wrong = sources.filter(
      ({ code }) => /^export (default|\*)/m.test(code) || /^export \{[^}]*\} from/m.test(code),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });
});

/** Chains of run-time imports that come back to where they began. */
function cycles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, chain: readonly string[]): void => {
    if (chain.includes(path)) {
      found.push([...chain.slice(chain.indexOf(path)), path].join(' → '));
      return;
    }
    const source = byPath.get(path);
    if (done.has(path) || !source) return;
    for (const imported of source.imports) {
      const target = imported.isTypeOnly ? undefined : targetOf(source, imported);
      if (target) visit(target, [...chain, path]);
    }
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return found;
}

describe('sizes', () => {
  test('no source file is over 400 lines', () => {
    const long = sources
      .filter(({ text }) => text.split('\n').length > 400)
      .map(({ path }) => path);
    expect(long).toEqual([]);
  });

  test('complete() stays readable: at most 60 lines', () => {
    const text = byPath.get('src/core/completion/complete.ts')?.text ?? '';
    const body = /^export async function complete\b[\s\S]*?^\}/m.exec(text)?.[0] ?? '';
    expect(body).not.toBe('');
    expect(body.split('\n').length).toBeLessThanOrEqual(60);
  });
});

describe('the manifest', () => {
  const { contributes } = manifest;

  test('declares exactly the commands that the code has', () => {
    expect(contributes.commands.map(({ command }) => command)).toEqual([...commandIds]);
  });

  test('declares exactly the settings that the code reads, with the same defaults', () => {
    const declared = Object.entries(contributes.configuration.properties).map(([key, property]) => [
      key.replace(/^inkling\./, ''),
      property.default,
    ]);
    expect(Object.fromEntries(declared)).toEqual(defaultSettings);
  });

  test('lets no workspace decide where code and keys go', () => {
    const properties: Record<string, { scope: string }> = contributes.configuration.properties;
    const sensitive = Object.keys(properties).filter(key =>
      /\.(models|roles|network|discovery|search)\b/.test(key),
    );
    expect(sensitive.filter(key => properties[key]?.scope !== 'machine')).toEqual([]);
    expect(sensitive.length).toBeGreaterThan(6);
  });

  test('never binds Tab, and menus name known commands only', () => {
    const keys = contributes.keybindings.flatMap(binding => Object.entries(binding));
    expect(
      keys.filter(([name, value]) => ['key', 'mac'].includes(name) && /\btab\b/i.test(value)),
    ).toEqual([]);
    const inMenus = Object.values(contributes.menus)
      .flat()
      .flatMap(item => ('command' in item ? [item.command] : []));
    const bound = contributes.keybindings.map(({ command }) => command);
    expect(
      [...inMenus, ...bound].filter(id => !(commandIds as readonly string[]).includes(id)),
    ).toEqual([]);
  });

  test('asks for no proposed API and no newer VS Code than forks have', () => {
    expect(manifest).not.toHaveProperty('enabledApiProposals');
    expect(manifest.engines.vscode).toBe('^1.105.0');
  });
});
