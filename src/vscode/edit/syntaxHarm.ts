import { withDeadline } from '../../base/deadline.ts';
import { syntaxHarm } from '../../core/edit/syntaxGuard.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { Services } from '../services.ts';
import type { EditTarget } from './editTarget.ts';

/** So long an answer may wait for its syntax to be looked at; the first time a grammar is loaded. */
const syntaxMs = 1000;

/** Where a new text of the target's document breaks the syntax; nothing where that can not be told quickly. */
export async function harmOf(
  { document: { uri, languageId }, base }: Pick<EditTarget, 'document' | 'base'>,
  after: string,
  { syntax, clock }: Pick<Services, 'syntax' | 'clock'>,
): Promise<string | undefined> {
  const before = { path: relativePathOf(uri), languageId, text: base };
  return withDeadline(clock, syntaxMs, signal => syntaxHarm(syntax, before, after, signal));
}
