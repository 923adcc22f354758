import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ScriptedReply, WireStyle } from './modelServerScript.ts';

/** One event of a stream: how many text deltas lie before it is what failures count. */
export interface StreamEvent {
  readonly data: string;
  readonly isDelta: boolean;
}

/** Frames an event as server-sent event or as a line of JSON. */
export type Framing = 'sse' | 'ndjson';

/** Splits text into deltas of whole code points. */
export function splitIntoDeltas(text: string, chars: number): string[] {
  const points = [...text];
  const deltas: string[] = [];
  for (let at = 0; at < points.length; at += chars) {
    deltas.push(points.slice(at, at + chars).join(''));
  }
  return deltas;
}

function frame(data: string, framing: Framing, style: WireStyle): string {
  const eol = style.eol ?? '\n';
  if (framing === 'ndjson') return data + (style.eol === '\r\n' ? '\r\n' : '\n');
  const lines = style.severalDataLines ? splitJson(data) : [data];
  const comments = style.comments ? `: keep-alive${eol}${eol}` : '';
  return `${comments}${lines.map(line => `data: ${line}${eol}`).join('')}${eol}`;
}

/** A line end is white space in JSON between tokens, so the pieces joined by `\n` are the same JSON. */
function splitJson(data: string): string[] {
  return data.startsWith('{') ? ['{', data.slice(1)] : [data];
}

/** Plays events with the reply's delays, layout and stream failures. Ends the response unless it fails. */
export async function playEvents(
  response: ServerResponse,
  events: readonly StreamEvent[],
  framing: Framing,
  reply: ScriptedReply,
  closed: AbortSignal,
): Promise<void> {
  const style = reply.wire ?? {};
  const { failure } = reply;
  if (reply.firstEventDelayMs) await wait(reply.firstEventDelayMs, closed);
  await reply.heldUntil;
  if (style.bom) response.write('\uFEFF');
  let deltas = 0;
  for (const [index, event] of events.entries()) {
    if (closed.aborted) return;
    if (failure?.kind === 'cut' && deltas >= failure.afterDeltas) return cut(response);
    if (failure?.kind === 'stall' && deltas >= failure.afterDeltas) return;
    if (failure?.kind === 'errorInStream' && deltas >= failure.afterDeltas) {
      response.end(frame(JSON.stringify({ error: failure.message }), framing, style));
      return;
    }
    if (index > 0 && reply.chunkDelayMs) await wait(reply.chunkDelayMs, closed);
    await write(response, frame(event.data, framing, style), style.bytesPerWrite);
    if (event.isDelta) deltas++;
  }
  if (failure?.kind === 'cut') return cut(response);
  if (failure?.kind === 'stall') return;
  response.end();
}

/** Lets what was written leave before the socket dies, so that the client sees a cut and not a reset. */
async function cut(response: ServerResponse): Promise<void> {
  await sleep(20);
  response.socket?.destroy();
}

async function write(
  response: ServerResponse,
  text: string,
  bytesPerWrite: number | undefined,
): Promise<void> {
  const bytes = Buffer.from(text, 'utf8');
  if (!bytesPerWrite) {
    response.write(bytes);
    return;
  }
  for (let at = 0; at < bytes.length; at += bytesPerWrite) {
    response.write(bytes.subarray(at, at + bytesPerWrite));
    await new Promise(resolve => setImmediate(resolve));
  }
}

/** Waits, but no longer than the connection lives. */
export async function wait(ms: number, closed: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: closed }).catch(() => {});
}
