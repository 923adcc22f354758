import * as z from 'zod/mini';
import { isBlank } from '../text/lines.ts';
import {
  type AnswerFailure,
  applyEvent,
  type Conversation,
  type ConversationEvent,
  emptyConversation,
  settled,
} from './conversation.ts';

const attachment = z.object({
  kind: z.enum(['selection', 'file', 'diagnostic', 'diff']),
  uri: z.string(),
  path: z.string(),
  languageId: z.string(),
  startLine: z.number(),
  endLineExclusive: z.number(),
  text: z.string(),
});

const usage = z.object({
  promptTokens: z.optional(z.number()),
  outputTokens: z.optional(z.number()),
  cachedTokens: z.optional(z.number()),
});

const leftOut = z.object({
  turns: z.number(),
  attachments: z.array(
    z.object({
      path: z.string(),
      reason: z.enum(['excluded', 'budget', 'shortened']),
      rule: z.optional(z.string()),
    }),
  ),
  secrets: z.optional(z.number()),
});

const failureKinds = [
  'unreachable',
  'timeout',
  'unauthorized',
  'notFound',
  'rateLimited',
  'overloaded',
  'rejected',
  'contextExceeded',
  'malformed',
  'cut',
  'unsupported',
  'noModel',
  'consent',
  'refused',
  'unexpected',
] as const satisfies readonly AnswerFailure['kind'][];

/** A kind that a later version wrote is read as `unexpected`: its message says what happened. */
const failure = z.object({
  kind: z.catch(z.enum(failureKinds), 'unexpected'),
  message: z.string(),
});

/** One line of the log. Unknown fields are dropped, unknown types make the line unreadable. */
const eventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('created'),
    version: z.literal(1),
    id: z.string().check(z.minLength(1)),
    atMs: z.number(),
    title: z.string(),
  }),
  z.object({
    type: z.literal('asked'),
    turn: z.string(),
    atMs: z.number(),
    text: z.string(),
    attachments: z.array(attachment),
  }),
  z.object({
    type: z.literal('started'),
    turn: z.string(),
    model: z.optional(z.object({ name: z.string(), providerName: z.string() })),
    found: z.optional(z.array(z.omit(attachment, { kind: true, languageId: true, text: true }))),
  }),
  z.object({ type: z.literal('received'), turn: z.string(), text: z.string() }),
  z.object({
    type: z.literal('finished'),
    turn: z.string(),
    outcome: z.enum(['complete', 'stopped', 'length', 'filtered', 'failed', 'interrupted']),
    usage: z.optional(usage),
    leftOut: z.optional(leftOut),
    failure: z.optional(failure),
  }),
]);

/** An event as a line of the log, line end included. */
export function writeEvent(event: ConversationEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** Reads one line; undefined when it is damaged, cut, or of a version that this one does not know. */
export function readEvent(line: string): ConversationEvent | undefined {
  const parsed = eventSchema.safeParse(parseJson(line));
  // The schema allows `undefined` where the type says "absent"; JSON has no `undefined`.
  return parsed.success ? (parsed.data as ConversationEvent) : undefined;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A conversation as read back, and how many lines of its log could not be read. */
export interface ReadConversation {
  readonly conversation: Conversation;
  readonly unreadableLines: number;
}

/**
 * Reads a log. A line that cannot be read loses only itself;
 * a log without a readable first line is no conversation (undefined).
 */
export function readConversation(log: string): ReadConversation | undefined {
  let conversation = emptyConversation('', 0);
  let unreadableLines = 0;
  for (const line of log.split('\n')) {
    if (isBlank(line)) continue;
    const event = readEvent(line);
    if (event) conversation = applyEvent(conversation, event);
    else unreadableLines++;
  }
  if (conversation.id === '') return undefined;
  return { conversation: settled(conversation), unreadableLines };
}
