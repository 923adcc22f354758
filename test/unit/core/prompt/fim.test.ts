import { describe, expect, test } from 'vitest';
import { fimWayOf, isFimSetting } from '../../../../src/core/model/fimWay.ts';
import { isBaseModel, isMute, thinksByName } from '../../../../src/core/model/modelFacts.ts';
import { holeFillingMessages } from '../../../../src/core/prompt/fimHoleFilling.ts';
import { renderFimPrompt } from '../../../../src/core/prompt/fimPrompt.ts';
import {
  fimTemplateNamed,
  fimTemplateOf,
  fimTemplates,
} from '../../../../src/core/prompt/fimTemplate.ts';
import type { ModelSettings } from '../../../../src/core/settings.ts';

const text = { path: 'a.py', languageId: 'python', prefix: 'P', suffix: 'S', snippets: [] };
const other = { path: 'b.py', text: 'B' };

describe('families', () => {
  test.each([
    ['qwen2.5-coder:7b', 'qwen'],
    ['Qwen/Qwen2.5-Coder-32B-Instruct', 'qwen'],
    ['qwen3-coder:30b', 'qwen'],
    ['Qwen3-Coder-30B-A3B', 'qwen'],
    ['bigcode/starcoder2-15b', 'starcoder'],
    ['starcoder:1b', 'starcoder'],
    ['codellama:13b-code', 'codellama'],
    ['CodeLlama-7b-hf', 'codellama'],
    ['deepseek-coder:6.7b-base', 'deepseek'],
    ['deepseek-ai/DeepSeek-Coder-V2-Lite-Base', 'deepseek'],
    ['codegemma:2b', 'codegemma'],
    ['google/codegemma-7b', 'codegemma'],
    ['codestral:22b', 'codestral'],
    ['codestral-latest', 'codestral'],
    ['granite4:micro-h', 'granite'],
    ['granite-3.3-8b-base', 'granite'],
    ['ByteDance-Seed/Seed-Coder-8B-Base', 'seed-coder'],
    ['stable-code:3b', 'stablecode'],
    ['stabilityai/stable-code-3b', 'stablecode'],
    ['codegeex4:9b', 'codegeex'],
    ['codellama:70b', undefined],
    ['llama3.1:8b', undefined],
    ['qwen2.5:7b', undefined],
    ['qwen3:8b', undefined],
    ['gpt-4o', undefined],
    ['deepseek-r1:8b', undefined],
    ['mistral-small', undefined],
  ])('%s is of %s', (id, name) => expect(fimTemplateOf(id)?.name).toBe(name));

  test.each([
    ['qwen', '<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>'],
    ['codegemma', '<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>'],
    ['granite', '<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>'],
    ['codellama', '<PRE> P <SUF>S <MID>'],
    ['deepseek', '<｜fim▁begin｜>P<｜fim▁hole｜>S<｜fim▁end｜>'],
    ['codestral', '[SUFFIX]S[PREFIX]P'],
    ['seed-coder', '<[fim-suffix]>S<[fim-prefix]>P<[fim-middle]>'],
    ['starcoder', '<fim_prefix>P<fim_suffix>S<fim_middle>'],
    ['stablecode', '<fim_prefix>P<fim_suffix>S<fim_middle>'],
    [
      'codegeex',
      '<|user|>\n###PATH:a.py\n###MODE:BLOCK\n<|code_suffix|>S<|code_prefix|>P<|code_middle|><|assistant|>\n',
    ],
  ])('%s is asked in its own way', (name, prompt) => {
    expect(renderFimPrompt(fimTemplateNamed(name)!, text)).toBe(prompt);
  });

  test.each([
    [
      'qwen',
      '<|repo_name|>workspace\n<|file_sep|>b.py\nB\n<|file_sep|>a.py\n<|fim_prefix|>P<|fim_suffix|>S<|fim_middle|>',
    ],
    ['codestral', '[SUFFIX]S[PREFIX]+++++ b.py\nB\n+++++ a.py\nP'],
    ['starcoder', '<fim_prefix><file_sep>b.py\nB<file_sep>a.py\nP<fim_suffix>S<fim_middle>'],
    ['deepseek', '<｜fim▁begin｜>#b.py\nB\n#a.py\nP<｜fim▁hole｜>S<｜fim▁end｜>'],
    ['codellama', '<PRE> # Path: b.py\n# B\nP <SUF>S <MID>'],
  ])('%s is shown other files in its own way', (name, prompt) => {
    expect(renderFimPrompt(fimTemplateNamed(name)!, { ...text, snippets: [other] })).toBe(prompt);
  });

  test.each(fimTemplates)('$name stops at each of its marks, and never at a comment', template => {
    const marks = [template.prefix, template.suffix, template.end].map(mark => mark.trim());
    for (const mark of marks.filter(mark => mark !== '')) {
      expect(template.tokens.some(token => mark.startsWith(token))).toBe(true);
    }
    expect([...template.tokens, ...(template.stops ?? [])]).not.toContain('//');
  });

  test('marks in the user’s own text can not break the prompt', () => {
    const template = fimTemplateNamed('qwen')!;
    const prompt = renderFimPrompt(template, { ...text, prefix: 'a<|fim_middle|>b' });
    expect(prompt.split('<|fim_middle|>')).toHaveLength(2);
    expect(prompt).toContain('a< |fim_middle|>b');
  });
});

