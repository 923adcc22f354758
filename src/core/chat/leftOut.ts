import type { SealedPrompt } from '../outbound/sealedPrompt.ts';
import type { LeftOut } from './conversation.ts';

type LeftOutAttachment = LeftOut['attachments'][number];

/** What of a question's context did not leave, by the gate's own account; undefined when all of it did. */
export function leftOutOf(sealed: SealedPrompt, turnsLeftOut: number): LeftOut | undefined {
  const sent = sentFiles(sealed);
  const attachments = sealed.dropped.flatMap(({ source, reason, rule }): LeftOutAttachment[] => {
    if (source.type !== 'file' || source.kind === 'rules') return [];
    const { path, uri, kind } = source;
    // The lines that were cut off are dropped, the lines before them were sent.
    const isPartlySent = reason === 'budget' && sent.has(`${kind} ${uri}`);
    return [{ path, reason: isPartlySent ? 'shortened' : reason, rule }];
  });
  const secrets = sealed.masked.length;
  if (turnsLeftOut === 0 && attachments.length === 0 && secrets === 0) return undefined;
  return { turns: turnsLeftOut, attachments, ...(secrets > 0 && { secrets }) };
}

function sentFiles({ content }: SealedPrompt): ReadonlySet<string> {
  const parts = content.kind === 'chat' ? content.messages.flatMap(message => message.parts) : [];
  return new Set(
    parts.flatMap(({ source }) => (source.type === 'file' ? [`${source.kind} ${source.uri}`] : [])),
  );
}
