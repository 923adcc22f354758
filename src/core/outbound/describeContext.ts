import type { Verdict } from '../context/packing.ts';
import type { ModelInfo } from '../model/model.ts';
import { fencedPart, listed, maskedLine, nameOf, placeOf } from './describePart.ts';
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
    'The prompt that a suggestion here would be asked with.\nNothing was sent for this.',
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
    `## What was found\n\n${found(report, prompt)}`,
    `## The prompt, part by part\n\n${parts.map(describePart).join('\n\n')}`,
  ]
    .join('\n\n')
    .concat('\n');
}

/** Every snippet under what became of it, first those in the prompt. */
function found({ verdicts }: ContextReport, prompt: SealedPrompt): string {
  if (verdicts.length === 0) return 'Nothing beside the text around the cursor.';
  const outcomes = verdicts.map(verdict => outcomeOf(verdict, prompt));
  // “In the prompt” comes first in the alphabet, too.
  const sections = [...new Set(outcomes)].sort().map(outcome => {
    const all = verdicts.filter((_, at) => outcomes[at] === outcome);
    return `### ${outcome}\n\n${listed(all.map(listedVerdict))}`;
  });
  return [howToRead, ...sections].join('\n\n');
}

const howToRead = `The score is what its own source says of a snippet,
the worth how likely it is to help: that decides what goes along.`;

function listedVerdict({ ranked: { snippet, value }, tokens, leftOut }: Verdict) {
  const source = { ...snippet, type: 'file' } as const;
  return {
    tokens: leftOut === undefined ? Math.ceil(tokens) : undefined,
    what: `${nameOf(source)}, score ${snippet.score.toFixed(2)}, worth ${value.toFixed(3)}`,
    where: placeOf(source),
  };
}

const inPrompt = 'In the prompt, with tokens';

const reasons = {
  ownFile: 'Left out: the text around the cursor shows it',
  shown: 'Left out: its lines are shown already',
  budget: 'Left out: no room for what it is worth',
} as const;

function outcomeOf({ ranked, leftOut, isSkeleton }: Verdict, prompt: SealedPrompt): string {
  if (leftOut) return reasons[leftOut];
  const { uri } = ranked.snippet;
  const dropped = prompt.dropped.find(({ source }) => source.type === 'file' && source.uri === uri);
  if (dropped?.reason === 'excluded') return `Kept out: ${dropped.rule ?? 'an ignore rule'}`;
  return isSkeleton ? 'In the prompt, without bodies' : inPrompt;
}

function describePart({ source, text, tokens }: SealedPart): string {
  const place = placeOf(source);
  const name = `${nameOf(source)}${place && `: ${place}`}`;
  return `### ${name} (${tokens} tokens)\n\n${fencedPart(source, text)}`;
}

function partsOf({ content }: SealedPrompt): readonly SealedPart[] {
  if (content.kind === 'chat') return content.messages.flatMap(({ parts }) => parts);
  return [...content.snippets, content.prefix, content.suffix];
}
