import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createOutboundGate, type IgnoreRules } from '../../../../src/core/outbound/gate.ts';
import type { SealedPart, SealedPrompt } from '../../../../src/core/outbound/sealedPrompt.ts';
import { SecretVault } from '../../../../src/core/outbound/secrets/secretVault.ts';
import { ChunkedCounter } from '../../../../src/core/prompt/chunkedCounter.ts';
import type { ChatDraft, FimDraft, PromptPart } from '../../../../src/core/prompt/prompt.ts';
import type { TokenCounter } from '../../../../src/core/prompt/tokenCounter.ts';
import type { Tokenizer } from '../../../../src/core/prompt/tokenizer.ts';
import { loadTokenizer } from '../../../../src/node/tokenizer.ts';
import { sourceText } from '../../../support/arbitraryText.ts';
import { tokenizerFiles } from '../../../support/tokenizerFiles.ts';

/** Counts words and line ends, so that budgets in these tests can be read off. */
const words: TokenCounter = { count: text => text.match(/\S+|\n/g)?.length ?? 0 };

const noRules: IgnoreRules = { excludedBy: () => undefined };
const open = createOutboundGate({
  isTrusted: () => true,
  secrets: () => undefined,
  ignoreRules: noRules,
});

interface PartPicture extends Partial<Omit<PromptPart, 'source' | 'text'>> {
  readonly path?: string;
  readonly startLine?: number;
}

function part(text: string, picture: PartPicture = {}): PromptPart {
  const { path = 'a.ts', startLine = 0, ...rest } = picture;
  const endLineExclusive = startLine + text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const source = {
    type: 'file',
    kind: 'file',
    uri: `file:///${path}`,
    path,
    startLine,
    endLineExclusive,
  } as const;
  return { source, text, priority: 1, shrink: 'none', ...rest };
}

function said(text: string, picture: Partial<PromptPart> = {}): PromptPart {
  return {
    source: { type: 'user', kind: 'question' },
    text,
    priority: 9,
    shrink: 'required',
    ...picture,
  };
}

/** A FIM draft from text with a cursor mark. */
function fim(text: string, snippets: readonly PromptPart[] = []): FimDraft {
  const [prefix = '', suffix = ''] = text.split('│');
  return {
    kind: 'fim',
    languageId: 'typescript',
    path: 'a.ts',
    prefix: part(prefix, { shrink: 'start', priority: 9, share: 0.5 }),
    suffix: part(suffix, {
      shrink: 'end',
      priority: 8,
      share: 0.25,
      startLine: prefix.split('\n').length - 1,
    }),
    snippets,
  };
}

function chat(...parts: PromptPart[]): ChatDraft {
  return { kind: 'chat', messages: [{ role: 'user', parts }] };
}

function parts({ content }: SealedPrompt): readonly SealedPart[] {
  if (content.kind === 'chat') return content.messages.flatMap(message => message.parts);
  return [...content.snippets, content.prefix, content.suffix];
}

/** The sealed text with the cursor marked, snippets first; or the reason of the refusal. */
function picture(draft: FimDraft | ChatDraft, maxTokens: number, gate = open): string {
  const result = gate.seal(draft, { maxTokens, counter: words });
  if (result.kind === 'refused') return result.reason;
  const { content } = result.prompt;
  if (content.kind === 'chat')
    return parts(result.prompt)
      .map(({ text }) => text)
      .join('');
  const snippets = content.snippets.map(({ text }) => `[${text}]`).join('');
  return `${snippets}${content.prefix.text}│${content.suffix.text}`;
}

describe('a budget that is short', () => {
  const text = 'one\ntwo\nthree fo│ur\nfive\nsix';

  test('leaves a short draft as it is', () => expect(picture(fim(text), 100)).toBe(text));

  test('the prefix keeps its end and the suffix its start', () =>
    expect(picture(fim(text), 6)).toBe('two\nthree fo│ur\n'));

  test('a line that is too long alone keeps what is next to the cursor', () =>
    expect(picture(fim('one two three four five│six seven eight'), 4)).toBe(
      ' three four five│six',
    ));

  test('snippets get what the shares leave, the best first', () => {
    const snippets = [part('low\n', { priority: 1 }), part('high\n', { priority: 2 })];
    expect(picture(fim(text, snippets), 9)).toBe('[high\n]two\nthree fo│ur\n');
  });

  test('what snippets leave over goes to the prefix', () =>
    expect(picture(fim(text, [part('s\n')]), 12)).toBe('[s\n]one\ntwo\nthree fo│ur\nfive\n'));

  test('a chat keeps what is required, whatever its priority', () =>
    expect(picture(chat(part('big\n'.repeat(9), { priority: 99 }), said('why?')), 2)).toBe('why?'));

  test('refuses what cannot be held', () =>
    expect(picture(chat(said('one two')), 1)).toBe('tooLarge'));
});

