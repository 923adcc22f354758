import { type FittedPart, fitGroups } from '../prompt/fitParts.ts';
import type { PromptDraft, PromptPart } from '../prompt/prompt.ts';
import type { TokenCounter } from '../prompt/tokenCounter.ts';
import { contentOf, droppedOf, groupsOf, isIndispensable } from './sealedContent.ts';
import { SealedPrompt, sealKey } from './sealedPrompt.ts';
import { maskDraft, showsSecrets } from './secrets/maskDraft.ts';
import type { SecretVault } from './secrets/secretVault.ts';

/** Why the gate let nothing through. */
export type RefusalReason =
  /** The workspace is not trusted: nothing is sent. */
  | 'untrusted'
  /** The file itself is excluded by an ignore rule. */
  | 'excluded'
  /** What must be in the prompt is more than the model can take. */
  | 'tooLarge';

export type SealResult =
  | { readonly kind: 'sealed'; readonly prompt: SealedPrompt }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly message: string };

export interface SealOptions {
  /** Tokens that the prompt may have, output not included. */
  readonly maxTokens: number;
  readonly counter: TokenCounter;
  /**
   * The prompt is for the embedded engine, which is a part of this extension, so that nothing leaves:
   * it is sealed in an untrusted workspace, too. The sender gives such a prompt to no other model.
   */
  readonly isForEmbedded?: boolean;
}

/** Says whether a file may leave the machine. Answers from memory: it is asked on the typing path. */
export interface IgnoreRules {
  /** The rule that excludes the file, as shown to the user, or undefined when it may be sent. */
  excludedBy(uri: string, path: string): string | undefined;
}

/** The one way out: drops what is excluded, masks secrets, fits the budget, seals. */
export interface OutboundGate {
  seal(draft: PromptDraft, options: SealOptions): SealResult;
}

/** What the gate asks before it lets anything through. */
export interface GateRules {
  isTrusted(): boolean;
  readonly ignoreRules: IgnoreRules;
  /** Where masked secrets are kept; undefined when the user wants none masked. */
  secrets(): SecretVault | undefined;
}

/**
 * The outbound gate. Its laws: what is sealed has at most `maxTokens`, also when it is counted as one text; required
 * parts are in it whole or nothing is sealed; what is missing is listed as dropped; one draft gives one prompt.
 */
export function createOutboundGate(rules: GateRules): OutboundGate {
  return { seal: (draft, options) => seal(rules, draft, options) };
}

function seal(rules: GateRules, asked: PromptDraft, options: SealOptions): SealResult {
  const isForEmbedded = options.isForEmbedded === true;
  if (!isForEmbedded && !rules.isTrusted()) {
    return refused(
      'untrusted',
      'This workspace is not trusted, so nothing is sent. Trust it first.',
    );
  }
  const plain = fitDraft(rules, asked, options);
  const vault = isForEmbedded ? undefined : rules.secrets();
  if (!vault || (plain.kind === 'fitted' && !showsSecrets(plain.groups, vault))) {
    return sealed(plain, isForEmbedded, []);
  }
  // What is counted and cut in the end is the masked text, which may be longer.
  const { draft, kinds } = maskDraft(asked, vault);
  return sealed(fitDraft(rules, draft, options), isForEmbedded, kinds);
}

/** A draft without what is excluded, fitted into the budget. */
interface FittedDraft {
  readonly kind: 'fitted';
  readonly draft: PromptDraft;
  readonly excluded: ReadonlyMap<PromptPart, string>;
  readonly groups: readonly FittedPart[][];
  readonly tokens: number;
}

type Refusal = Extract<SealResult, { kind: 'refused' }>;

function fitDraft(
  rules: GateRules,
  draft: PromptDraft,
  options: SealOptions,
): FittedDraft | Refusal {
  const excluded = excludedParts(draft, rules.ignoreRules);
  for (const [part, rule] of excluded) {
    if (isIndispensable(draft, part)) return refused('excluded', excludedMessage(part, rule));
  }
  const groups = groupsOf(draft).map(group => group.filter(part => !excluded.has(part)));
  const fitted = fitGroups(groups, options.maxTokens, options.counter);
  if (!fitted) return refused('tooLarge', tooLargeMessage(options.maxTokens));
  return { kind: 'fitted', draft, excluded, ...fitted };
}

function sealed(
  fitted: FittedDraft | Refusal,
  isForEmbedded: boolean,
  masked: readonly string[],
): SealResult {
  if (fitted.kind === 'refused') return fitted;
  const { draft, excluded, groups, tokens } = fitted;
  const content = contentOf(draft, groups);
  const dropped = droppedOf(excluded, groups);
  const prompt = new SealedPrompt(sealKey, content, dropped, tokens, isForEmbedded, masked);
  return { kind: 'sealed', prompt };
}

function excludedParts(draft: PromptDraft, rules: IgnoreRules): Map<PromptPart, string> {
  const excluded = new Map<PromptPart, string>();
  for (const part of groupsOf(draft).flat()) {
    if (part.source.type !== 'file') continue;
    const { uri, path, from } = part.source;
    const rule =
      part.withheld ??
      rules.excludedBy(uri, path) ??
      (from && rules.excludedBy(from.uri, from.path));
    if (rule !== undefined) excluded.set(part, rule);
  }
  return excluded;
}

function refused(reason: RefusalReason, message: string): Refusal {
  return { kind: 'refused', reason, message };
}

function excludedMessage(part: PromptPart, rule: string): string {
  const path = part.source.type === 'file' ? part.source.path : 'This file';
  return `${path} is kept out of prompts (${rule}).`;
}

function tooLargeMessage(maxTokens: number): string {
  return `This is more than the ${maxTokens} tokens that may be sent. Select less, or choose a model with a larger context.`;
}
