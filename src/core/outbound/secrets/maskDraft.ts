import type { FittedPart } from '../../prompt/fitParts.ts';
import type { PromptDraft, PromptPart } from '../../prompt/prompt.ts';
import type { SecretVault } from './secretVault.ts';

/** A draft without secrets. */
export interface MaskedDraft {
  readonly draft: PromptDraft;
  /** What was masked, one entry for each place. */
  readonly kinds: readonly string[];
}

/** Masks the secrets in all parts but our own instructions. Number and order of lines stay. */
export function maskDraft(draft: PromptDraft, vault: SecretVault): MaskedDraft {
  const kinds: string[] = [];
  const masked = (part: PromptPart): PromptPart => {
    if (part.source.type === 'instructions') return part;
    const result = vault.mask(part.text);
    kinds.push(...result.kinds);
    return result.kinds.length > 0 ? { ...part, text: result.text } : part;
  };
  if (draft.kind === 'chat') {
    const messages = draft.messages.map(({ role, parts }) => ({ role, parts: parts.map(masked) }));
    return { draft: { ...draft, messages }, kinds };
  }
  const snippets = draft.snippets.map(masked);
  const sides = vault.maskAround(draft.prefix.text, draft.suffix.text);
  kinds.push(...sides.kinds);
  const prefix = { ...draft.prefix, text: sides.before };
  const suffix = { ...draft.suffix, text: sides.after };
  return { draft: { ...draft, prefix, suffix, snippets }, kinds };
}

/** So much text before and after what is kept decides with it: a private key may begin where the text is cut. */
const margin = 4000;

/** Does what was kept of a draft show a secret? It looks at that only, so a long file costs no more than a short one. */
export function showsSecrets(groups: readonly FittedPart[][], vault: SecretVault): boolean {
  return groups.some(group => {
    // Side by side, as they are sent: a secret may stand around the cursor.
    const texts = group
      .filter(({ part }) => part.source.type !== 'instructions')
      .map(keptWithMargin);
    return vault.findsIn(texts.join(''));
  });
}

function keptWithMargin({ part, kept }: FittedPart): string {
  const { text, shrink } = part;
  const length = kept?.text.length ?? 0;
  if (length === text.length) return text;
  // What was dropped beside the cursor may still say what stands on its other side.
  if (shrink === 'start') return text.slice(-length - margin);
  return kept || shrink === 'end' ? text.slice(0, length + margin) : '';
}
