import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Language, Parser } from '@vscode/tree-sitter-wasm';
import type { LanguageSyntax } from '../core/syntax/languageSyntax.ts';

type TreeSitter = typeof import('@vscode/tree-sitter-wasm');

/**
 * Tree-sitter and its grammars, from a folder laid out as the package has it. Each grammar is loaded at its first use.
 */
export class Grammars {
  private runtime: Promise<TreeSitter> | undefined;
  private readonly parsers = new Map<string, Promise<Parser | undefined>>();

  constructor(private readonly folder: string) {}

  /** A parser for a language; undefined where its grammar can not be read. */
  parserFor({ grammar }: LanguageSyntax): Promise<Parser | undefined> {
    const known = this.parsers.get(grammar);
    if (known) return known;
    const loading = this.load(grammar).catch(() => undefined);
    this.parsers.set(grammar, loading);
    return loading;
  }

  private async load(grammar: string): Promise<Parser> {
    this.runtime ??= this.start();
    const { Parser, Language } = await this.runtime;
    const bytes = await readFile(join(this.folder, `tree-sitter-${grammar}.wasm`));
    const language: Language = await compiledPlainly(() => Language.load(bytes));
    return new Parser().setLanguage(language);
  }

  private async start(): Promise<TreeSitter> {
    const load = createRequire(join(this.folder, 'tree-sitter.js'));
    const treeSitter = load('./tree-sitter.js') as TreeSitter;
    await treeSitter.Parser.init({ locateFile: name => join(this.folder, name) });
    return treeSitter;
  }
}

/** How V8 compiles while a grammar is loaded, and how it does else: all functions at once, and none of them again. */
const plainly = ['--no-wasm-lazy-compilation', '--no-wasm-dynamic-tiering', '--no-wasm-tier-up'];
const asEver = ['--wasm-lazy-compilation', '--wasm-dynamic-tiering', '--wasm-tier-up'];

/**
 * Compiles a module that V8 is not to optimise. A grammar's lexer is one function of up to 160 kB: optimising it takes a
 * second and 250 to 700 MB, several at a time where a project has several languages, and makes parsing a tenth quicker.
 */
async function compiledPlainly<T>(compile: () => Promise<T>): Promise<T> {
  for (const flag of plainly) setFlagsFromString(flag);
  // V8 compiles in threads of its own, for which a process with nothing else to do would not wait.
  const waits = setInterval(() => {}, 1000);
  try {
    return await compile();
  } finally {
    clearInterval(waits);
    // Modules of others are compiled as ever.
    for (const flag of asEver) setFlagsFromString(flag);
  }
}
