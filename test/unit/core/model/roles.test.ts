import { describe, expect, test } from 'vitest';
import type { ModelInfo, Role } from '../../../../src/core/model/model.ts';
import {
  type Consent,
  type OfferedModel,
  type RoleFacts,
  resolveRole,
  whatItServes,
} from '../../../../src/core/model/roles.ts';

function info(name: string, traits: Partial<ModelInfo> = {}): ModelInfo {
  return {
    name,
    providerName: 'Ollama',
    origin: 'http://127.0.0.1:11434',
    contextTokens: 8192,
    maxOutputTokens: 4096,
    canFim: false,
    canChat: true,
    isLocal: true,
    ...traits,
  };
}

const coder = info('qwen2.5-coder', { canFim: true });
const chatter = info('gpt-4o');
const thinker = info('deepseek-r1', { canFim: true, thinks: true });
const base = info('starcoder2', { canFim: true, canChat: false });
const found = (of: ModelInfo): OfferedModel => ({ kind: 'found', id: of.name, info: of });
const ofVscode: OfferedModel = {
  kind: 'vscode',
  id: 'copilot/x',
  info: info('Copilot', { origin: 'vscode:copilot', providerName: 'VS Code' }),
};

/** The choice as `kind name`, with `, waiting for name` when a consent would change it. */
function check(role: Role, facts: Partial<RoleFacts>, expected: string, why?: RegExp): void {
  const { choice, waiting } = resolveRole({
    role,
    wanted: 'auto',
    isTrusted: true,
    allowChatModels: false,
    isEmbeddedEnabled: true,
    configured: [],
    offered: [],
    consentOf: () => 'granted',
    ...facts,
  });
  const name =
    choice.kind === 'configured'
      ? ` ${choice.name}`
      : choice.kind === 'offered'
        ? ` ${choice.model.info.name}`
        : '';
  const waits = waiting ? `, waiting for ${waiting.info.name}` : '';
  expect(choice.kind + name + waits).toBe(expected);
  if (why) expect(choice.why).toMatch(why);
}

const unasked = (): Consent => 'unasked';
const refused = (): Consent => 'refused';

describe('auto', () => {
  test('takes the first configured model that fits the role', () => {
    const configured = [chatter, coder];
    check('completion', { configured }, 'configured qwen2.5-coder');
    check('chat', { configured }, 'configured gpt-4o');
    check('edit', { configured: [base, coder] }, 'configured qwen2.5-coder');
  });

  test('then a found server, then VS Code', () => {
    check('chat', { offered: [ofVscode, found(chatter)] }, 'offered gpt-4o', /found running/);
    check('chat', { offered: [found(base), ofVscode] }, 'offered Copilot', /VS Code offers/);
  });

  test('prefers models made for code on a found server, and never one that is mute', () => {
    const offered = [info('nomic-embed-text', { canFim: true }), info('llama3'), coder].map(found);
    check('completion', { offered }, 'offered qwen2.5-coder');
    check('chat', { offered }, 'offered qwen2.5-coder');
    check('chat', { offered: [found(info('nomic-embed-text'))] }, 'none');
  });

  test('asks before it uses what it found, and passes over what was refused', () => {
    const offered = [found(coder), ofVscode];
    check('completion', { offered, consentOf: unasked }, 'embedded, waiting for qwen2.5-coder');
    check('chat', { offered, consentOf: unasked }, 'none, waiting for qwen2.5-coder', /consent/);
    check('chat', { offered, consentOf: refused }, 'none');
  });

  test('a granted model goes before one that waits', () => {
    const consentOf = (origin: string) => (origin === 'vscode:copilot' ? 'granted' : 'unasked');
    check('chat', { offered: [found(coder), ofVscode], consentOf }, 'offered Copilot');
  });

  test('ends with the embedded engine for completion, with nothing for the others', () => {
    check('completion', {}, 'embedded', /No model is set up/);
    check('completion', { isEmbeddedEnabled: false }, 'none', /switched off/);
    check('chat', {}, 'none', /Set Up a Model/);
  });
});

describe('completion', () => {
  test('does without models that only chat, and says why', () => {
    check(
      'completion',
      { configured: [chatter] },
      'embedded',
      /gpt-4o only chats.*allowChatModels/,
    );
    check('completion', { configured: [chatter], wanted: 'gpt-4o' }, 'embedded', /only chats/);
  });

  test('does without models that think first, and says why', () => {
    check('completion', { configured: [thinker] }, 'embedded', /thinks before it answers/);
  });

  test('takes both when the user insists', () => {
    const allowChatModels = true;
    check('completion', { configured: [chatter], allowChatModels }, 'configured gpt-4o');
    check('completion', { configured: [thinker], allowChatModels }, 'configured deepseek-r1');
  });
});

describe('a named model', () => {
  test('serves without being the first', () => {
    check(
      'chat',
      { configured: [chatter, coder], wanted: 'qwen2.5-coder' },
      'configured qwen2.5-coder',
    );
  });

  test('that does not exist is told', () => {
    check('chat', { configured: [chatter], wanted: 'gone' }, 'none', /“gone”.*Switch Model/);
  });

  test('embedded and vscode are names, too', () => {
    check('completion', { configured: [coder], wanted: 'embedded' }, 'embedded');
    check(
      'chat',
      { configured: [coder], offered: [ofVscode], wanted: 'vscode' },
      'offered Copilot',
    );
    check('chat', { wanted: 'vscode' }, 'none', /offers no language model/);
  });
});

test('in an untrusted workspace nothing is sent', () => {
  const facts = { isTrusted: false, configured: [coder], offered: [ofVscode] };
  check('completion', facts, 'embedded', /not trusted/);
  check('chat', facts, 'none', /not trusted/);
  check('chat', { ...facts, wanted: 'qwen2.5-coder' }, 'none', /not trusted/);
});

test.each([
  [coder, 'It can serve completion, edits and chat.'],
  [
    chatter,
    "It can serve edits and chat, not completion: gpt-4o only chats and can't fill in the middle.",
  ],
  [
    base,
    "It can serve completion, not edits and chat: starcoder2 only continues text and can't follow instructions.",
  ],
  [
    info('embedder', { canChat: false }),
    "It can't serve completion, edits and chat: embedder only continues text and can't follow instructions.",
  ],
])('what a model can serve is told, and why not the rest', (model, sentence) =>
  expect(whatItServes(model, false)).toBe(sentence),
);
