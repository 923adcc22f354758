import { expect, test } from 'vitest';
import { explicitContext } from '../../../../bench/explicitContext.ts';
import { completionDraft, packAround } from '../../../../src/core/context/completionDraft.ts';
import type { Snippet } from '../../../../src/core/context/snippet.ts';
import { describeContext } from '../../../../src/core/outbound/describeContext.ts';
import { createOutboundGate } from '../../../../src/core/outbound/gate.ts';

function snippet(path: string, text: string, score: number): Snippet {
  const uri = `file:///${path}`;
  return { kind: 'declaration', uri, path, startLine: 4, endLineExclusive: 5, text, score };
}

function described(isTrusted: boolean): string {
  const context = explicitContext({ languageId: 'ts', path: 'a.ts', prefix: 'store.', suffix: '' });
  const room = { maxTokens: 80, counter: { count: (text: string) => text.length } };
  const snippets = [
    snippet('store.ts', 'save(order: Order): void', 0.5),
    snippet('copy.ts', 'save(order: Order): void', 0.1),
    snippet('ignored.ts', 'ignored()', 0.4),
    snippet('long.ts', `long${'(very)'.repeat(20)}`, 0.2),
  ];
  const gate = createOutboundGate({
    isTrusted: () => isTrusted,
    secrets: () => undefined,
    ignoreRules: { excludedBy: (_, path) => (path === 'ignored.ts' ? '.aiignore: i*' : undefined) },
  });
  return describeContext({
    model: { name: 'Coder', providerName: 'local' },
    maxTokens: room.maxTokens,
    ms: 3.2,
    sealed: gate.seal(completionDraft(context, snippets, room), room),
    verdicts: packAround(context, snippets, room).verdicts,
  });
}

test('every snippet says where it is from, what it costs, and what became of it', () => {
  const text = described(true);
  const found = text.slice(text.indexOf('### '), text.indexOf('## The prompt'));
  expect(found.trimEnd()).toBe(
    `
### In the prompt, with tokens

- 25  Declarations, score 0.50, worth 0.500
      store.ts, line 5

### Kept out: .aiignore: i*

- 10  Declarations, score 0.40, worth 0.400
      ignored.ts, line 5

### Left out: its lines are shown already

- Declarations, score 0.10, worth 0.100
  copy.ts, line 5

### Left out: no room for what it is worth

- Declarations, score 0.20, worth 0.200
  long.ts, line 5`.trimStart(),
  );
  expect(text).toContain('- Tokens: 31 of 80 that it may have');
  expect(text).toContain('### Declarations: store.ts, line 5 (25 tokens)');
  expect(text).not.toContain('ignored()');
});

test('where nothing would be sent it says why', () =>
  expect(described(false)).toContain('This workspace is not trusted'));
