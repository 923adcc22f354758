import { fenced, fencedPart, listed, maskedLine, nameOf, placeOf } from './describePart.ts';
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
  const contents = requests.length > 1 ? [contentsOf(sections)] : [];
  return [title, introduction, ...contents, ...sections].join('\n\n').concat('\n');
}

/** Where each request begins, since one can be pages long: *Go to Line* leads there. */
function contentsOf(sections: readonly string[]): string {
  const above = `${title}\n\n${introduction}\n\n`;
  let line = above.split('\n').length + sections.length + 1;
  const starts = sections.map(section => {
    const start = line;
    line += section.split(/\r\n|\r|\n/).length + 1;
    return start;
  });
  const last = `${starts.at(-1)}`.length;
  return sections
    .map((section, at) => {
      const heading = section.slice(3, section.indexOf('\n'));
      return `- line ${`${starts[at]}`.padStart(last)}  ${heading}`;
    })
    .join('\n');
}

const title = '# What Inkling sent';
const introduction = `The last requests of this window, newest first, as they left.
Keys travel in headers, which are not kept.
What the embedded engine reads never leaves and is not listed.`;

function describeRequest(request: SentRequest, time: string): string {
  const parts = partsOf(request.content);
  return [
    `## ${time} ${request.role}: ${request.modelName} (${request.providerName})`,
    [
      `- To: ${request.wires.at(-1)?.url ?? request.origin}`,
      `- Outcome: ${describeOutcome(request.outcome)}, ${Math.round(request.durationMs)} ms`,
      `- Tokens by our count: ${request.tokens}${attempts(request)}`,
      ...usageLine(request.outcome),
      ...costLine(request),
      ...maskedLine(request.masked),
    ].join('\n'),
    `### Its parts, with their tokens\n\n${listed(parts.map(listedPart))}`,
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
    case 'answered':
      return endings[outcome.reason];
  }
}

/** The tokens as the server counted them, where it did. */
function usageLine(outcome: SentOutcome): string[] {
  if (outcome.kind !== 'answered') return [];
  const { promptTokens, outputTokens, cachedTokens } = outcome.usage;
  const told = [
    promptTokens !== undefined && `${promptTokens} prompt`,
    cachedTokens && `${cachedTokens} of them cached`,
    outputTokens !== undefined && `${outputTokens} answer`,
  ].filter(Boolean);
  return told.length > 0 ? [`- Tokens as the server counted: ${told.join(', ')}`] : [];
}

function partsOf(content: SealedContent): readonly SealedPart[] {
  if (content.kind === 'chat') return content.messages.flatMap(message => message.parts);
  return [...content.snippets, content.prefix, content.suffix];
}

function listedPart({ source, tokens }: SealedPart) {
  return { tokens, what: nameOf(source), where: placeOf(source) };
}

function partText({ source, text }: SealedPart): string {
  const place = placeOf(source);
  return `#### ${nameOf(source)}${place && `: ${place}`}\n\n${fencedPart(source, text)}`;
}

function droppedSection(dropped: readonly DroppedPart[]): string[] {
  if (dropped.length === 0) return [];
  const parts = dropped.map(({ source, reason, rule = 'ignore rule' }) => ({
    what: `${nameOf(source)}: ${reason === 'budget' ? 'did not fit' : `excluded (${rule})`}`,
    where: placeOf(source),
  }));
  return [`### Not sent\n\n${listed(parts)}`];
}
