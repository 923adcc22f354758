import { z } from 'zod';
import type { SnippetKind } from '../src/core/context/snippet.ts';
import { ChunkedCounter } from '../src/core/prompt/chunkedCounter.ts';
import { benchTokenizer } from './benchTokenizer.ts';
import {
  buildCaseIndex,
  type CaseIndex,
  caseSchema,
  type PreparedCase,
  prepareCase,
} from './contextCase.ts';
import { assemble, Recall } from './contextPrompt.ts';

/** The sources that a case can have. */
const kinds: readonly SnippetKind[] = [
  'declaration',
  'similar',
  'matched',
  'openEditor',
  'recentEdit',
];

interface Prepared extends PreparedCase {
  readonly budgetTokens: number;
}

/** What each source of context brings: the context cases with all sources, without each, with each alone. */
export async function runSuite(cases: unknown[]): Promise<{ results: object[]; summary: string }> {
  const tokenizer = await benchTokenizer();
  const counter = new ChunkedCounter(chunk => tokenizer.countChunk(chunk));
  const prepared = await prepareAll(cases);
  const variants: readonly (readonly [string, readonly SnippetKind[]])[] = [
    ['all', kinds],
    ...kinds.map(kind => [`without ${kind}`, kinds.filter(other => other !== kind)] as const),
    ...kinds.map(kind => [`only ${kind}`, [kind]] as const),
    ['none', []],
  ];
  const results = variants.map(([sources, used]) => ({
    sources,
    ...measure(prepared, new Set(used), counter),
  }));
  return { results, summary: table(results) };
}

async function prepareAll(cases: unknown[]): Promise<readonly Prepared[]> {
  const indexes = new Map<string, CaseIndex>();
  const prepared: Prepared[] = [];
  for (const given of cases) {
    const parsed = caseSchema.safeParse(given);
    if (!parsed.success) {
      process.stderr.write(`${z.prettifyError(parsed.error)}\n`);
      continue;
    }
    const { root, budgetTokens } = parsed.data;
    const index = indexes.get(root) ?? (await buildCaseIndex(root));
    indexes.set(root, index);
    const one = await prepareCase(parsed.data, index);
    if (one) prepared.push({ ...one, budgetTokens });
  }
  return prepared;
}

interface Measured {
  readonly names: number;
  readonly declarations: number;
  readonly snippetTokens: number;
  readonly ms: number;
}

function measure(
  cases: readonly Prepared[],
  used: ReadonlySet<SnippetKind>,
  counter: ChunkedCounter,
): Measured {
  const recall = new Recall();
  const times: number[] = [];
  let snippetTokens = 0;
  for (const { context, snippets, budgetTokens, hiddenNames, ms } of cases) {
    const wanted = snippets.filter(({ kind }) => used.has(kind));
    const assembled = assemble(context, wanted, budgetTokens, counter);
    if ('reason' in assembled) continue;
    recall.add(hiddenNames, assembled.prompt);
    const fromIndex = used.has('similar') || used.has('declaration') ? (ms.index ?? 0) : 0;
    const fromEngine = used.has('matched') ? (ms.matched ?? 0) : 0;
    const fromOpen = used.has('openEditor') ? (ms.openEditor ?? 0) : 0;
    // Index and engine work beside each other, in threads of their own.
    times.push(assembled.ms + Math.max(fromIndex, fromEngine) + fromOpen);
    for (const { source, tokens } of assembled.parts) {
      if (source.kind !== 'prefix' && source.kind !== 'suffix') snippetTokens += tokens;
    }
  }
  times.sort((one, other) => one - other);
  const { shown, declared } = recall.shares;
  return {
    names: shown,
    declarations: declared,
    snippetTokens: snippetTokens / Math.max(1, cases.length),
    ms: times[Math.floor(times.length / 2)] ?? 0,
  };
}

/** Markdown, for `bench/README.md`. */
function table(rows: readonly (Measured & { readonly sources: string })[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return [
    line(['Sources', 'Hidden names shown', 'of them declared', 'Snippet tokens', 'p50 ms']),
    line(['---', '---', '---', '---', '---']),
    ...rows.map(({ sources, names, declarations, snippetTokens, ms }) =>
      line([
        sources,
        percent(names),
        percent(declarations),
        snippetTokens.toFixed(0),
        ms.toFixed(1),
      ]),
    ),
  ].join('\n');
}
