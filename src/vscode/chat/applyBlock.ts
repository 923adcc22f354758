import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/attachment.ts';
import { blockPath } from '../../core/chat/blockPath.ts';
import {
  isPatchOf,
  newFileText,
  type PlacedBlock,
  patchedPaths,
  placeBlock,
  severalFilesIn,
} from '../../core/chat/placeBlock.ts';
import { withoutSide } from '../../core/edit/paths.ts';
import { isConfirmed } from '../confirmChange.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { EditProposer } from '../services.ts';
import { findInWorkspace } from './openLink.ts';

/** A code block of an answer: its text, and the words after its opening fence. */
export interface Block {
  readonly code: string;
  readonly info: string;
}

/** A sentence for the user: what was done, or why nothing was. */
export type Outcome = { readonly done: string } | { readonly problem: string };

/**
 * Puts a code block under review in the file that it is meant for. `attachments` are those of the question
 * and of earlier ones, newest first.
 */
export async function applyBlock(
  block: Block,
  attachments: readonly Attachment[],
  edits: EditProposer,
): Promise<Outcome> {
  const named = blockPath(block.info);
  const uri = (await targetOf(named, attachments)) ?? (await patchTarget(block.code));
  if (!uri) return named ? startFile(named, block.code) : { problem: noTarget };
  const document = await vscode.workspace.openTextDocument(uri);
  const path = relativePathOf(uri);
  const several = severalFilesIn(block.code);
  if (several !== undefined) return applyToSeveral(several, document, edits);
  if (!(await isConfirmed(path))) return { problem: 'Nothing was changed.' };

  const selected = attachments.find(
    ({ kind, uri: each }) => kind === 'selection' && each === `${uri}`,
  );
  const text = document.getText();
  const place = { path, text };
  const land = async (placed: PlacedBlock & { kind: 'placed' }) => {
    await vscode.window.showTextDocument(document, { preview: false });
    return edits.propose(document, placed.after, 'Chat');
  };
  const placed = placeBlock(block.code, place, selected?.text);
  if (placed.kind === 'refused') {
    const forced =
      placed.isHarm && placeBlock(block.code, place, selected?.text, { isForced: true });
    const mayLand = forced && forced.kind === 'placed';
    if (mayLand) void offerAnyway(placed.reason, () => land(forced));
    return { problem: `${placed.reason} ${mayLand ? orAnyway : orInsert}` };
  }
  const isChanged = await land(placed);
  if (!isChanged)
    return text === placed.after
      ? { done: `${path} already reads like this.` }
      : { problem: 'Nothing was changed.' };
  return { done: [`Applied to ${path}: review it there.`, ...placed.notes].join(' ') };
}

async function applyToSeveral(
  reply: string,
  document: vscode.TextDocument,
  edits: EditProposer,
): Promise<Outcome> {
  const { message, anyway } = await edits.proposeReply(document, reply);
  if (message === undefined) return { done: 'Applied to several files: review them there.' };
  if (!anyway) return { problem: message };
  void offerAnyway(message, anyway);
  return { problem: `${message} ${orAnyway}` };
}

const noTarget = 'It is not clear which file this is for. Open the file, then apply again.';
const orOpen =
  'the block changes lines that it would have to have. Open the file that it is for, then apply again.';
const orAnyway = '“Apply Anyway” in the notification puts it under review all the same.';
const orInsert = 'Put the cursor where it belongs and insert it instead.';

async function targetOf(
  named: string | undefined,
  attachments: readonly Attachment[],
): Promise<vscode.Uri | undefined> {
  if (named !== undefined) {
    const attached = attachments.find(({ path }) => path === named || path.endsWith(`/${named}`));
    return attached ? vscode.Uri.parse(attached.uri, true) : findInWorkspace(named);
  }
  const active = vscode.window.activeTextEditor?.document.uri;
  const uris = new Set(attachments.map(({ uri }) => uri));
  const [only] = uris;
  return uris.size === 1 && only !== undefined ? vscode.Uri.parse(only, true) : active;
}

/** The file that a patch means although its heading names none: the first that it names itself, or the one in front. */
async function patchTarget(code: string): Promise<vscode.Uri | undefined> {
  const paths = patchedPaths(code);
  for (const path of paths) {
    const uri = (await findInWorkspace(path)) ?? (await findInWorkspace(withoutSide(path)));
    if (uri) return uri;
  }
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return undefined;
  const front = { path: relativePathOf(document.uri), text: document.getText() };
  return paths.length > 1 || isPatchOf(code, front) ? document.uri : undefined;
}

/** A file that is not there yet is opened unsaved under its name: saving it makes it. */
async function startFile(path: string, code: string): Promise<Outcome> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) return { problem: noTarget };
  const text = newFileText(code, path);
  if (text === undefined) return { problem: `There is no file ${path}, and ${orOpen}` };
  const uri = vscode.Uri.joinPath(folder.uri, path).with({ scheme: 'untitled' });
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const isEmpty = document.getText() === '';
  if (isEmpty) await editor.edit(edit => edit.insert(new vscode.Position(0, 0), text));
  return isEmpty
    ? { done: `${path} is new: look at it and save it.` }
    : { problem: `${path} is open and not empty; nothing was changed.` };
}

/** What a guard refused may be just what the user wants; it is reviewed all the same. */
async function offerAnyway(reason: string, land: () => Promise<unknown>): Promise<void> {
  const anyway = 'Apply Anyway';
  if ((await vscode.window.showWarningMessage(reason, anyway)) === anyway) await land();
}
