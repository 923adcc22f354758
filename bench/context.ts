import { z } from 'zod';
import type { Snippet } from '../src/core/context/snippet.ts';
import type { SealedPart } from '../src/core/outbound/sealedPrompt.ts';
import { ChunkedCounter } from '../src/core/prompt/chunkedCounter.ts';
import type { TokenCounter } from '../src/core/prompt/tokenCounter.ts';
import type { LineRun } from '../src/core/text/lineRuns.ts';
import { benchTokenizer } from './benchTokenizer.ts';
import {
  buildCaseIndex,
  type CaseIndex,
  type ContextCase,
  caseSchema,
  prepareCase,
  type Retrieved,
} from './contextCase.ts';
import { assemble, Recall } from './contextPrompt.ts';

/** The prompt of each case, assembled by the product's own retrievers, draft and gate. */
export async function runSuite(cases: unknown[]): Promise<{ results: object[]; summary: string }> {
  const tokenizer = await benchTokenizer();
  const counter = new ChunkedCounter(chunk => tokenizer.countChunk(chunk));
  const indexes = new Map<string, Promise<CaseIndex>>();
  const results: object[] = [];
  const times: number[] = [];
  const firstTimes: number[] = [];
  const recall = new Recall();
  let buildMs = 0;
  for (const given of cases) {
    const parsed = caseSchema.safeParse(given);
    if (!parsed.success) {
      results.push({ id: idOf(given), reason: z.prettifyError(parsed.error) });
      continue;
    }
    const { root } = parsed.data;
    const startedAt = performance.now();
    if (!indexes.has(root)) indexes.set(root, buildCaseIndex(root));
    const index = await indexes.get(root)!;
    buildMs += performance.now() - startedAt;
    const result = await runCase(parsed.data, index, counter).catch((error: unknown) => ({
      id: parsed.data.id,
      reason: String(error),
    }));
    if ('ms' in result) times.push(result.ms);
    results.push(result);
  }
  return { results, summary: summarize() };

  function summarize(): string {
    const shown = `${times.length} of ${cases.length} cases; ${recall}`;
    const built = `${indexes.size} indexes built in ${Math.round(buildMs)} ms`;
    return `context: ${shown}; ${speed(times)}; at a place's first key ${speed(firstTimes)}; ${built}`;
  }

  async function runCase(test: ContextCase, known: CaseIndex, counting: ChunkedCounter) {
    const prepared = await prepareCase(test, known);
    if (!prepared) return { id: test.id, reason: `${test.path} has no such position` };
    const { snippets, hiddenNames, keyBefore } = prepared;
    const first = keyBefore && assembleWithin(keyBefore);
    if (first && 'ms' in first) firstTimes.push(retrievalMs(keyBefore) + first.ms);
    const assembled = assembleWithin(prepared);
    if ('reason' in assembled) return { id: test.id, reason: assembled.reason };
    const { prompt, parts } = assembled;
    recall.add(hiddenNames, prompt);
    const sources = parts.flatMap(part => sourcesOf(part, snippets, counting));
    const { count } = tokenizer.encode(prompt);
    const ms = retrievalMs(prepared) + assembled.ms;
    return { id: test.id, prompt, tokens: count, sources, ms };

    function assembleWithin({ context: place, snippets: found }: Retrieved) {
      return assemble(place, found, test.budgetTokens, counting);
    }
  }
}

/** Index and engine work beside each other, in threads of their own. */
function retrievalMs({ ms }: Retrieved): number {
  const { index = 0, matched = 0, openEditor = 0 } = ms;
  return Math.max(index, matched) + openEditor;
}

/** One source a run of lines, so that each is found where it says. */
function sourcesOf(
  part: SealedPart,
  snippets: readonly Snippet[],
  counter: TokenCounter,
): object[] {
  const { source, text, tokens } = part;
  if (source.type !== 'file') return [{ kind: source.kind, tokens }];
  const { kind, uri, path, startLine, endLineExclusive } = source;
  if (!source.runs) {
    return [{ kind, path, startLine, endLine: endLineExclusive, tokens, score: 1 }];
  }
  const lines = text.split('\n');
  return source.runs.map(run => ({
    kind,
    path,
    startLine: run.startLine,
    endLine: run.endLineExclusive,
    tokens: counter.count(
      lines
        .splice(0, run.endLineExclusive - run.startLine)
        .map(line => `${line}\n`)
        .join(''),
    ),
    score: bestScore(snippets, uri, run),
  }));
}

/** Of the snippets whose lines a run holds. */
function bestScore(snippets: readonly Snippet[], uri: string, run: LineRun): number {
  const held = snippets.filter(
    snippet =>
      snippet.uri === uri &&
      snippet.startLine < run.endLineExclusive &&
      run.startLine < snippet.endLineExclusive,
  );
  return Math.max(0, ...held.map(({ score }) => score));
}

function idOf(given: unknown): unknown {
  return typeof given === 'object' && given !== null && 'id' in given ? given.id : null;
}

function speed(times: readonly number[]): string {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}
