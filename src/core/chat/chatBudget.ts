import type { ModelInfo } from '../model/model.ts';
import { promptBudget } from '../prompt/budget.ts';

/** At least this part of the context is kept for the answer: a full prompt must not leave it speechless. */
const answerShare = 1 / 4;

/** Tokens that a chat template adds around the messages and that no count of ours can see. */
const templateTokens = 64;

/** Most tokens a chat prompt may have: the setting, or what the model's context leaves beside an answer. */
export function chatPromptTokens(info: ModelInfo, settingTokens: number): number {
  const reserved = Math.min(info.maxOutputTokens, Math.ceil(info.contextTokens * answerShare));
  return promptBudget(info, settingTokens, reserved);
}

/** Most tokens the answer may have when the prompt has `promptTokens`. */
export function chatOutputTokens(info: ModelInfo, promptTokens: number): number {
  const left = Math.floor(info.contextTokens - promptTokens) - templateTokens;
  return Math.max(1, Math.min(info.maxOutputTokens, left));
}