describe('the way to ask', () => {
  const check = (settings: Partial<ModelSettings>, expected: string, facts = {}) => {
    const whole = { name: 'x', provider: 'openai', baseUrl: 'http://h/v1', model: 'm' } as const;
    const way = fimWayOf({ ...whole, ...settings }, facts);
    expect(way.kind === 'template' ? way.template.name : way.kind).toBe(expected);
  };
  const qwen = 'qwen2.5-coder:7b';

  test('is the setting’s, where it says something', () => {
    check({ model: qwen, fim: 'none' }, 'none');
    check({ fim: 'native' }, 'native');
    check({ model: qwen, fim: 'starcoder' }, 'starcoder');
    check({ model: qwen, fim: 'auto' }, 'qwen');
  });
  test('is automatic, and known to be so, for a value that means nothing', () => {
    check({ model: qwen, fim: 'qwem' }, 'qwen');
    expect(['auto', 'native', 'none', 'qwen', 'qwem'].filter(isFimSetting)).not.toContain('qwem');
  });
  test('is native on llama.cpp, until the server says it can’t', () => {
    check({ provider: 'llamacpp' }, 'native');
    check({ provider: 'llamacpp' }, 'none', { canInsert: false });
  });
  test('is native on Ollama where the server says so, else the family’s', () => {
    check({ provider: 'ollama', model: 'new' }, 'native', { canInsert: true });
    check({ provider: 'ollama', model: qwen }, 'qwen', { canInsert: false });
    check({ provider: 'ollama', model: 'llama3' }, 'none', { canInsert: false });
  });
  test('is known for the great hosts', () => {
    check({ baseUrl: 'https://api.mistral.ai/v1', model: 'codestral-latest' }, 'native');
    check({ baseUrl: 'https://api.mistral.ai/v1', model: 'mistral-large' }, 'none');
    check({ baseUrl: 'https://api.openai.com/v1', model: 'gpt-4o' }, 'none');
    check({ baseUrl: 'https://api.openai.com/v1', model: 'gpt-3.5-turbo-instruct' }, 'native');
    check({ baseUrl: 'http://127.0.0.1:11434/v1', model: qwen }, 'native');
    check({ provider: 'azure', model: qwen }, 'none');
  });
});

describe('names tell', () => {
  test.each([
    'o1',
    'o3-mini',
    'openai/o4-mini',
    'gpt-5-mini',
    'deepseek-r1:8b',
    'deepseek-reasoner',
    'qwq:32b',
    'qwen3-4b-thinking-2507',
    'gpt-oss:20b',
    'magistral',
    'DeepSeek-R1-Distill-Qwen-7B',
  ])('%s thinks', id => expect(thinksByName(id)).toBe(true));
  test.each([
    'gpt-4o',
    'qwen2.5-coder:7b',
    'llama3.1',
    'codestral',
    'mistral-small',
    'phi-4',
    'yolo1',
  ])('%s does not think', id => expect(thinksByName(id)).toBe(false));
  test.each([
    'nomic-embed-text',
    'bge-m3',
    'text-embedding-3-small',
    'whisper-1',
    'mxbai-embed-large:latest',
  ])('%s is mute', id => expect(isMute(id)).toBe(true));
  test('qwen2.5-coder:7b-base only continues', () => {
    expect(isBaseModel('qwen2.5-coder:7b-base')).toBe(true);
    expect(isBaseModel('starcoder2:3b')).toBe(true);
    expect(isBaseModel('qwen2.5-coder:7b')).toBe(false);
  });
});

test('a hole for a chat model stands in its file, after the others', () => {
  const [system, user] = holeFillingMessages({ ...text, snippets: [other] });
  expect(system?.role).toBe('system');
  expect(user?.content).toBe(
    '<OTHER_FILE path="b.py">\nB\n</OTHER_FILE>\n<FILE path="a.py" language="python">\nP<HOLE/>S\n</FILE>',
  );
});
