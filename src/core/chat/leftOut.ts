import type { Snippet } from '../context/snippet.ts';
import type { SealedPrompt } from '../outbound/sealedPrompt.ts';
import type { Attachment } from './attachment.ts';
import type { FoundPlace, LeftOut } from './conversation.ts';

const attachedKinds: ReadonlySet<string> = new Set<Attachment['kind']>([
  'selection',
  'file',
  'diagnostic',
  'diff',
]);

type LeftOutAttachment = LeftOut['attachments'][number];

/** What of a question's context did not leave, by the gate's own account; undefined when all of it did. */
export function leftOutOf(sealed: SealedPrompt, turnsLeftOut: number): LeftOut | undefined {
  const sent = sentFiles(sealed);
  const attachments = sealed.dropped.flatMap(({ source, reason, rule }): LeftOutAttachment[] => {
    // Only what the asker chose: of the rest nobody was told that it would go along.
    if (source.type !== 'file' || !attachedKinds.has(source.kind)) return [];
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

const foundKinds: ReadonlySet<string> = new Set<Snippet['kind']>(['found', 'usage', 'map']);

/** The places of the workspace that leave although nobody attached them; undefined when there are none. */
export function foundIn({ content }: SealedPrompt): readonly FoundPlace[] | undefined {
  const parts = content.kind === 'chat' ? content.messages.flatMap(message => message.parts) : [];
  const places = parts.flatMap(({ source }): FoundPlace[] => {
    if (source.type !== 'file' || !foundKinds.has(source.kind)) return [];
    const { uri, path, startLine, endLineExclusive } = source;
    return [{ uri, path, startLine, endLineExclusive }];
  });
  return places.length > 0 ? places : undefined;
}
