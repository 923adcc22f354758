import { atLines, fenced, from, lines, maskedLine, nameOf, table } from './describePart.ts';
import { costOf } from './ledger.ts';
import type { DroppedPart, SealedContent, SealedPart } from './sealedPrompt.ts';
import type { SentOutcome, SentRequest } from './sentLog.ts';

/** The last requests as a Markdown document for people; bodies stand in it exactly as they left. */
export function describeSent(
  requests: readonly SentRequest[],
  timeOfDay: (ms: number) => string,
): string {
  if (requests.length === 0) return `${title}\n\nNothing has been sent in this window so far.\n`;
  const sections = requests.map(request => describeRequest(request, timeOfDay(request.sentAtMs)));
  return [title, introduction, ...sections].join('\n\n').concat('\n');
}

const title = '# What Inkling sent';
const introduction =
  'The last requests of this window, newest first, as they left. Keys travel in headers, which are not kept. ' +
  'What the embedded engine reads never leaves and is not listed.';

function describeRequest(request: SentRequest, time: string): string {
  const parts = partsOf(request.content);
  return [
    `## ${time} ${request.role}: ${request.modelName} (${request.providerName})`,
    [
      `- To: ${request.wires.at(-1)?.url ?? request.origin}`,
      `- Outcome: ${describeOutcome(request.outcome)}, ${Math.round(request.durationMs)} ms`,
      `- Prompt: ${request.tokens} tokens by our count${attempts(request)}`,
      ...costLine(request),
      ...maskedLine(request.masked),
    ].join('\n'),
    table(['Part', 'From', 'Lines', 'Tokens'], parts.map(partRow)),
    ...droppedSection(request.dropped),
    `### Text, part by part\n\n${parts.map(partText).join('\n\n')}`,
    ...request.wires.slice(-1).map(({ body }) => `### Body, as sent\n\n${fenced(body, 'json')}`),
  ].join('\n\n');
}

function attempts({ wires }: SentRequest): string {
  return wires.length > 1 ? `, sent ${wires.length} times` : '';
}

/** What an answered request cost, where the model has a price; the server's counts before ours. */
function costLine({ outcome, price, tokens }: SentRequest): string[] {
  if (outcome.kind !== 'answered' || !price) return [];
  const { promptTokens = tokens, outputTokens = 0 } = outcome.usage;
  const cost = costOf({ prompt: promptTokens, output: outputTokens }, price);
  return [`- Cost: ${Number(cost.toPrecision(3))}, by the price that you set for the model`];
}

const endings = {
  stop: 'answered',
  length: 'answered up to the output limit',
  filtered: 'answered, and cut by the provider’s filter',
} as const;

function describeOutcome(outcome: SentOutcome): string {
  switch (outcome.kind) {
    case 'running':
      return 'still running';
    case 'cancelled':
      return 'cancelled';
    case 'failed':
      return `failed (${outcome.error}): ${outcome.message}`;
    case 'answered': {
      const { promptTokens, outputTokens, cachedTokens } = outcome.usage;
      const told = [
        [promptTokens, 'prompt'],
        [cachedTokens, 'of them cached'],
        [outputTokens, 'answer'],
      ].filter(([tokens]) => tokens !== undefined);
      const usage = told.map(([tokens, what]) => `${tokens} ${what}`).join(', ');
      const ending = endings[outcome.reason];
      return `${ending}${usage && `; tokens as the server counted: ${usage}`}`;
    }
  }
}

function partsOf(content: SealedContent): readonly SealedPart[] {
  if (content.kind === 'chat') return content.messages.flatMap(message => message.parts);
  return [...content.snippets, content.prefix, content.suffix];
}

function partRow({ source, tokens }: SealedPart): string[] {
  return [nameOf(source), from(source), lines(source), String(tokens)];
}

function partText({ source, text }: SealedPart): string {
  const place = source.type === 'file' && [source.path, atLines(source)].filter(Boolean).join(', ');
  return `#### ${nameOf(source)}${place ? `: ${place}` : ''}\n\n${fenced(text)}`;
}

function droppedSection(dropped: readonly DroppedPart[]): string[] {
  if (dropped.length === 0) return [];
  const rows = dropped.map(({ source, reason, rule }) => [
    nameOf(source),
    from(source),
    lines(source),
    reason === 'budget' ? 'did not fit' : `excluded (${rule ?? 'ignore rule'})`,
  ]);
  return [`### Not sent\n\n${table(['Part', 'From', 'Lines', 'Why'], rows)}`];
}
