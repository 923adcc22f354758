import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { completionDraft } from '../src/core/context/completionDraft.ts';
import type { CursorContext } from '../src/core/context/cursorContext.ts';
import { linesOf, OpenTexts } from '../src/core/context/openTexts.ts';
import { shownLines } from '../src/core/context/recentEdits.ts';
import type { Snippet } from '../src/core/context/snippet.ts';
import { identifiersOf } from '../src/core/context/terms.ts';
import { createOutboundGate } from '../src/core/outbound/gate.ts';
import type { SealedPart } from '../src/core/outbound/sealedPrompt.ts';
import { secretFileRule } from '../src/core/outbound/secretFiles.ts';
import { ChunkedCounter } from '../src/core/prompt/chunkedCounter.ts';
import { Grammars } from '../src/node/grammars.ts';
import { WorkspaceIndex } from '../src/node/workspaceIndex.ts';
import { benchTokenizer } from './benchTokenizer.ts';

const caseSchema = z.object({
  id: z.union([z.string(), z.number()]),
  root: z.string(),
  path: z.string(),
  line: z.number().int().min(0),
  column: z.number().int().min(0),
  budgetTokens: z.number().int().min(0),
  open: z.array(z.string()).default([]),
  recentEdits: z
    .array(z.object({ path: z.string(), before: z.string(), after: z.string() }))
    .default([]),
});

type ContextCase = z.infer<typeof caseSchema>;

/** As many as the editor's retrievers hand out. */
const mostSimilar = 24;
const mostOpen = 8;
const maxFiles = 50_000;
const grammarFolder = join(process.env.INKLING_ROOT ?? process.cwd(), 'dist', 'syntax');

const gate = createOutboundGate({
  isTrusted: () => true,
  ignoreRules: { excludedBy: (_, path) => secretFileRule(path) },
});

/** The prompt of each case, assembled by the product's own retrievers, draft and gate. */
export async function runSuite(cases: unknown[]): Promise<{ results: object[]; summary: string }> {
  const tokenizer = await benchTokenizer();
  const counter = new ChunkedCounter(chunk => tokenizer.countChunk(chunk));
  const indexes = new Map<string, Promise<WorkspaceIndex>>();
  const results: object[] = [];
  const times: number[] = [];
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
    if (!indexes.has(root)) indexes.set(root, buildIndex(root));
    const index = await indexes.get(root)!;
    buildMs += performance.now() - startedAt;
    const result = await runCase(parsed.data, index, counter).catch((error: unknown) => ({
      id: parsed.data.id,
      reason: String(error),
    }));
    if ('ms' in result) times.push(result.ms);
    if ('prompt' in result) recall.add(await hiddenNames(parsed.data), result.prompt);
    results.push(result);
  }
  return { results, summary: summarize(times, cases.length, indexes.size, buildMs, recall) };

  async function runCase(test: ContextCase, index: WorkspaceIndex, counting: ChunkedCounter) {
    const masked = await maskedContext(test);
    if (!masked) return { id: test.id, reason: `${test.path} has no such position` };
    const { context, text, file } = masked;
    await index.setFile(file, context.prefix + context.suffix);
    try {
      const open = await openTexts(test, context);
      const recent = await recentSnippets(test, context);
      const startedAt = performance.now();
      const { similar, declared } = await index.related({
        ...context,
        filePath: file.filePath,
        limit: mostSimilar,
      });
      const snippets = [
        ...recent,
        ...open.snippets(context, mostOpen),
        ...similar.map((lines): Snippet => ({ kind: 'similar', ...lines })),
        ...declared.map((lines): Snippet => ({ kind: 'declaration', ...lines })),
      ];
      const room = { maxTokens: test.budgetTokens, counter: counting };
      const draft = completionDraft(context, snippets, room);
      const sealed = gate.seal(draft, room);
      const ms = performance.now() - startedAt;
      if (sealed.kind === 'refused') return { id: test.id, reason: sealed.message };
      const { content } = sealed.prompt;
      if (content.kind !== 'fim') return { id: test.id, reason: 'not a completion prompt' };
      const parts = [...content.snippets, content.prefix, content.suffix];
      const prompt = parts.map(part => part.text).join('');
      const scores = new Map(
        snippets.map(snippet => [snippet.uri + snippet.startLine, snippet.score]),
      );
      const sources = parts.flatMap(part => sourcesOf(part, scores, counting));
      return { id: test.id, prompt, tokens: tokenizer.encode(prompt).count, sources, ms };
    } finally {
      await index.setFile(file, text);
    }
  }
}