describe('what may not leave', () => {
  const secrets: IgnoreRules = {
    excludedBy: (_, path) => (path === 'secret.ts' ? '.aiignore: secret.ts' : undefined),
  };
  const gate = createOutboundGate({
    isTrusted: () => true,
    secrets: () => undefined,
    ignoreRules: secrets,
  });
  const secret = part('token\n', { path: 'secret.ts' });

  test('an excluded snippet is dropped and known', () => {
    const result = gate.seal(fim('a│b', [secret]), { maxTokens: 100, counter: words });
    expect(result.kind === 'sealed' && parts(result.prompt).map(({ text }) => text)).toEqual([
      'a',
      'b',
    ]);
    expect(result.kind === 'sealed' && result.prompt.dropped).toEqual([
      { source: secret.source, reason: 'excluded', rule: '.aiignore: secret.ts' },
    ]);
  });

  test('text that comes from two files leaves only if both may', () => {
    const moved = part('TOKEN', { path: 'plain.txt' });
    const from = { uri: 'file:///secret.ts', path: 'secret.ts' };
    const source = { ...moved.source, from } as PromptPart['source'];
    const { prompt } = gate.seal(
      { kind: 'chat', messages: [{ role: 'user', parts: [said('What?'), { ...moved, source }] }] },
      { maxTokens: 100, counter: words },
    ) as { prompt: SealedPrompt };
    expect(prompt.dropped).toEqual([{ source, reason: 'excluded', rule: '.aiignore: secret.ts' }]);
  });

  test('an excluded file around the cursor refuses everything', () => {
    const draft = { ...fim('a│b'), prefix: { ...secret, shrink: 'start' as const } };
    expect(picture(draft, 100, gate)).toBe('excluded');
  });

  test('an excluded file that the question is about refuses everything', () =>
    expect(picture(chat({ ...secret, shrink: 'required' }, said('why?')), 100, gate)).toBe(
      'excluded',
    ));

  test('an excluded attachment is left out of a chat', () =>
    expect(picture(chat(secret, said('why?')), 100, gate)).toBe('why?'));

  test('an untrusted workspace sends nothing', () => {
    const closed = createOutboundGate({
      isTrusted: () => false,
      secrets: () => undefined,
      ignoreRules: noRules,
    });
    expect(picture(fim('a│b'), 100, closed)).toBe('untrusted');
    expect(picture(chat(said('hello')), 100, closed)).toBe('untrusted');
    const inside = closed.seal(fim('a│b'), { maxTokens: 9, counter: words, isForEmbedded: true });
    expect(inside.kind === 'sealed' && inside.prompt.isForEmbedded).toBe(true);
  });
});

describe('secrets', () => {
  const vault = new SecretVault();
  const gate = createOutboundGate({
    isTrusted: () => true,
    secrets: () => vault,
    ignoreRules: noRules,
  });
  const line = 'login(password = "Xy12!abc")\n';
  const masked = 'login(password = "INKLING_SECRET_1_")\n';

  test('are masked around the cursor, in snippets, attachments and questions', () => {
    expect(picture(fim(`${line}│${line}`, [part(line)]), 100, gate)).toBe(
      `[${masked}]${masked}│${masked}`,
    );
    expect(picture(chat(part(line), said(line)), 100, gate)).toBe(masked + masked);
  });

  test('are known by kind, and what is counted is what leaves', () => {
    const result = gate.seal(chat(part(line), said('why?')), { maxTokens: 100, counter: words });
    expect(result.kind === 'sealed' && result.prompt.masked).toEqual(['password']);
    const counter = { count: (text: string) => text.length };
    const counted = gate.seal(chat(said(line)), { maxTokens: 100, counter });
    expect(counted.kind === 'sealed' && counted.prompt.tokens).toBe(masked.length);
  });

  test('no piece of a private key leaves, whatever the budget and wherever the cursor is', () => {
    const body = Array.from({ length: 6 }, (_, i) => `${i}Ab${'kQ7x'.repeat(14)}`);
    const rsa = ['-----BEGIN PRIVATE KEY-----', ...body, '-----END PRIVATE KEY-----'].join('\n');
    const whole = `const key = \`${rsa}\`;\nsign(key);\n`;
    fc.assert(
      fc.property(fc.nat({ max: whole.length }), fc.nat({ max: 40 }), (at, maxTokens) => {
        const draft = fim(`${whole.slice(0, at)}│${whole.slice(at)}`);
        expect(picture(draft, maxTokens, gate)).not.toContain('kQ7x');
      }),
    );
  });

  test('stay as they are for the embedded engine, and when the user wants it so', () => {
    const inside = gate.seal(fim(`${line}│`), {
      maxTokens: 9,
      counter: words,
      isForEmbedded: true,
    });
    expect(inside.kind === 'sealed' && parts(inside.prompt)[0]?.text).toBe(line);
    expect(picture(fim(`${line}│`), 100)).toBe(`${line}│`);
  });
});

