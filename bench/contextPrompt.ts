import { completionDraft } from '../src/core/context/completionDraft.ts';
import type { CursorContext } from '../src/core/context/cursorContext.ts';
import { declaredNames } from '../src/core/context/declarations.ts';
import type { Snippet } from '../src/core/context/snippet.ts';
import { identifiersOf } from '../src/core/context/terms.ts';
import { createOutboundGate } from '../src/core/outbound/gate.ts';
import type { SealedPart } from '../src/core/outbound/sealedPrompt.ts';
import { secretFileRule } from '../src/core/outbound/secretFiles.ts';
import { SecretVault } from '../src/core/outbound/secrets/secretVault.ts';
import type { TokenCounter } from '../src/core/prompt/tokenCounter.ts';

const vault = new SecretVault();

const gate = createOutboundGate({
  isTrusted: () => true,
  secrets: () => vault,
  ignoreRules: { excludedBy: (_, path) => secretFileRule(path) },
});

/** A completion prompt as it would be sent, or why it would not. */
export type Assembled =
  | { readonly parts: readonly SealedPart[]; readonly prompt: string; readonly ms: number }
  | { readonly reason: string };

/** Drafts and seals the prompt of a place with some snippets. */
export function assemble(
  context: CursorContext,
  snippets: readonly Snippet[],
  maxTokens: number,
  counter: TokenCounter,
): Assembled {
  const startedAt = performance.now();
  const room = { maxTokens, counter };
  const sealed = gate.seal(completionDraft(context, snippets, room), room);
  const ms = performance.now() - startedAt;
  if (sealed.kind === 'refused') return { reason: sealed.message };
  const { content } = sealed.prompt;
  if (content.kind !== 'fim') return { reason: 'not a completion prompt' };
  const parts = [...content.snippets, content.prefix, content.suffix];
  return { parts, prompt: parts.map(({ text }) => text).join(''), ms };
}

/** How many of the names that were hidden stand in the prompts. */
export class Recall {
  private hidden = 0;
  private shown = 0;
  private declared = 0;

  add(names: readonly string[], prompt: string): void {
    const inPrompt = new Set(identifiersOf(prompt));
    const heads = new Set(prompt.split('\n').flatMap(declaredNames));
    this.hidden += names.length;
    this.shown += names.filter(name => inPrompt.has(name)).length;
    this.declared += names.filter(name => heads.has(name)).length;
  }

  /** Shares of the hidden names that stand in the prompts, and that a line there seems to declare. */
  get shares(): { readonly shown: number; readonly declared: number } {
    const all = Math.max(1, this.hidden);
    return { shown: this.shown / all, declared: this.declared / all };
  }

  toString(): string {
    return `${this.shown} of ${this.hidden} hidden names shown`;
  }
}
