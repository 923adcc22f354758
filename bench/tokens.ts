import { z } from 'zod';
import { completionDraft } from '../src/core/context/completionDraft.ts';
import { createOutboundGate } from '../src/core/outbound/gate.ts';
import { SecretVault } from '../src/core/outbound/secrets/secretVault.ts';
import { ChunkedCounter } from '../src/core/prompt/chunkedCounter.ts';
import type { Tokenizer } from '../src/core/prompt/tokenizer.ts';
import { benchTokenizer } from './benchTokenizer.ts';

const vault = new SecretVault();

const caseSchema = z.object({
  id: z.union([z.string(), z.number()]),
  encoding: z.string().default('o200k_base'),
  text: z.string(),
});

/** Counts and ids of the product's tokenizer, and what fitting a prompt in a large file costs. */
export async function runSuite(cases: unknown[]): Promise<{ results: object[]; summary: string }> {
  const tokenizer = await benchTokenizer();
  tokenizer.encode('The first call warms the tokenizer up.');
  const results = cases.map(given => tokenize(tokenizer, given));
  const { p50, p95 } = fittingMs(tokenizer);
  const done = results.filter(result => 'count' in result).length;
  const summary = `tokens: ${done} of ${cases.length} cases; fitting 4,000 tokens of a 10,000-line file while typing: p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`;
  return { results, summary };
}

function tokenize(tokenizer: Tokenizer, given: unknown): object {
  const parsed = caseSchema.safeParse(given);
  if (!parsed.success) return { id: idOf(given), reason: z.prettifyError(parsed.error) };
  const { id, encoding, text } = parsed.data;
  if (encoding !== 'o200k_base') return { id, reason: `The encoding ${encoding} is not shipped.` };
  const startedAt = performance.now();
  const { count, ids } = tokenizer.encode(text);
  const ms = performance.now() - startedAt;
  return ids ? { id, count, ids, exact: true, ms } : { id, count, exact: false, ms };
}

const lineCount = 10_000;
/** The first hundred warm the caches and the compiler up. */
const warmingKeys = 100;
const keys = 600;

/** Types keys into the middle of a large file and seals a prompt of 4,000 tokens after each. */
function fittingMs(tokenizer: Tokenizer): { p50: number; p95: number } {
  const counter = new ChunkedCounter(chunk => tokenizer.countChunk(chunk));
  const gate = createOutboundGate({
    isTrusted: () => true,
    secrets: () => vault,
    ignoreRules: { excludedBy: () => undefined },
  });
  const room = { maxTokens: 4000, counter };
  const lines = Array.from(
    { length: lineCount },
    (_, n) => `  const value${n} = compute(${n}, "item ${n % 97}"); // step ${n}`,
  );
  const before = `${lines.slice(0, lineCount / 2).join('\n')}\n`;
  const suffix = `\n${lines.slice(lineCount / 2).join('\n')}\n`;
  const times: number[] = [];
  for (let key = 0; key < keys; key++) {
    const prefix = `${before}  const total = compute(values, ${'abcdefghij'.repeat(3).slice(0, key % 30)}`;
    const context = {
      uri: 'file:///a.ts',
      path: 'a.ts',
      languageId: 'typescript',
      version: key,
      prefix,
      suffix,
      eol: '\n',
      indentUnit: '  ',
    } as const;
    const startedAt = performance.now();
    gate.seal(completionDraft(context, [], room), room);
    times.push(performance.now() - startedAt);
  }
  const warm = times.slice(warmingKeys).sort((one, other) => one - other);
  const at = (share: number) => warm[Math.floor(warm.length * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}

function idOf(given: unknown): unknown {
  return typeof given === 'object' && given !== null && 'id' in given ? given.id : null;
}