test('what was cut is known by its lines', () => {
  const result = open.seal(fim('zero\none\ntwo\nthree fo│ur\nfive\nsix'), {
    maxTokens: 7,
    counter: words,
  });
  const lines = result.kind === 'sealed' ? result.prompt.dropped.map(({ source }) => source) : [];
  expect(lines).toMatchObject([
    { startLine: 0, endLineExclusive: 1 },
    { startLine: 4, endLineExclusive: 6 },
  ]);
});

describe('laws, with real tokens', () => {
  let tokenizer: Tokenizer;
  let counter: TokenCounter;
  beforeAll(async () => {
    tokenizer = await loadTokenizer(tokenizerFiles);
    counter = new ChunkedCounter(chunk => tokenizer.countChunk(chunk));
  });

  const snippet = fc.record({
    text: sourceText,
    priority: fc.integer({ min: 0, max: 3 }),
    shrink: fc.constantFrom('none' as const, 'start' as const, 'end' as const),
  });
  const drafts = fc.record({
    prefix: sourceText,
    suffix: sourceText,
    snippets: fc.array(snippet, { maxLength: 5 }),
    maxTokens: fc.integer({ min: 0, max: 400 }),
  });

  test('a FIM prompt never exceeds its budget, and its sides stay at the cursor', () => {
    fc.assert(
      fc.property(drafts, ({ prefix, suffix, snippets, maxTokens }) => {
        const pieces = snippets.map(({ text, ...rest }) => part(text, rest));
        const draft: FimDraft = {
          ...fim('│', pieces),
          prefix: part(prefix, { shrink: 'start', share: 0.5 }),
          suffix: part(suffix, { shrink: 'end', share: 0.2 }),
        };
        const result = open.seal(draft, { maxTokens, counter });
        if (result.kind !== 'sealed' || result.prompt.content.kind !== 'fim')
          throw new Error('refused');
        const { prompt } = result;
        const joined = parts(prompt)
          .map(({ text }) => text)
          .join('');
        expect(prompt.tokens).toBeLessThanOrEqual(maxTokens);
        expect(tokenizer.encode(joined).count).toBeLessThanOrEqual(prompt.tokens);
        expect(prefix.endsWith(result.prompt.content.prefix.text)).toBe(true);
        expect(suffix.startsWith(result.prompt.content.suffix.text)).toBe(true);
        expect(open.seal(draft, { maxTokens, counter })).toEqual(result);
      }),
      { numRuns: 500 },
    );
  });

  test('a chat holds what is required whole, within its budget, or is refused', () => {
    fc.assert(
      fc.property(drafts, sourceText, ({ snippets, maxTokens }, question) => {
        const pieces = snippets.map(({ text, ...rest }) => part(text, rest));
        const result = open.seal(chat(...pieces, said(question)), { maxTokens, counter });
        if (result.kind === 'refused') {
          expect(tokenizer.encode(question).count).toBeGreaterThan(maxTokens);
          return;
        }
        const joined = parts(result.prompt)
          .map(({ text }) => text)
          .join('');
        expect(joined.endsWith(question)).toBe(true);
        expect(tokenizer.encode(joined).count).toBeLessThanOrEqual(maxTokens);
      }),
      { numRuns: 300 },
    );
  });
});
