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
    const language: Language = await patientlyCompiled(() => Language.load(bytes));
    return new Parser().setLanguage(language);
  }

  private async start(): Promise<TreeSitter> {
    const load = createRequire(join(this.folder, 'tree-sitter.js'));
    const treeSitter = load('./tree-sitter.js') as TreeSitter;
    await treeSitter.Parser.init({ locateFile: name => join(this.folder, name) });
    return treeSitter;
  }
}

/** Bytes that a function runs through before V8 optimises it: as V8 has it, and the most it takes. */
const usualBudget = 13_000_000;
const largestBudget = 2 ** 31 - 1;

/**
 * Compiles a module whose functions V8 is to optimise late. A grammar's lexer is one function of up to 160 kB, which runs
 * through V8's budget within a few files; optimising it takes a second and 250 to 700 MB, and makes reading hardly faster.
 */
async function patientlyCompiled<T>(compile: () => Promise<T>): Promise<T> {
  setFlagsFromString(`--wasm-tiering-budget=${largestBudget}`);
  try {
    return await compile();
  } finally {
    // Modules of others are compiled as ever: each keeps the budget that it was compiled with.
    setFlagsFromString(`--wasm-tiering-budget=${usualBudget}`);
  }
}
