import type { Verdict } from '../context/packing.ts';
import type { Snippet } from '../context/snippet.ts';
import type { ModelInfo } from '../model/model.ts';
import { atLines, fenced, from, lineSpan, maskedLine, nameOf, table } from './describePart.ts';
import type { SealResult } from './gate.ts';
import type { SealedPart, SealedPrompt } from './sealedPrompt.ts';

/** A completion prompt that would be sent now, with what became of every snippet that was found for it. */
export interface ContextReport {
  readonly model: Pick<ModelInfo, 'name' | 'providerName'>;
  readonly maxTokens: number;
  /** Milliseconds from the question to the sealed prompt. */
  readonly ms: number;
  readonly sealed: SealResult;
  readonly verdicts: readonly Verdict[];
}

/** The report as a Markdown document for people. */
export function describeContext(report: ContextReport): string {
  const { model, maxTokens, ms, sealed } = report;
  const head = [
    '# The context at the cursor',
    'The prompt that a suggestion here would be asked with. Nothing was sent for this.',
  ];
  if (sealed.kind === 'refused') return `${[...head, sealed.message].join('\n\n')}\n`;
  const { prompt } = sealed;
  const parts = partsOf(prompt);
  return [
    ...head,
    [
      `- Model: ${model.name} (${model.providerName})`,
      `- Tokens: ${prompt.tokens} of ${maxTokens} that it may have`,
      `- Gathered in ${Math.round(ms)} ms`,
      ...maskedLine(prompt.masked),
    ].join('\n'),
    `## What was found\n\n${foundTable(report, prompt)}`,
    `## The prompt, part by part\n\n${parts.map(describePart).join('\n\n')}`,
  ]
    .join('\n\n')
    .concat('\n');
}

function foundTable({ verdicts }: ContextReport, prompt: SealedPrompt): string {
  if (verdicts.length === 0) return 'Nothing beside the text around the cursor.';
  const rows = verdicts.map(verdict => [
    nameOf({ ...sourceOf(verdict.ranked.snippet) }),
    verdict.ranked.snippet.path,
    linesOf(verdict.ranked.snippet),
    verdict.ranked.snippet.score.toFixed(2),
    verdict.ranked.value.toFixed(3),
    verdict.leftOut === undefined ? String(Math.ceil(verdict.tokens)) : '',
    outcomeOf(verdict, prompt),
  ]);
  return table(['Source', 'File', 'Lines', 'Score', 'Worth', 'Tokens', 'Outcome'], rows);
}

const reasons = {
  ownFile: 'left out: the text around the cursor shows it',
  shown: 'left out: its lines are shown already',
  budget: 'left out: no room for what it is worth',
} as const;

function outcomeOf({ ranked, leftOut, isSkeleton }: Verdict, prompt: SealedPrompt): string {
  if (leftOut) return reasons[leftOut];
  const { uri } = ranked.snippet;
  const dropped = prompt.dropped.find(({ source }) => source.type === 'file' && source.uri === uri);
  if (dropped?.reason === 'excluded') return `kept out: ${dropped.rule ?? 'an ignore rule'}`;
  return isSkeleton ? 'in the prompt, without bodies' : 'in the prompt';
}

function describePart({ source, text, tokens }: SealedPart): string {
  const place = [from(source), atLines(source)].filter(Boolean).join(', ');
  return `### ${nameOf(source)}: ${place} (${tokens} tokens)\n\n${fenced(text)}`;
}

function partsOf({ content }: SealedPrompt): readonly SealedPart[] {
  if (content.kind === 'chat') return content.messages.flatMap(({ parts }) => parts);
  return [...content.snippets, content.prefix, content.suffix];
}

function sourceOf({ kind, uri, path, startLine, endLineExclusive }: Snippet) {
  return { type: 'file', kind, uri, path, startLine, endLineExclusive } as const;
}

/** Lines as people count them, from 1. */
function linesOf({ startLine, endLineExclusive }: Snippet): string {
  return lineSpan(startLine, endLineExclusive);
}
