import type { PartSource } from '../prompt/prompt.ts';
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

/** What a part is, for people: `Your question`, `Selection`, `Similar code`. */
function nameOf({ type, kind }: PartSource): string {
  switch (type) {
    case 'user':
      return `Your ${kind}`;
    case 'model':
      return 'Earlier answer';
    case 'instructions':
      return 'Inkling’s instructions';
    case 'file':
      return fileParts[kind] ?? kind;
  }
}

const fileParts: Readonly<Record<string, string>> = {
  prefix: 'Text before',
  suffix: 'Text after',
  selection: 'Selection',
  file: 'File',
  rules: 'Rules of the project',
  diagnostic: 'Problems',
  diff: 'Changes',
  definition: 'Definition',
  declaration: 'Declarations',
  ownFile: 'Farther up in the file',
  openEditor: 'From an open editor',
  recentEdit: 'Recently edited',
  similar: 'Similar code',
  clipboard: 'Clipboard',
};

const froms = { user: 'you', model: 'the model', instructions: 'Inkling' } as const;

function from(source: PartSource): string {
  return source.type === 'file' ? source.path : froms[source.type];
}

function atLines(source: PartSource): string {
  const span = lines(source);
  return span === '' || span === 'none' ? '' : `lines ${span}`;
}

/** Lines as people count them, from 1. */
function lines(source: PartSource): string {
  if (source.type !== 'file') return '';
  if (source.startLine >= source.endLineExclusive) return 'none';
  const runs = source.runs ?? [source];
  return runs.map(run => `${run.startLine + 1}–${run.endLineExclusive}`).join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function escapeCell(cell: string): string {
  return cell.replace(/\r?\n/g, ' ').replaceAll('|', '\\|');
}

/** A fence that is longer than any in the body, so that the body stands unchanged. */
function fenced(body: string, language = ''): string {
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${body}\n${fence}`;
}
