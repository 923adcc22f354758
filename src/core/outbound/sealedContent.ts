import { assert } from '../../base/assert.ts';
import type { FittedPart } from '../prompt/fitParts.ts';
import type { PartSource, PromptDraft, PromptPart } from '../prompt/prompt.ts';
import { type LineRun, splitRuns } from '../text/lineRuns.ts';
import { countLines } from '../text/lines.ts';
import type { DroppedPart, SealedContent, SealedPart } from './sealedPrompt.ts';

/** The parts of a draft in sending order, those that are sent as one text together. */
export function groupsOf(draft: PromptDraft): readonly (readonly PromptPart[])[] {
  if (draft.kind === 'chat') return draft.messages.map(message => message.parts);
  return [[...draft.snippets, draft.prefix, draft.suffix]];
}

/** True for a part whose exclusion refuses the whole prompt: without it the rest has no meaning. */
export function isIndispensable(draft: PromptDraft, part: PromptPart): boolean {
  if (part.shrink === 'required') return true;
  return draft.kind === 'fim' && (part === draft.prefix || part === draft.suffix);
}

/** The content that leaves: what was kept of the draft's groups. Messages that have become empty are left out. */
export function contentOf(draft: PromptDraft, groups: readonly FittedPart[][]): SealedContent {
  if (draft.kind === 'chat') {
    const messages = draft.messages.map(({ role }, index) => ({
      role,
      parts: (groups[index] ?? []).flatMap(sealedPart),
    }));
    return { kind: 'chat', messages: messages.filter(message => message.parts.length > 0) };
  }
  const fitted = groups[0] ?? [];
  const prefix = fitted.at(-2);
  const suffix = fitted.at(-1);
  assert(prefix?.part === draft.prefix && suffix?.part === draft.suffix, 'both sides are kept');
  return {
    kind: 'fim',
    languageId: draft.languageId,
    path: draft.path,
    prefix: sealedPart(prefix)[0] ?? emptyPart(draft.prefix),
    suffix: sealedPart(suffix)[0] ?? emptyPart(draft.suffix),
    snippets: fitted.slice(0, -2).flatMap(sealedPart),
  };
}

/** What does not leave: excluded parts, parts that did not fit, and the lines that were cut from a part. */
export function droppedOf(
  excluded: ReadonlyMap<PromptPart, string>,
  groups: readonly FittedPart[][],
): DroppedPart[] {
  const byRule = [...excluded].map(
    ([{ source }, rule]): DroppedPart => ({ source, reason: 'excluded', rule }),
  );
  const byBudget = groups.flat().flatMap(fitted => cutSources(fitted));
  return [...byRule, ...byBudget.map((source): DroppedPart => ({ source, reason: 'budget' }))];
}

function sealedPart({ part, kept }: FittedPart): SealedPart[] {
  if (!kept) return [];
  const source = keptSource(part, kept.text);
  const predicts = part.predictsOutput ? { predictsOutput: true as const } : {};
  return [{ source, text: kept.text, tokens: Math.ceil(kept.tokens), ...predicts }];
}

function emptyPart(part: PromptPart): SealedPart {
  return { source: keptSource(part, ''), text: '', tokens: 0 };
}

/** The source with the lines that are left: an end keeps the last ones, a start the first. */
function keptSource({ source, text, shrink }: PromptPart, kept: string): PartSource {
  if (source.type !== 'file' || kept.length === text.length) return source;
  const lines = countLines(kept);
  if (source.runs) return withRuns(source, splitRuns(source.runs, lines).first);
  return shrink === 'start'
    ? { ...source, startLine: source.endLineExclusive - lines }
    : { ...source, endLineExclusive: source.startLine + lines };
}

/** Where the text came from that was cut off; a line that was cut in two counts as kept. */
function cutSources({ part, kept }: FittedPart): PartSource[] {
  const { source, text, shrink } = part;
  if (!kept) return [source];
  if (source.type !== 'file' || kept.text.length === text.length) return [];
  const lines = countLines(kept.text);
  if (source.runs) {
    const { rest } = splitRuns(source.runs, lines);
    return rest.length > 0 ? [withRuns(source, rest)] : [];
  }
  const cut =
    shrink === 'start'
      ? { ...source, endLineExclusive: source.endLineExclusive - lines }
      : { ...source, startLine: source.startLine + lines };
  return cut.startLine < cut.endLineExclusive ? [cut] : [];
}

function withRuns(
  source: Extract<PartSource, { type: 'file' }>,
  runs: readonly LineRun[],
): PartSource {
  const startLine = runs[0]?.startLine ?? source.startLine;
  const endLineExclusive = runs.at(-1)?.endLineExclusive ?? startLine;
  return { ...source, startLine, endLineExclusive, runs };
}
