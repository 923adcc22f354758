import type { Attachment } from '../../core/chat/attachment.ts';
import { mentionsIn } from '../../core/chat/mentions.ts';
import type { OutboundGate } from '../../core/outbound/gate.ts';
import { exclusionOf } from '../context/exclusion.ts';
import type { WorkspaceIgnoreRules } from '../context/workspaceIgnoreRules.ts';
import { type Mentioned, mentioned } from './mentioned.ts';

/**
 * What a question goes out with: what is attached and what it names. The text of a file that may not leave is not even
 * written into the chat's own history.
 */
export async function askedAbout(
  question: string,
  attached: readonly Attachment[],
  gate: OutboundGate,
  ignoreRules: Pick<WorkspaceIgnoreRules, 'whenLoaded'>,
): Promise<Mentioned> {
  const named = await mentioned(mentionsIn(question), attached);
  const all = [...attached, ...named.attachments];
  // The ignore files that govern a file are read when it is first asked about.
  for (const each of all) exclusionOf(gate, each);
  await ignoreRules.whenLoaded();
  const attachments = all.map(each =>
    exclusionOf(gate, each) === undefined ? each : { ...each, text: '' },
  );
  return { attachments, problems: named.problems };
}