async function buildIndex(root: string): Promise<WorkspaceIndex> {
  const index = new WorkspaceIndex({ grammars: new Grammars(grammarFolder) });
  await index.indexFolder(root, { maxFiles });
  return index;
}

/** The file as it is before the rest of the line is typed. */
async function maskedContext(test: ContextCase) {
  const filePath = join(test.root, test.path);
  const text = (await readFile(filePath, 'utf8')).replace(/^\uFEFF/, '');
  const lines = text.split('\n');
  const line = lines[test.line];
  if (line === undefined || test.column > line.length) return undefined;
  const offset = lines
    .slice(0, test.line)
    .reduce((sum, before) => sum + before.length + 1, test.column);
  const lineEnd = offset - test.column + line.replace(/\r$/, '').length;
  const context: CursorContext = {
    uri: pathToFileURL(filePath).toString(),
    path: test.path,
    languageId: '',
    version: 1,
    prefix: text.slice(0, offset),
    suffix: text.slice(Math.max(offset, lineEnd)),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    indentUnit: '  ',
  };
  return { context, text, file: { filePath, path: test.path } };
}

async function openTexts(test: ContextCase, context: CursorContext): Promise<OpenTexts> {
  const open = new OpenTexts('openEditor');
  for (const path of test.open) {
    const uri = pathToFileURL(join(test.root, path)).toString();
    const text = await readOptional(join(test.root, path));
    if (text !== undefined && uri !== context.uri) open.set({ uri, path, text });
  }
  return open;
}

/** Where the text after an edit stands now; an edit that can't be found is as good as none. */
async function recentSnippets(test: ContextCase, context: CursorContext): Promise<Snippet[]> {
  const snippets: Snippet[] = [];
  for (const { path, after } of test.recentEdits) {
    const uri = pathToFileURL(join(test.root, path)).toString();
    const text = uri === context.uri ? undefined : await readOptional(join(test.root, path));
    const at = text === undefined || after.trim() === '' ? -1 : text.indexOf(after);
    if (text === undefined || at === -1) continue;
    const startLine = text.slice(0, at).split('\n').length - 1;
    const edited = { uri, startLine, endLineExclusive: startLine + after.split('\n').length };
    const lines = shownLines(edited, text.split('\n').length);
    snippets.push({
      kind: 'recentEdit',
      path,
      ...lines,
      text: linesOf(text, lines.startLine, lines.endLineExclusive),
      score: 1,
    });
  }
  return snippets;
}

async function readOptional(filePath: string): Promise<string | undefined> {
  return readFile(filePath, 'utf8').catch(() => undefined);
}

/** One source a run of lines, so that each is found where it says. */
function sourcesOf(
  part: SealedPart,
  scores: ReadonlyMap<string, number>,
  counter: ChunkedCounter,
): object[] {
  const { source, text, tokens } = part;
  if (source.type !== 'file') return [{ kind: source.kind, tokens }];
  const { kind, path, startLine, endLineExclusive } = source;
  if (!source.runs) {
    const score = scores.get(source.uri + startLine) ?? 1;
    return [{ kind, path, startLine, endLine: endLineExclusive, tokens, score }];
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
    score: scores.get(source.uri + run.startLine) ?? 1,
  }));
}

function idOf(given: unknown): unknown {
  return typeof given === 'object' && given !== null && 'id' in given ? given.id : null;
}

/** How many of the names that were hidden stand in the prompts. */
class Recall {
  private hidden = 0;
  private shown = 0;

  add(names: readonly string[], prompt: string): void {
    const inPrompt = new Set(identifiersOf(prompt));
    this.hidden += names.length;
    this.shown += names.filter(name => inPrompt.has(name)).length;
  }

  toString(): string {
    return `${this.shown} of ${this.hidden} hidden names shown`;
  }
}

/** Names in the hidden rest of the line that stand nowhere else in the file. */
async function hiddenNames(test: ContextCase): Promise<readonly string[]> {
  const masked = await maskedContext(test);
  if (!masked) return [];
  const { context, text } = masked;
  const rest = text.slice(context.prefix.length, text.length - context.suffix.length);
  const visible = new Set(identifiersOf(`${context.prefix}\n${context.suffix}`));
  return [...new Set(identifiersOf(rest))].filter(name => name.length > 2 && !visible.has(name));
}

function summarize(
  times: number[],
  caseCount: number,
  rootCount: number,
  buildMs: number,
  recall: Recall,
): string {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  const speed = `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
  const built = `${rootCount} indexes built in ${Math.round(buildMs)} ms`;
  return `context: ${times.length} of ${caseCount} cases; ${recall}; ${speed}; ${built}`;
}
