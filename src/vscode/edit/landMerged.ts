import type * as vscode from 'vscode';
import { type MergeConflict, mergeLines } from '../../core/diff/merge.ts';
import type { NewText } from './landText.ts';

/** What did not land because the user edited the same lines; undefined where nothing could land at all. */
export type Landed = readonly MergeConflict[] | undefined;

/** What a text becomes; the document may have moved on from `base` meanwhile. */
export interface ProposedText {
  readonly document: vscode.TextDocument;
  readonly base: string;
  readonly proposed: string;
}

/** Who types without a pause overtakes an edit now and then, but not so often in a row. */
const maxAttempts = 8;

/** Lands what `proposed` changes in `base`, around what the user typed meanwhile. */
export async function landMerged(
  document: vscode.TextDocument,
  base: string,
  proposed: string,
  land: (text: string) => Promise<boolean>,
): Promise<Landed> {
  const landAll = ([text]: readonly NewText[]) => (text ? land(text.after) : Promise.resolve(true));
  return (await landAllMerged([{ document, base, proposed }], landAll))?.[0];
}

/**
 * Lands what several texts become, all together: conflicts of each, or undefined where nothing could land. VS Code
 * refuses an edit that a key has overtaken: then there is a newer text to merge with.
 */
export async function landAllMerged(
  texts: readonly ProposedText[],
  land: (texts: readonly NewText[]) => Promise<boolean>,
): Promise<(readonly MergeConflict[])[] | undefined> {
  const documents = texts.map(({ document }) => document);
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const versions = documents.map(({ version }) => version);
    const merged = texts.map(({ document, base, proposed }) => ({
      document,
      ...mergeLines(base, document.getText(), proposed),
    }));
    const changed = merged.filter(({ document, text }) => text !== document.getText());
    const news = changed.map(({ document, text }): NewText => ({ document, after: text }));
    if (changed.length === 0 || (await land(news))) return merged.map(({ conflicts }) => conflicts);
    if (documents.every(({ version }, at) => version === versions[at])) return undefined;
  }
  return undefined;
}
