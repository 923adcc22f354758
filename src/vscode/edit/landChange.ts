import * as vscode from 'vscode';
import { relativePathOf } from '../context/folderPaths.ts';
import { answerTo } from './answerTo.ts';
import type { EditOutcome, EditRunPorts } from './editRun.ts';
import { landAllMerged } from './landMerged.ts';
import { inRefactorPreview } from './landReview.ts';
import { keepProposal, reopened, showConflicts } from './proposal.ts';
import type { FileRemoval, ReplyChange, TextChange } from './replyChange.ts';
import { noNotes } from './reviewNotes.ts';
import { harmOf } from './syntaxHarm.ts';

/** Lands a change that breaks no syntax; one that does is refused as a whole, unless the user wants it all the same. */
export async function landSound(change: ReplyChange, ports: EditRunPorts): Promise<EditOutcome> {
  const harms: string[] = [];
  const warned: TextChange[] = [];
  for (const text of change.texts) {
    const harm = await harmOf(text, text.proposed, ports.services);
    const { notes } = text;
    const warnings = harm === undefined ? notes.warnings : [...notes.warnings, harm];
    warned.push({ ...text, notes: { ...notes, warnings } });
    if (harm !== undefined)
      harms.push(change.texts.length > 1 ? `${relativePathOf(text.document.uri)}: ${harm}` : harm);
  }
  if (harms.length === 0) return landChange(change, ports);
  const anyway = () => landChange({ ...change, texts: warned }, ports);
  const message = `${harms.join(' ')} Nothing was changed.`;
  return { kind: 'told', message, mayRetry: true, anyway };
}

/**
 * Lands what a reply changes: all texts together, around what the user typed meanwhile; new files open unsaved, and
 * what goes or gets another name waits in VS Code's own preview. Says what was left out.
 */
export async function landChange(change: ReplyChange, ports: EditRunPorts): Promise<EditOutcome> {
  const { fresh, removed, left } = change;
  const changed = change.texts.filter(({ base, proposed }) => base !== proposed);
  if (changed.length + fresh.length + removed.length === 0) return nothing(left);
  const [only] = changed;
  const isOne = only !== undefined && changed.length + fresh.length === 1;
  const texts = isOne ? changed : [...changed, ...(await opened(fresh))];
  const outcome = isOne ? await landOne(only, ports) : await landAll(texts, ports);
  if (outcome.kind !== 'done') return outcome;
  const kept = previewRemovals(removed);
  if (texts.length === 0) return removalsTold(left, await kept, removed);
  // Meanwhile the texts can be reviewed already.
  void kept.then(tellKept);
  return left.length > 0 ? toldOf(left) : outcome;
}

function removalsTold(
  left: readonly string[],
  kept: readonly string[],
  removed: readonly FileRemoval[],
): EditOutcome {
  if (left.length === 0 && kept.length === removed.length) return leftOut;
  const message = together([...left, ...kept]);
  return message === '' ? { kind: 'done' } : { kind: 'told', message, mayRetry: false };
}

function tellKept(kept: readonly string[]): void {
  if (kept.length > 0) void answerTo(vscode.window.showInformationMessage, together(kept));
}

function nothing(left: readonly string[]): EditOutcome {
  if (left.length === 0)
    return { kind: 'told', message: 'The model found nothing to change.', mayRetry: false };
  const message = `The answer could not be applied: ${together(left)} Nothing was changed.`;
  return { kind: 'told', message, mayRetry: true };
}

function toldOf(left: readonly string[]): EditOutcome {
  const count = left.length === 1 ? 'One change was' : `${left.length} changes were`;
  const message = `${count} left out: ${together(left)} What stands in the file can be reviewed.`;
  return { kind: 'told', message, mayRetry: false };
}

function together(left: readonly string[]): string {
  return [...new Set(left)].join(' ');
}

async function landOne(text: TextChange, ports: EditRunPorts): Promise<EditOutcome> {
  const document = await reopened(text.document);
  if (document === undefined) return keepProposal(text, text.proposed);
  const conflicts = await landTogether([{ ...text, document }], ports);
  if (conflicts === undefined) return keepProposal(text, text.proposed);
  if (conflicts === 'leftOut') return leftOut;
  const [count = 0] = conflicts;
  return count === 0 ? { kind: 'done' } : showConflicts(count, document, text.proposed);
}

async function landAll(texts: readonly TextChange[], ports: EditRunPorts): Promise<EditOutcome> {
  const documents = await Promise.all(texts.map(({ document }) => reopened(document)));
  const there = texts.flatMap((text, at) => {
    const document = documents[at];
    return document ? [{ ...text, document }] : [];
  });
  if (there.length === 0) return { kind: 'done' };
  const conflicts = await landTogether(there, ports);
  if (conflicts === undefined) {
    const message =
      'VS Code refused the changes (is one of the files read-only?). Nothing was changed.';
    return { kind: 'told', message, mayRetry: true };
  }
  if (conflicts === 'leftOut') return leftOut;
  for (const [at, { document, proposed }] of there.entries())
    if (conflicts[at]! > 0) await showConflicts(conflicts[at]!, document, proposed);
  return { kind: 'done' };
}

const leftOut: EditOutcome = {
  kind: 'told',
  message: 'Nothing was changed: no change was ticked in the Refactor Preview.',
  mayRetry: true,
};

/** Lands texts as one edit: how many conflicts each has, or why nothing landed; undefined where VS Code refused. */
async function landTogether(
  texts: readonly TextChange[],
  { land }: EditRunPorts,
): Promise<number[] | 'leftOut' | undefined> {
  const notes = new Map(texts.map(text => [text.document, text.notes]));
  let isLeftOut = false as boolean;
  const conflicts = await landAllMerged(texts, async news => {
    const landed = await land(
      news.map(text => ({ ...text, notes: notes.get(text.document) ?? noNotes })),
    );
    isLeftOut = landed === 'leftOut';
    return landed !== false;
  });
  return isLeftOut ? 'leftOut' : conflicts?.map(({ length }) => length);
}

/** New files as unsaved documents under their names: saving them makes them. One that holds text already stays. */
async function opened(fresh: ReplyChange['fresh']): Promise<TextChange[]> {
  const texts: TextChange[] = [];
  for (const { uri, text: proposed } of fresh) {
    const untitled = uri.with({ scheme: 'untitled' });
    const document = await vscode.workspace.openTextDocument(untitled);
    await vscode.window.showTextDocument(document, { preview: false, preserveFocus: true });
    texts.push({ document, base: '', proposed, notes: noNotes });
  }
  return texts;
}

/** Deleting and renaming files shows in no text: VS Code's preview asks about each. Says which stay, a sentence each. */
async function previewRemovals(removed: readonly FileRemoval[]): Promise<string[]> {
  if (removed.length === 0) return [];
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, to } of removed) {
    if (to) edit.renameFile(uri, to, {}, inRefactorPreview);
    else edit.deleteFile(uri, {}, inRefactorPreview);
  }
  await vscode.workspace.applyEdit(edit);
  const stays = await Promise.all(
    removed.map(({ uri }) => vscode.workspace.fs.stat(uri).then(Boolean, () => false)),
  );
  return removed.flatMap(({ uri }, at) =>
    stays[at] ? [`${relativePathOf(uri)} stays where it is: that was not ticked.`] : [],
  );
}
