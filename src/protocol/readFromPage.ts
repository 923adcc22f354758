import * as z from 'zod/mini';
import type { FromPage } from './chatMessages.ts';

/** No person types or copies more than this at once; a page gone wrong must not fill the host's memory. */
const text = z.string().check(z.maxLength(2_000_000));
const id = z.string().check(z.minLength(1), z.maxLength(200));
const address = z.string().check(z.minLength(1), z.maxLength(4_000));

/** A message that says nothing but its type. */
const bare = <Type extends string>(type: Type) => z.object({ type: z.literal(type) });

const schema: z.ZodMiniType<FromPage> = z.discriminatedUnion('type', [
  bare('ready'),
  z.object({ type: z.literal('ask'), text, chipIds: z.array(id).check(z.maxLength(1_000)) }),
  bare('stop'),
  z.object({ type: z.literal('retry'), turnId: id }),
  bare('newChat'),
  bare('listHistory'),
  z.object({ type: z.literal('openChat'), id }),
  z.object({ type: z.literal('deleteChat'), id }),
  z.object({ type: z.literal('restoreChat'), id }),
  bare('addContext'),
  bare('acceptOffered'),
  z.object({ type: z.literal('removeChip'), id }),
  z.object({ type: z.literal('openChip'), id }),
  z.object({ type: z.literal('dropFiles'), uris: z.array(address).check(z.maxLength(100)) }),
  z.object({ type: z.literal('copy'), text }),
  z.object({ type: z.literal('insert'), code: text }),
  z.object({ type: z.literal('toTerminal'), text }),
  z.object({
    type: z.literal('apply'),
    turnId: id,
    code: text,
    info: z.string().check(z.maxLength(1_000)),
  }),
  z.object({ type: z.literal('openLink'), href: address }),
  bare('setUpModel'),
  bare('enterKey'),
  bare('switchModel'),
  bare('showSent'),
]);

/** Reads a message from the page; undefined when it is not one that we know. */
export function readFromPage(message: unknown): FromPage | undefined {
  const parsed = schema.safeParse(message);
  return parsed.success ? parsed.data : undefined;
}
