import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Turn } from '../src/core/chat/conversation.ts';
import type { Snippet } from '../src/core/context/snippet.ts';
import { createOutboundGate } from '../src/core/outbound/gate.ts';
import { secretFileRule } from '../src/core/outbound/secretFiles.ts';
import { draftChat } from '../src/core/prompt/chatPrompt.ts';
import { ChunkedCounter } from '../src/core/prompt/chunkedCounter.ts';
import type { WorkspaceIndex } from '../src/node/workspaceIndex.ts';
import { benchTokenizer } from './benchTokenizer.ts';
import { buildIndex } from './contextCase.ts';

const linesSchema = z.object({
  path: z.string(),
  startLine: z.number().int().min(0),
  endLine: z.number().int().min(1),
});

/**
 * A question in words, and where its answer stands; `hide`: lines of that file that the index must not know, such as a
 * comment that says the same.
 */
const caseSchema = z.object({
  id: z.union([z.string(), z.number()]),
  root: z.string(),
  question: z.string(),
  budgetTokens: z.number().int().min(0),
  answer: linesSchema,
  hide: z.object({ startLine: z.number().int(), endLine: z.number().int() }).optional(),
});

type QuestionCase = z.infer<typeof caseSchema>;

/** As many as the editor's finder hands out. */
const mostFound = 40;
const gate = createOutboundGate({
  isTrusted: () => true,
  secrets: () => undefined,
  ignoreRules: { excludedBy: (_, path) => secretFileRule(path) },
});

interface Result {
  readonly id: string | number;
  /** The place of the answer among what was found, from 0; `null` when it is not. */
  readonly rank: number | null;
  /** Its first line stands in the prompt. */
  readonly isSent: boolean;
  readonly tokens: number;
  readonly found: readonly object[];
  readonly ms: number;
}

/** Asks each question as the chat does, with the index of its root, and looks where the answer is. */
export async function runSuite(cases: unknown[]): Promise<{ results: object[]; summary: string }> {
  const tokenizer = await benchTokenizer();
  const counter = new ChunkedCounter(chunk => tokenizer.countChunk(chunk));
  const indexes = new Map<string, Promise<WorkspaceIndex>>();
  const results: object[] = [];
  const done: Result[] = [];
  for (const given of cases) {
    const parsed = caseSchema.safeParse(given);
    if (!parsed.success) {
      results.push({ id: idOf(given), reason: z.prettifyError(parsed.error) });
      continue;
    }
    const { root, id } = parsed.data;
    try {
      if (!indexes.has(root)) indexes.set(root, buildIndex(root));
      const result = await ask(parsed.data, await indexes.get(root)!, counter);
      done.push(result);
      results.push(result);
    } catch (error) {
      results.push({ id, reason: String(error) });
    }
  }
  return { results, summary: summarize(done, cases.length) };
}

async function ask(
  test: QuestionCase,
  index: WorkspaceIndex,
  counter: ChunkedCounter,
): Promise<Result> {
  const restore = await hide(test, index);
  try {
    const startedAt = performance.now();
    const query = { question: test.question, earlier: [], limit: mostFound, patienceMs: 0 };
    const lines = await index.find(query);
    const snippets = lines.map((found): Snippet => ({ kind: 'found', ...found }));
    const room = { maxTokens: test.budgetTokens, counter };
    const turn = turnOf(test.question);
    const { draft } = draftChat([], turn, room.maxTokens, counter, { snippets });
    const sealed = gate.seal(draft, room);
    const ms = performance.now() - startedAt;
    if (sealed.kind === 'refused') throw new Error(sealed.message);
    const { content, tokens } = sealed.prompt;
    const parts = content.kind === 'chat' ? content.messages.flatMap(({ parts }) => parts) : [];
    const isAnswer = (found: { path: string; startLine: number; endLineExclusive: number }) =>
      found.path === test.answer.path &&
      found.startLine <= test.answer.startLine &&
      test.answer.startLine < found.endLineExclusive;
    const rank = lines.findIndex(isAnswer);
    const isSent = parts.some(
      ({ source }) =>
        source.type === 'file' &&
        (source.runs ?? []).some(run => isAnswer({ path: source.path, ...run })),
    );
    const found = lines.map(({ path, startLine, endLineExclusive, score }) => ({
      ...{ path, startLine, endLine: endLineExclusive, score },
    }));
    return { id: test.id, rank: rank === -1 ? null : rank, isSent, tokens, found, ms };
  } finally {
    await restore();
  }
}

/** Takes the hidden lines out of the index, by the same update that an edit causes. */
async function hide({ root, answer, hide: hidden }: QuestionCase, index: WorkspaceIndex) {
  if (!hidden) return () => Promise.resolve();
  const file = { filePath: join(root, answer.path), path: answer.path };
  const text = await readFile(file.filePath, 'utf8');
  const isHidden = (line: number) => line >= hidden.startLine && line < hidden.endLine;
  const lines = text.split('\n').map((line, at) => (isHidden(at) ? '' : line));
  await index.setFile(file, lines.join('\n'));
  return () => index.setFile(file, text);
}

function turnOf(question: string): Turn {
  return { id: '', askedAtMs: 0, question, attachments: [], answer: { text: '' } };
}

function summarize(results: readonly Result[], caseCount: number): string {
  const share = (holds: (result: Result) => boolean) =>
    `${((100 * results.filter(holds).length) / Math.max(1, results.length)).toFixed(1)} %`;
  const within = (most: number) => share(({ rank }) => rank !== null && rank < most);
  const times = results.map(({ ms }) => ms).sort((one, other) => one - other);
  const at = (part: number) => (times[Math.floor(times.length * part)] ?? 0).toFixed(1);
  return `question: ${results.length} of ${caseCount} cases; answer found first ${within(1)}, in the first five ${within(5)}, ten ${within(10)}; in the prompt ${share(({ isSent }) => isSent)}; p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`;
}

function idOf(given: unknown): unknown {
  return typeof given === 'object' && given !== null && 'id' in given ? given.id : null;
}
