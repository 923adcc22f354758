import type { Attachment } from '../../core/chat/attachment.ts';
import type { OutboundGate } from '../../core/outbound/gate.ts';

/**
 * Asks the gate itself whether it would let a file out, so that a chip says what will happen.
 * Nothing leaves: the prompt is made of the file's name only and is thrown away.
 */
export function exclusionOf(gate: OutboundGate, attachment: Attachment): string | undefined {
  const { kind, uri, path, startLine, endLineExclusive } = attachment;
  const source = { type: 'file' as const, kind, uri, path, startLine, endLineExclusive };
  const part = { source, text: 'x', priority: 1, shrink: 'none' as const };
  const result = gate.seal(
    { kind: 'chat', messages: [{ role: 'user', parts: [part] }] },
    { maxTokens: 1_000, counter: { count: text => text.length } },
  );
  if (result.kind === 'refused') return result.message;
  const dropped = result.prompt.dropped.find(({ reason }) => reason === 'excluded');
  return dropped && (dropped.rule ?? 'an ignore rule');
}
