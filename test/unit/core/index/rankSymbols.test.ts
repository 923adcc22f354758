import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addText } from '../../../../src/core/index/addText.ts';
import { shapeBySyntax } from '../../../../src/core/index/fileShape.ts';
import { pageRank, rankSymbols } from '../../../../src/core/index/rankSymbols.ts';
import type { Segment } from '../../../../src/core/index/segment.ts';
import { SegmentBuilder } from '../../../../src/core/index/segmentBuilder.ts';
import { symbolGraph, useWeight } from '../../../../src/core/index/symbolGraph.ts';
import { languageSyntaxOf } from '../../../../src/core/syntax/languages.ts';
import { grammars } from '../../../support/syntaxTrees.ts';

async function segmentOf(texts: Readonly<Record<string, string>>): Promise<Segment> {
  const builder = new SegmentBuilder();
  for (const [path, text] of Object.entries(texts)) {
    const language = languageSyntaxOf(path)!;
    const tree = (await grammars.parserFor(language))!.parse(text)!;
    const facts = { filePath: path, path, hash: '', size: 0, mtimeMs: 0, hasSymbols: true };
    const { shape, declared } = shapeBySyntax(tree.rootNode, language, text);
    addText(builder, facts, text, shape, declared);
  }
  return builder.build();
}

const shop = {
  'cart.ts': 'export class ShoppingCart {\n  totalPrice() {}\n}\n',
  'user.ts': 'export class UserAccount {\n  login() {}\n}\n',
  'mail.ts':
    'import { UserAccount } from "./user";\nexport function sendMail(to: UserAccount) {}\n',
  'checkout.ts':
    'import { ShoppingCart } from "./cart";\nexport const pay = (cart: ShoppingCart) => cart.totalPrice();\n',
};

async function ranked(filePaths: readonly string[], names: readonly string[] = []) {
  const graph = symbolGraph([await segmentOf(shop)]);
  return rankSymbols(graph, { filePaths, names }).map(({ file, name }) => [
    graph.files[file]!.path,
    name,
  ]);
}

describe('what matters for a place', () => {
  test('is what the file worked on uses', async () => {
    expect((await ranked(['checkout.ts'])).slice(0, 2)).toEqual([
      ['cart.ts', 'ShoppingCart'],
      ['cart.ts', 'totalPrice'],
    ]);
    expect((await ranked(['mail.ts']))[0]).toEqual(['user.ts', 'UserAccount']);
  });

  test('is what was mentioned', async () => {
    expect((await ranked([], ['UserAccount']))[0]).toEqual(['user.ts', 'UserAccount']);
  });

  test('is nothing that the file itself defines', async () => {
    expect((await ranked(['cart.ts'])).map(([path]) => path)).not.toContain('cart.ts');
  });
});

test('telling names weigh more, private ones and those that everybody defines less', () => {
  expect(useWeight('totalPrice', 4, 1)).toBe(20);
  expect(useWeight('run', 4, 1)).toBe(2);
  expect(useWeight('_run', 4, 1)).toBeCloseTo(0.2);
  expect(useWeight('run', 4, 6)).toBeCloseTo(0.2);
});

test('ranks sum to one, whoever uses whom', () => {
  const edges = fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 20 });
  fc.assert(
    fc.property(edges, fc.nat(5), (list, from) => {
      const sorted = [...list].sort(([one], [other]) => one - other);
      const firstEdge = Uint32Array.from({ length: 7 }, (_, file) => {
        const at = sorted.findIndex(([source]) => source >= file);
        return at === -1 ? sorted.length : at;
      });
      const factors = Float32Array.from(
        sorted.map(([file]) => 1 / (firstEdge[file + 1]! - firstEdge[file]!)),
      );
      const graph = {
        ...{ fileCount: 6, firstEdge, names: [], definers: [], files: [], weights: factors },
        targets: Uint32Array.from(sorted.map(([, to]) => to)),
        edgeNames: new Uint32Array(sorted.length),
      };
      const start = new Float64Array(6);
      start[from] = 1;
      const ranks = pageRank(graph, start, factors);
      expect(ranks.reduce((sum, rank) => sum + rank)).toBeCloseTo(1, 5);
    }),
  );
});
