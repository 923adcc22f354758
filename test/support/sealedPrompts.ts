import { createOutboundGate } from '../../src/core/outbound/gate.ts';
import type { SealedPrompt } from '../../src/core/outbound/sealedPrompt.ts';
import { SecretVault } from '../../src/core/outbound/secrets/secretVault.ts';
import type { PromptDraft, PromptPart } from '../../src/core/prompt/prompt.ts';

const gateWith = (vault: SecretVault | undefined) =>
  createOutboundGate({
    isTrusted: () => true,
    secrets: () => vault,
    ignoreRules: { excludedBy: () => undefined },
  });

/** One token per character: what tests can compute by heart. */
const counter = { count: (text: string) => text.length };

function seal(draft: PromptDraft, vault?: SecretVault): SealedPrompt {
  const result = gateWith(vault).seal(draft, { maxTokens: Number.MAX_SAFE_INTEGER, counter });
  if (result.kind === 'refused') throw new Error(result.message);
  return result.prompt;
}

function filePart(path: string, text: string, shrink: PromptPart['shrink']): PromptPart {
  const lines = { startLine: 0, endLineExclusive: text.split('\n').length };
  const uri = `file:///workspace/${path}`;
  return {
    source: { type: 'file', kind: 'file', uri, path, ...lines },
    text,
    priority: 1,
    shrink,
  };
}

/** A sealed prompt to fill the hole at `│`; further texts are snippets of other files, by path. */
export function sealedFim(
  picture: string,
  options: { path?: string; languageId?: string; others?: Readonly<Record<string, string>> } = {},
): SealedPrompt {
  const [prefix = '', suffix = ''] = picture.split('│');
  const path = options.path ?? 'src/a.ts';
  return seal({
    kind: 'fim',
    languageId: options.languageId ?? 'typescript',
    path,
    prefix: filePart(path, prefix, 'start'),
    suffix: filePart(path, suffix, 'end'),
    snippets: Object.entries(options.others ?? {}).map(([other, text]) =>
      filePart(other, text, 'none'),
    ),
  });
}

/** A sealed chat prompt with one question of the user's. */
export function sealedChat(question: string): SealedPrompt {
  const source = { type: 'user', kind: 'question' } as const;
  const part: PromptPart = { source, text: question, priority: 1, shrink: 'required' };
  return seal({ kind: 'chat', messages: [{ role: 'user', parts: [part] }] });
}

/** A sealed prompt with a message for each text. */
export function sealedTexts(...texts: string[]): SealedPrompt {
  const messages = texts.map((text, at) => ({
    role: 'user' as const,
    parts: [filePart(`src/${at}.ts`, text, 'none')],
  }));
  return seal({ kind: 'chat', messages });
}

/** A sealed chat prompt to change some lines, which the answer will mostly repeat. */
export function sealedPredicting(
  instruction: string,
  lines: string,
  { isMasking = false } = {},
): SealedPrompt {
  const source = { type: 'user', kind: 'question' } as const;
  const asked: PromptPart = { source, text: `${instruction}\n`, priority: 1, shrink: 'required' };
  const part: PromptPart = { ...filePart('src/a.ts', lines, 'required'), predictsOutput: true };
  const draft: PromptDraft = { kind: 'chat', messages: [{ role: 'user', parts: [asked, part] }] };
  return seal(draft, isMasking ? new SecretVault() : undefined);
}
