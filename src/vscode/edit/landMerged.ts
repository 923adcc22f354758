import type * as vscode from 'vscode';
import { type MergeConflict, mergeLines } from '../../core/diff/merge.ts';

/** What did not land because the user edited the same lines; undefined where nothing could land at all. */
export type Landed = readonly MergeConflict[] | undefined;

/** Who types without a pause overtakes an edit now and then, but not so often in a row. */
const maxAttempts = 8;

/**
 * Lands what `proposed` changes in `base`, around what the user typed meanwhile. VS Code refuses an
 * edit that a key has overtaken: then there is a newer text to merge with.
 */
export async function landMerged(
  document: vscode.TextDocument,
  base: string,
  proposed: string,
  land: (text: string) => Promise<boolean>,
): Promise<Landed> {
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const { version } = document;
    const { text, conflicts } = mergeLines(base, document.getText(), proposed);
    if (text === document.getText() || (await land(text))) return conflicts;
    if (document.version === version) return undefined;
  }
  return undefined;
}
