import type * as vscode from 'vscode';
import type { AppliedReply, FailedHunk } from '../../core/edit/appliedReply.ts';
import { applyReply, onlyOf } from '../../core/edit/applyReply.ts';
import type { FailedChange } from '../../core/edit/failedChange.ts';
import { plainReply } from '../../core/edit/plainReply.ts';
import { replyFormat } from '../../core/edit/replyFormat.ts';
import { hunksBetween } from '../../core/edit/reviewHunks.ts';
import { splitLines } from '../../core/text/lines.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { EditTarget } from './editTarget.ts';
import type { ProposedText } from './landMerged.ts';
import { type NamedFiles, placeOf } from './namedFiles.ts';
import { type ChangeNotes, hunkKey } from './reviewNotes.ts';

/** What becomes of one document's text, with what there is to say about it. */
export interface TextChange extends ProposedText {
  readonly notes: ChangeNotes;
}

/** A file that goes, or gets another name. */
export interface FileRemoval {
  readonly uri: vscode.Uri;
  readonly to?: vscode.Uri;
}

/** What a reply makes of the workspace; nothing of it has happened yet. */
export interface ReplyChange {
  /** The document that was asked about comes first, where its text changes. */
  readonly texts: readonly TextChange[];
  readonly fresh: readonly { readonly uri: vscode.Uri; readonly text: string }[];
  readonly removed: readonly FileRemoval[];
  /** Why parts of the reply are left out, a sentence each. */
  readonly left: readonly string[];
}

/** Asks once more for changes that found no place in a text; undefined where nothing usable came. */
export type AskAgain = (
  failed: readonly FailedChange[],
  text: string,
  file: EditTarget,
) => Promise<string | undefined>;

/** Reads off what an applied reply changes; what found no place in a file is asked for once more. */
export async function readChange(
  files: NamedFiles,
  applied: AppliedReply,
  again: AskAgain,
): Promise<ReplyChange> {
  const texts: TextChange[] = [];
  for (const [path, file] of files.targets) {
    texts.push(await textOf(path, file, applied, onlyOf(path, files.paths), again));
  }
  const lost = applied.failed.filter(hunk => !isRetried(hunk, files));
  const gone = [...applied.files].filter(([, text]) => text === null).map(([path]) => path);
  const removed = gone.map((path): FileRemoval => {
    const to = placeOf(files, applied.moves.get(path) ?? '');
    return { uri: files.targets.get(path)!.document.uri, ...(to && { to }) };
  });
  const targets = new Set(applied.moves.values());
  const made = [...applied.files].flatMap(([path, text]) =>
    text === null || files.targets.has(path) || targets.has(path) ? [] : [{ path, text }],
  );
  const places = made.map(({ path, text }) => ({ path, text, uri: placeOf(files, path) }));
  return {
    texts: texts.filter(
      ({ base, proposed, notes }) => base !== proposed || notes.failed.length > 0,
    ),
    fresh: places.flatMap(({ uri, text }) => (uri ? [{ uri, text }] : [])),
    removed,
    left: [
      ...texts.flatMap(({ document, notes }) => {
        const where = texts.length > 1 ? `${relativePathOf(document.uri)}: ` : '';
        return notes.failed.map(({ reason }) => where + reason);
      }),
      ...lost.map(({ reason }) => reason),
      ...places.flatMap(({ uri, path }) => (uri ? [] : [`${path} has no place: open a folder.`])),
    ],
  };
}

type Retried = FailedHunk & FailedChange & { readonly path: string };

function isRetried(hunk: FailedHunk, { targets }: NamedFiles): hunk is Retried {
  return hunk.before !== undefined && hunk.path !== undefined && targets.has(hunk.path);
}

async function textOf(
  path: string,
  file: EditTarget,
  applied: AppliedReply,
  paths: NamedFiles['paths'],
  again: AskAgain,
): Promise<TextChange> {
  const { document, base } = file;
  const isOf = (hunk: FailedHunk): hunk is Retried =>
    hunk.path === path && hunk.before !== undefined;
  let proposed = applied.files.get(applied.moves.get(path) ?? path) ?? base;
  let left: readonly FailedChange[] = applied.failed.filter(isOf);
  const more = left.length > 0 ? await again(left, proposed, file) : undefined;
  if (more !== undefined) {
    const second = applyReply(
      replyFormat(plainReply(more, proposed)),
      new Map([[path, proposed]]),
      more,
      { paths },
    );
    if (second.status !== 'refused') {
      proposed = second.files.get(path) ?? proposed;
      left = second.failed.filter(isOf);
    }
  }
  return { document, base, proposed, notes: notesFor(path, base, proposed, applied, left) };
}

/** What there is to say about a text: which changes were matched roughly, which failed, what the guards found. */
function notesFor(
  path: string,
  base: string,
  proposed: string,
  { approximate, warnings, files }: AppliedReply,
  failed: readonly FailedChange[],
): ChangeNotes {
  const hunks = hunksBetween(splitLines(base).lines, splitLines(proposed).lines);
  const rough = new Map<string, number>();
  for (const { start, endExclusive, confidence } of approximate.filter(
    each => each.path === path,
  )) {
    const touched = hunks.filter(hunk => hunk.baseStart <= endExclusive && start <= hunk.baseEnd);
    for (const hunk of touched) rough.set(hunkKey(hunk), confidence);
  }
  // Whose text a warning is about it does not say.
  const general = files.size > 1 && !files.has(path) ? [] : warnings;
  return {
    failed,
    rough,
    warnings: general.filter(warning => !/was matched approximately/.test(warning)),
  };
}
