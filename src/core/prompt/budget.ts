import { assert } from '../../base/assert.ts';
import type { ModelInfo } from '../model/model.ts';

/** Tokens that may be spent, and what is left of them. Never overspent. */
export class TokenBudget {
  private spent = 0;

  constructor(readonly maxTokens: number) {}

  get left(): number {
    return this.maxTokens - this.spent;
  }

  /** Spends if there is enough left, and says whether it did. */
  spend(tokens: number): boolean {
    if (tokens > this.left) return false;
    this.spent += tokens;
    return true;
  }

  /** Gives back what was spent before. */
  refund(tokens: number): void {
    assert(tokens <= this.spent, 'no more is given back than was spent');
    this.spent -= tokens;
  }
}

/**
 * Tokens that the text of a prompt may have: what the setting allows, but never more than the model's context
 * leaves beside the answer and what the template adds around our parts.
 */
export function promptBudget(
  model: Pick<ModelInfo, 'contextTokens'>,
  settingTokens: number,
  maxOutputTokens: number,
): number {
  const room = model.contextTokens - maxOutputTokens - templateReserve(model.contextTokens);
  return Math.max(0, Math.min(settingTokens, Math.floor(room)));
}

/** Role marks, FIM tokens, and a path above each snippet: some 10 tokens each, for a few dozen at most. */
function templateReserve(contextTokens: number): number {
  return Math.min(256, Math.ceil(contextTokens / 16));
}
