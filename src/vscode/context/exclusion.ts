import type { OutboundGate } from '../../core/outbound/gate.ts';

/** Lines of a file, as the gate knows them. */
export interface FileLines {
  readonly kind: string;
  readonly uri: string;
  readonly path: string;
  readonly startLine: number;
  readonly endLineExclusive: number;
}

/**
 * Asks the gate itself whether it would let a file out, so that it can be told beforehand.
 * Nothing leaves: the prompt is made of the file's name only and is thrown away.
 */
export function exclusionOf(gate: OutboundGate, file: FileLines): string | undefined {
  const { kind, uri, path, startLine, endLineExclusive } = file;
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
