import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Turn } from '../../../../src/core/chat/conversation.ts';
import { createOutboundGate } from '../../../../src/core/outbound/gate.ts';
import type { SealedPrompt } from '../../../../src/core/outbound/sealedPrompt.ts';
import { draftChat } from '../../../../src/core/prompt/chatPrompt.ts';
import { attachment, characterCounter as counter, turn } from '../../../support/chat.ts';

const gate = createOutboundGate({
  isTrusted: () => true,
  secrets: () => undefined,
  ignoreRules: { excludedBy: () => undefined },
});

/** What leaves, without our instructions: `role: text`, a message a line. */
function sent(earlier: Turn[], current: Turn, maxTokens: number) {
  const { draft, turnsLeftOut } = draftChat(earlier, current, maxTokens, counter);
  const sealed = gate.seal(draft, { maxTokens, counter });
  if (sealed.kind === 'refused') return { refused: sealed.reason, turnsLeftOut };
  return { messages: messagesOf(sealed.prompt).slice(1), turnsLeftOut };
}

function messagesOf({ content }: SealedPrompt): string[] {
  if (content.kind !== 'chat') return [];
  return content.messages.map(
    ({ role, parts }) => `${role}: ${parts.map(part => part.text).join('')}`,
  );
}

const file = attachment('order.ts', 'const total = 1;');

test('code stands before its question, under its path', () => {
  const selection = { ...file, kind: 'selection' as const, startLine: 27, endLineExclusive: 28 };
  expect(sent([], turn('Why?', '', [file, selection]), 9000).messages).toEqual([
    'user: === order.ts ===\nconst total = 1;\n\n=== order.ts, lines 28 ===\nconst total = 1;\n\n=== Question ===\nWhy?',
  ]);
});

test('earlier questions and answers are sent in order; one without an answer is not', () => {
  const earlier = [turn('One?', 'One.'), turn('Broken?', ''), turn('Two?', 'Two.')];
  expect(sent(earlier, turn('Three?', ''), 9000).messages).toEqual([
    'user: One?',
    'assistant: One.',
    'user: Two?',
    'assistant: Two.',
    'user: Three?',
  ]);
});

test('a file that is attached again is sent once, as it is now', () => {
  const now = { ...file, text: 'const total = 2;' };
  const messages = sent([turn('A?', 'A.', [file])], turn('B?', '', [now]), 9000).messages;
  expect(messages?.join('\n').match(/const total = \d;/g)).toEqual(['const total = 2;']);
  expect(messages?.at(-1)).toContain('const total = 2;');
});

test('oldest turns go first, and as a whole', () => {
  const earlier = ['a', 'b', 'c'].map(name => turn(`${name}?`, name.repeat(500)));
  const { messages, turnsLeftOut } = sent(earlier, turn('now?', ''), 1500);
  expect(turnsLeftOut).toBe(2);
  expect(messages?.map(message => message.slice(0, 12))).toEqual([
    'user: c?',
    'assistant: c',
    'user: now?',
  ]);
});

test('much attached code does not push out all that was said, and is shortened', () => {
  const huge = attachment('huge.ts', 'let a = 1;\n'.repeat(1000));
  const { messages } = sent([turn('One?', 'One.')], turn('Two?', '', [huge]), 3000);
  expect(messages?.slice(0, 2)).toEqual(['user: One?', 'assistant: One.']);
  expect(messages?.[2]).toMatch(
    /^user: === huge.ts ===\nlet a = 1;[\s\S]+=== Question ===\nTwo\?$/,
  );
});

const word = fc.string({ maxLength: 400 });
const anyTurn = fc
  .record({ question: word, answer: word, texts: fc.array(word, { maxLength: 3 }) })
  .map(({ question, answer, texts }) =>
    turn(
      question,
      answer,
      texts.map((text, at) => attachment(`f${at}.ts`, text)),
    ),
  );

test('whatever was said and attached, a question that fits alone can be asked, within the budget', () => {
  fc.assert(
    fc.property(
      fc.array(anyTurn, { maxLength: 8 }),
      anyTurn,
      fc.integer({ min: 1800, max: 4000 }),
      (earlier, last, maxTokens) => {
        const current = { ...last, answer: { text: '' } };
        const { draft } = draftChat(earlier, current, maxTokens, counter);
        const sealed = gate.seal(draft, { maxTokens, counter });
        expect(sealed.kind).toBe('sealed');
        if (sealed.kind === 'refused') return;
        expect(sealed.prompt.tokens).toBeLessThanOrEqual(maxTokens);
        const roles =
          sealed.prompt.content.kind === 'chat' &&
          sealed.prompt.content.messages.map(({ role }) => role);
        expect(String(roles)).toMatch(/^system(,user,assistant)*,user$/);
        expect(messagesOf(sealed.prompt).at(-1)?.endsWith(current.question)).toBe(true);
      },
    ),
  );
});
