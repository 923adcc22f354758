import type { AppliedReply, FailedHunk } from '../../core/edit/applyReply.ts';
import { applyReply } from '../../core/edit/applyReply.ts';
import type { EditReply } from '../../core/edit/askForEdit.ts';
import type { FailedChange } from '../../core/edit/failedChange.ts';
import { replyFormat } from '../../core/edit/replyFormat.ts';
import { hunksBetween } from '../../core/edit/reviewHunks.ts';
import { declineOf, rewriteRange } from '../../core/edit/rewriteRange.ts';
import { splitLines } from '../../core/text/lines.ts';
import type { EditOutcome, EditRunPorts } from './editRun.ts';
import type { EditTarget } from './editTarget.ts';
import { landMerged } from './landMerged.ts';
import { keepProposal, openBeside, reopened, showConflicts } from './proposal.ts';
import { type ChangeNotes, hunkKey, noNotes } from './reviewNotes.ts';
import { harmOf } from './syntaxHarm.ts';

type Reply = EditReply & { readonly kind: 'reply' };

/** Asks once more for changes that found no place in a text; undefined where nothing usable came. */
export type AskAgain = (
  failed: readonly FailedChange[],
  text: string,
) => Promise<string | undefined>;

/** Takes a reply into the document, in whatever format it came, around what the user typed meanwhile. */
export async function landReply(
  target: EditTarget,
  reply: Reply,
  ports: EditRunPorts,
  again: AskAgain,
): Promise<EditOutcome> {
  const isRewrite = reply.task === 'rewrite' && replyFormat(reply.text) === 'lazy';
  const outcome = await (isRewrite
    ? landRewrite(target, reply.text, ports)
    : landBlocks(target, reply, ports, again));
  if (outcome.kind !== 'told' || !outcome.mayRetry) return outcome;
  return { ...outcome, show: () => openBeside(reply.text, 'markdown') };
}

async function landRewrite(
  target: EditTarget,
  reply: string,
  ports: EditRunPorts,
): Promise<EditOutcome> {
  const rewritten = rewriteRange(target.base, target.range, reply);
  if (rewritten.kind === 'rewritten') return landSound(target, rewritten.text, noNotes, ports);
  const { reason, anyway } = rewritten;
  if (anyway === undefined) return { kind: 'told', message: reason, mayRetry: true };
  const land = () => landText(target, anyway, { ...noNotes, warnings: [reason] }, ports);
  return { kind: 'told', message: reason, mayRetry: true, anyway: land };
}

/** Changes that found no place are asked for once more; what is left then stands beside the others as failed. */
async function landBlocks(
  target: EditTarget,
  { text: answer, modelName }: Reply,
  ports: EditRunPorts,
  again: AskAgain,
): Promise<EditOutcome> {
  const path = target.document.uri.path;
  const format = replyFormat(answer);
  const apply = (text: string, output: string, isForced = false) =>
    applyReply(replyFormat(output), new Map([[path, text]]), output, { isForced });
  const first = apply(target.base, answer);
  if (format === 'search_replace')
    ports.services.blocks.note(modelName, first.status === 'applied');
  const failed = first.failed.filter(hasLines);
  if (first.status === 'refused' && failed.length === 0) {
    return refused(target, answer, first, () => apply(target.base, answer, true), ports);
  }
  let proposed = textOf(first, path, target.base);
  let left = failed;
  if (failed.length > 0) {
    const more = await again(failed, proposed);
    const second = more === undefined ? undefined : apply(proposed, more);
    if (second && second.status !== 'refused') {
      proposed = textOf(second, path, proposed);
      left = second.failed.filter(hasLines);
    }
  }
  const notes = notesFor(target.base, proposed, first, left);
  if (proposed === target.base && left.length > 0) {
    return {
      kind: 'told',
      message: `The answer could not be applied: ${whyOf(left)} Nothing was changed.`,
      mayRetry: true,
    };
  }
  const outcome = await landSound(target, proposed, notes, ports);
  return outcome.kind === 'done' && left.length > 0 ? toldOf(left) : outcome;
}

function hasLines(hunk: FailedHunk): hunk is FailedHunk & FailedChange {
  return hunk.before !== undefined;
}

function textOf(applied: AppliedReply, path: string, otherwise: string): string {
  return applied.files.get(path) ?? otherwise;
}

function toldOf(left: readonly FailedChange[]): EditOutcome & { kind: 'told' } {
  const count = left.length === 1 ? 'One change was' : `${left.length} changes were`;
  const message = `${count} left out: ${whyOf(left)} What stands in the file can be reviewed.`;
  return { kind: 'told', message, mayRetry: false };
}

function whyOf(left: readonly FailedChange[]): string {
  return [...new Set(left.map(({ reason }) => reason))].join(' ');
}

function refused(
  target: EditTarget,
  answer: string,
  { reason, guard, warnings }: AppliedReply,
  force: () => AppliedReply,
  ports: EditRunPorts,
): EditOutcome {
  const message = declineOf(answer, reason);
  if (guard === undefined) return { kind: 'told', message, mayRetry: true };
  const anyway = () => {
    const text = textOf(force(), target.document.uri.path, target.base);
    return landText(target, text, { ...noNotes, warnings }, ports);
  };
  return { kind: 'told', message, mayRetry: true, anyway };
}

/** What there is to say about the changes: which were matched roughly, which failed, what the guards found. */
function notesFor(
  base: string,
  proposed: string,
  { approximate, warnings }: AppliedReply,
  failed: readonly FailedChange[],
): ChangeNotes {
  const hunks = hunksBetween(splitLines(base).lines, splitLines(proposed).lines);
  const rough = new Map<string, number>();
  for (const { start, endExclusive, confidence } of approximate) {
    const touched = hunks.filter(hunk => hunk.baseStart <= endExclusive && start <= hunk.baseEnd);
    for (const hunk of touched) rough.set(hunkKey(hunk), confidence);
  }
  const general = warnings.filter(warning => !/was matched approximately/.test(warning));
  return { failed, rough, warnings: general };
}

/** Lands a text that breaks no syntax; one that does is refused, unless the user wants it all the same. */
async function landSound(
  target: EditTarget,
  proposed: string,
  notes: ChangeNotes,
  ports: EditRunPorts,
): Promise<EditOutcome> {
  const harm = await harmOf(target, proposed, ports.services);
  if (harm === undefined) return landText(target, proposed, notes, ports);
  const warned = { ...notes, warnings: [...notes.warnings, harm] };
  const anyway = () => landText(target, proposed, warned, ports);
  return { kind: 'told', message: `${harm} Nothing was changed.`, mayRetry: true, anyway };
}

async function landText(
  target: EditTarget,
  proposed: string,
  notes: ChangeNotes,
  { land }: EditRunPorts,
): Promise<EditOutcome> {
  if (proposed === target.base) {
    return { kind: 'told', message: 'The model found nothing to change.', mayRetry: false };
  }
  const document = await reopened(target.document);
  if (document === undefined) return keepProposal(target, proposed);
  const { base } = target;
  const conflicts = await landMerged(document, base, proposed, text => land(document, text, notes));
  if (conflicts === undefined) return keepProposal(target, proposed);
  if (conflicts.length === 0) return { kind: 'done' };
  return showConflicts(conflicts.length, document, proposed);
}
