import { describe, expect, test } from 'vitest';
import type { ModelInfo } from '../../../../src/core/model/model.ts';
import {
  isMadeForNextEdit,
  nextEditNameOf,
  nextEditSkill,
} from '../../../../src/core/nextEdit/suits.ts';

function infoOf(modelId: string, more: Partial<ModelInfo> & { setting?: string } = {}): ModelInfo {
  const { setting, ...info } = more;
  return {
    name: 'Test',
    providerName: 'test',
    origin: 'http://127.0.0.1:1',
    contextTokens: 8192,
    maxOutputTokens: 4096,
    canFim: false,
    canChat: true,
    isLocal: true,
    nextEdit: nextEditNameOf(modelId, setting),
    ...info,
  };
}

/** The format for a model, or why it has none. */
function skill(modelId: string, more: Parameters<typeof infoOf>[1] = {}): string {
  const result = nextEditSkill(infoOf(modelId, more));
  return result.kind === 'format' ? result.format.name : result.why;
}

describe('a model', () => {
  test('is asked in the form that it was made for, else in chat', () => {
    expect(skill('zeta')).toBe('zeta');
    expect(skill('zeta', { canChat: false })).toBe('zeta');
    expect(skill('sweep-next-edit-0.5b')).toBe('sweep');
    expect(skill('qwen2.5-coder:7b')).toBe('chat');
    expect(skill('gpt-4.1')).toBe('chat');
    expect(skill('my-finetune', { setting: 'zeta' })).toBe('zeta');
  });

  test('that does not suit is told why', () => {
    expect(skill('qwen2.5-coder:1.5b')).toMatch(/too small to rewrite code reliably/);
    expect(skill('qwen3-0.6b', { setting: 'chat' })).toBe('chat');
    expect(skill('smollm2:135m')).toMatch(/too small/);
    expect(skill('zeta-2')).toMatch(/in a form that Inkling does not know/);
    expect(skill('continuedev/instinct')).toMatch(/does not know/);
    expect(skill('starcoder2:7b', { canChat: false })).toMatch(/only continues text/);
    expect(skill('qwq', { thinks: true })).toMatch(/thinks before it answers/);
    expect(skill('gpt-4.1', { setting: 'none' })).toMatch(/as its settings say/);
    expect(skill('zeta', { contextTokens: 2048 })).toMatch(/takes 2048 tokens/);
    expect(skill('x', { origin: 'embedded' })).toMatch(/cannot rewrite/);
  });

  test('that was made for it comes before the one that serves edits', () => {
    expect(isMadeForNextEdit(infoOf('zeta'))).toBe(true);
    expect(isMadeForNextEdit(infoOf('x', { setting: 'sweep' }))).toBe(true);
    expect(isMadeForNextEdit(infoOf('zeta', { setting: 'none' }))).toBe(false);
    expect(isMadeForNextEdit(infoOf('x', { setting: 'chat' }))).toBe(false);
    const { nextEdit: _, ...plain } = infoOf('gpt-4.1');
    expect(isMadeForNextEdit(plain)).toBe(false);
    expect(nextEditSkill(plain).kind).toBe('format');
  });
});
