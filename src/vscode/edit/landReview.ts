import type * as vscode from 'vscode';
import type { Review } from '../../core/edit/review.ts';
import type { SettingsSource } from '../settings.ts';
import { announce, tellOf } from './announce.ts';
import { landTexts, type NewText } from './landText.ts';
import type { ProblemWatch } from './problemWatch.ts';
import { openAllDiffs, openDiff } from './reviewDiff.ts';
import type { ChangeNotes, ReviewNotes } from './reviewNotes.ts';
import type { Reviews } from './reviews.ts';
import { showLanded } from './showLanded.ts';

/** A new text to review, with what there is to say about its changes. */
export interface ReviewedText extends NewText {
  readonly notes?: ChangeNotes;
}

/** False where the editor refuses; left out is what the user did not tick in the Refactor Preview, all of it. */
export type Landing = boolean | 'leftOut';

/** Lands texts as one edit of the workspace and puts them under review. */
export type Land = (texts: readonly ReviewedText[]) => Promise<Landing>;

interface Parts {
  readonly reviews: Reviews;
  readonly notes: ReviewNotes;
  readonly watch: ProblemWatch;
  readonly settings: SettingsSource;
}

/** How texts land, as `inkling.review.mode` wants it; several files are shown side by side in one editor. */
export function landInReview({ reviews, notes, watch, settings }: Parts): Land {
  return async texts => {
    const uris = texts.map(({ document }) => document.uri);
    const mode = settings.read(uris[0])['review.mode'];
    if (mode === 'refactorPreview') {
      const before = texts.map(({ document }) => document.getText());
      const isApplied = await landTexts(texts, inRefactorPreview);
      const isChanged = texts.some(({ document }, at) => document.getText() !== before[at]);
      return (isApplied && isChanged) || 'leftOut';
    }
    // The base of an open review stays: both changes are then reviewed together.
    const starts = texts.map(({ document, notes: said }) => ({
      document,
      said,
      base: reviews.get(document.uri)?.base ?? document.getText(),
      problems: watch.of(document.uri),
    }));
    if (!(await landTexts(texts))) return false;
    for (const { document, base, said, problems } of starts) {
      reviews.start(document, base);
      if (said) notes.add(document.uri, said);
      watch.watch(document.uri, problems);
    }
    announceChanges(uris, reviews, notes);
    const [only] = texts;
    if (texts.length > 1) await openAllDiffs(uris);
    else if (only && mode === 'diff') await openDiff(only.document.uri);
    else if (only) showLanded(only.document, reviews.get(only.document.uri));
    return true;
  };
}

/** What landed, for the status bar and for screen readers. */
function announceChanges(uris: readonly vscode.Uri[], reviews: Reviews, notes: ReviewNotes): void {
  const all = uris.flatMap(uri => reviews.get(uri) ?? []);
  const count = all.reduce((sum, { hunks }) => sum + hunks.length, 0);
  const where = all.length > 1 ? ` in ${all.length} files` : '';
  const first = uris.find(uri => (reviews.get(uri)?.hunks.length ?? 0) > 0);
  if (!first) return;
  announce(
    `${count === 1 ? 'One change' : `${count} changes`}${where} to review. ${firstOf(reviews.get(first)!, notes.get(first))}`,
  );
}

function firstOf(review: Review, notes: ChangeNotes): string {
  return tellOf(review, review.hunks[0]!, notes);
}

/** What VS Code shows above the check marks; whatever is not checked there is left out. */
export const inRefactorPreview: vscode.WorkspaceEditEntryMetadata = {
  label: 'Proposed by Inkling',
  needsConfirmation: true,
};
