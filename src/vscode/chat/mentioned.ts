import type { Attachment } from '../../core/chat/attachment.ts';
import { isSamePlace, showsCode } from '../../core/chat/attachment.ts';
import type { Mentions } from '../../core/chat/mentions.ts';
import { uncommittedChanges } from './changeAttachments.ts';
import { problemsOf, workspaceProblems } from './problemAttachments.ts';

/** What was asked for by name, and what to tell about what is not there. */
export interface Mentioned {
  readonly attachments: readonly Attachment[];
  readonly problems: readonly string[];
}

/**
 * What a question names with a `#` or what was picked: the changes since the last commit; the problems of the code that
 * goes along, else of the workspace. What is among `others` already is not added.
 */
export async function mentioned(
  { changes, problems }: Mentions,
  others: readonly Attachment[],
): Promise<Mentioned> {
  const attachments: Attachment[] = [];
  const told: string[] = [];
  const take = (found: { attachments: readonly Attachment[]; leftOut: number }, none: string) => {
    attachments.push(...found.attachments);
    if (found.attachments.length === 0) told.push(none);
    if (found.leftOut > 0) told.push(`${found.leftOut} more files were left out.`);
  };
  if (changes) take(await uncommittedChanges(), 'There are no uncommitted changes.');
  if (problems) {
    const here = others.filter(showsCode).flatMap(code => problemsOf(code) ?? []);
    const found = here.length > 0 ? { attachments: here, leftOut: 0 } : workspaceProblems();
    take(found, 'No problem is reported.');
  }
  const isNew = (each: Attachment) => !others.some(other => isSamePlace(other, each));
  return { attachments: attachments.filter(isNew), problems: told };
}
