import type { Model } from '../model/model.ts';
import { ModelError } from '../model/modelError.ts';
import type { SealedPrompt } from '../outbound/sealedPrompt.ts';
import type { Sender } from '../outbound/sender.ts';
import type { NextEditFormat } from './formats/format.ts';
import { readRegion } from './reply.ts';

/** One request for a region. */
export interface Reading {
  readonly sender: Sender;
  readonly model: Model;
  readonly format: NextEditFormat;
  readonly prompt: SealedPrompt;
  readonly maxOutputTokens: number;
  /** Told the complete lines so far. */
  readonly streamed: (lines: readonly string[]) => void;
}

/** A whole reply, or why there is none. */
export type Received =
  | { readonly kind: 'reply'; readonly reply: string }
  | {
      readonly kind: 'nothing';
      readonly reason: 'failed' | 'superseded' | 'cut';
      readonly detail?: string;
      readonly error?: unknown;
    };

/** Reads the whole reply: what a place becomes is known only at its end. */
export async function receive(
  { sender, model, format, prompt, maxOutputTokens, streamed }: Reading,
  signal: AbortSignal,
): Promise<Received> {
  const controller = new AbortController();
  const both = AbortSignal.any([signal, controller.signal]);
  let reply = '';
  let isWhole = false;
  try {
    const stream = sender.send('nextEdit', model, prompt, {
      maxOutputTokens,
      temperature: 0,
      signal: both,
      ...(format.stops.length > 0 && { stop: format.stops }),
      ...(format.isRaw && { isRaw: true }),
    });
    for await (const part of stream) {
      if (signal.aborted) break;
      if (part.type === 'end') isWhole = part.reason === 'stop';
      if (part.type !== 'text-delta') continue;
      reply += part.text;
      const { close } = format.marks;
      if (close !== undefined && reply.includes(close)) {
        isWhole = true;
        break;
      }
      if (part.text.includes('\n')) streamed(completeLines(reply, format));
    }
  } catch (error) {
    const detail = ModelError.is(error)
      ? error.message
      : 'The model stopped with an unexpected error; see the log.';
    return { kind: 'nothing', reason: 'failed', detail, error };
  } finally {
    controller.abort();
  }
  if (signal.aborted) return { kind: 'nothing', reason: 'superseded' };
  return isWhole ? { kind: 'reply', reply } : { kind: 'nothing', reason: 'cut' };
}

/** The lines of the region that a growing reply has completed. */
function completeLines(reply: string, { marks }: NextEditFormat): readonly string[] {
  const isOpen =
    marks.isBare || reply.includes(marks.open ?? '\0') || /^\s*(?:`{3,}|~{3,})/.test(reply);
  if (!isOpen) return [];
  const read = readRegion(reply.slice(0, reply.lastIndexOf('\n')), marks);
  return read.kind === 'lines' ? read.lines : [];
}
