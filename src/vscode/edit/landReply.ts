import type { AppliedReply } from '../../core/edit/appliedReply.ts';
import { applyReply } from '../../core/edit/applyReply.ts';
import type { EditReply } from '../../core/edit/askForEdit.ts';
import { plainReply } from '../../core/edit/plainReply.ts';
import { pathsIn } from '../../core/edit/readReply.ts';
import { replyFormat } from '../../core/edit/replyFormat.ts';
import { declineOf, type RewriteOptions, rewriteRange } from '../../core/edit/rewriteRange.ts';
import { isConfirmed } from '../confirmChange.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { EditOutcome, EditRunPorts } from './editRun.ts';
import type { EditTarget } from './editTarget.ts';
import { landChange, landSound } from './landChange.ts';
import { namedFiles } from './namedFiles.ts';
import { openBeside } from './proposal.ts';
import { type AskAgain, type ReplyChange, readChange } from './replyChange.ts';
import { type ChangeNotes, noNotes } from './reviewNotes.ts';

type Reply = EditReply & { readonly kind: 'reply' };

/** Takes a reply into the document, in whatever format it came, around what the user typed meanwhile. */
export async function landReply(
  target: EditTarget,
  reply: Reply,
  ports: EditRunPorts,
  again: AskAgain,
  options: RewriteOptions = {},
): Promise<EditOutcome> {
  const format = replyFormat(plainReply(reply.text, target.base));
  const isRewrite = reply.task === 'rewrite' && format === 'lazy';
  const outcome = await (isRewrite
    ? landRewrite(target, reply.text, ports, options)
    : landChanges(target, reply, ports, again));
  if (outcome.kind !== 'told' || !outcome.mayRetry) return outcome;
  return { ...outcome, show: () => openBeside(reply.text, 'markdown') };
}

async function landRewrite(
  target: EditTarget,
  reply: string,
  ports: EditRunPorts,
  options: RewriteOptions,
): Promise<EditOutcome> {
  const rewritten = rewriteRange(target.base, target.range, reply, options);
  if (rewritten.kind === 'rewritten')
    return landSound(changeOf(target, rewritten.text, noNotes), ports);
  const { reason, anyway } = rewritten;
  if (anyway === undefined) return { kind: 'told', message: reason, mayRetry: true };
  const warned = { ...noNotes, warnings: [reason] };
  const land = () => landChange(changeOf(target, anyway, warned), ports);
  return { kind: 'told', message: reason, mayRetry: true, anyway: land };
}

function changeOf({ document, base }: EditTarget, proposed: string, notes: ChangeNotes) {
  const texts = [{ document, base, proposed, notes }];
  return { texts, fresh: [], removed: [], left: [] };
}

/** The reply says itself which lines of which files change. */
async function landChanges(
  target: EditTarget,
  { text: answer, modelName, task }: Reply,
  ports: EditRunPorts,
  again: AskAgain,
): Promise<EditOutcome> {
  const format = replyFormat(plainReply(answer, target.base));
  const { blocks } = ports.services;
  const files = await namedFiles(target, pathsIn(format, answer), ports.services);
  const { targets, paths } = files;
  const texts = new Map([...targets].map(([path, { base }]) => [path, base]));
  const apply = (isForced: boolean) => applyReply(format, texts, answer, { paths, isForced });
  const applied = apply(false);
  const isAsked = task !== 'text';
  if (isAsked && format === 'search_replace') blocks.note(modelName, applied.status === 'applied');
  const read = async (result: AppliedReply) =>
    confirmed(await readChange(files, result, again), target);
  if (applied.status !== 'refused' || applied.failed.some(({ before }) => before !== undefined))
    return landSound(await read(applied), ports);
  const { guard, reason } = applied;
  const told = { kind: 'told', message: declineOf(answer, reason), mayRetry: true } as const;
  if (guard === undefined) return told;
  return { ...told, anyway: async () => landChange(await read(apply(true)), ports) };
}

/** Without the files that the user wants left alone; what they asked about needs no question. */
async function confirmed(change: ReplyChange, target: EditTarget): Promise<ReplyChange> {
  const { texts, fresh, removed } = change;
  const uris = [
    ...texts.map(({ document }) => document.uri),
    ...[...fresh, ...removed].map(({ uri }) => uri),
    ...removed.flatMap(({ to }) => to ?? []),
  ];
  const refused: string[] = [];
  for (const path of new Set(uris.map(relativePathOf))) {
    const isOwn = path === relativePathOf(target.document.uri);
    if (!isOwn && !(await isConfirmed(path))) refused.push(path);
  }
  if (refused.length === 0) return change;
  const isWanted = (uri: { toString(): string } | undefined) =>
    !uris.some(each => `${each}` === `${uri}` && refused.includes(relativePathOf(each)));
  return {
    texts: texts.filter(({ document }) => isWanted(document.uri)),
    fresh: fresh.filter(({ uri }) => isWanted(uri)),
    removed: removed.filter(({ uri, to }) => isWanted(uri) && isWanted(to)),
    left: [...change.left, ...refused.map(path => `${path} was left as it is.`)],
  };
}
