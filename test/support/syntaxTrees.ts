import { resolve } from 'node:path';
import { Grammars } from '../../src/node/grammars.ts';
import { SyntaxTrees } from '../../src/node/syntaxTrees.ts';

/** Where tree-sitter and its grammars lie before they are copied to `dist`. */
export const grammarFolder = resolve(
  import.meta.dirname,
  '../../node_modules/@vscode/tree-sitter-wasm/wasm',
);

/** Real grammars, loaded once a test file. */
export const grammars = new Grammars(grammarFolder);

export const syntaxTrees = (): SyntaxTrees => new SyntaxTrees(grammars);
