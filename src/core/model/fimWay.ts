import { type FimTemplate, fimTemplateNamed, fimTemplateOf } from '../prompt/fimTemplate.ts';
import type { ModelSettings } from '../settings.ts';
import type { ModelFacts } from './modelFacts.ts';

/** How a model is asked to fill in the middle. */
export type FimWay =
  /** The server has an endpoint that takes prefix and suffix. */
  | { readonly kind: 'native' }
  /** The prompt carries the family's tokens. */
  | { readonly kind: 'template'; readonly template: FimTemplate }
  /** It can only be asked in chat. */
  | { readonly kind: 'none' };

/** Hosts whose models fill in the middle through the server, although another's API has no such endpoint. */
const nativeHosts: readonly { readonly host: RegExp; readonly models: RegExp }[] = [
  { host: /^(?:api|codestral)\.mistral\.ai$/, models: /codestral/i },
  { host: /^api\.deepseek\.com$/, models: /^deepseek-(?:chat|coder)/i },
  { host: /^api\.openai\.com$/, models: /-instruct|davinci-002|babbage-002/i },
];

/** Hosts that take no raw prompt, whatever the model's family. */
const chatOnlyHosts =
  /^(?:api\.openai\.com|api\.anthropic\.com|generativelanguage\.googleapis\.com|api\.x\.ai|api\.groq\.com)$/;

/** True for a value of the setting `fim` that means something; any other is taken as `auto`. */
export function isFimSetting(value: string): boolean {
  return /^(?:auto|native|none)$/.test(value) || fimTemplateNamed(value) !== undefined;
}

/** Decides from the settings, then from what the server told, then from the names. */
export function fimWayOf(settings: ModelSettings, facts: ModelFacts = {}): FimWay {
  const setting = settings.fim ?? 'auto';
  if (setting === 'none') return { kind: 'none' };
  if (setting === 'native') return { kind: 'native' };
  const named = fimTemplateNamed(setting);
  if (named) return { kind: 'template', template: named };
  const template = fimTemplateOf(settings.model);
  switch (settings.provider) {
    // /infill knows the model's tokens; a model without them is noticed by the server's 501.
    case 'llamacpp':
      return facts.canInsert === false ? { kind: 'none' } : { kind: 'native' };
    case 'ollama':
      if (facts.canInsert) return { kind: 'native' };
      return template ? { kind: 'template', template } : { kind: 'none' };
    case 'azure':
      return { kind: 'none' };
    case 'openai':
      return openAiWay(settings, template);
  }
}

function openAiWay(settings: ModelSettings, template: FimTemplate | undefined): FimWay {
  const { hostname, port } = new URL(settings.baseUrl);
  const native = nativeHosts.find(({ host }) => host.test(hostname));
  if (native) return native.models.test(settings.model) ? { kind: 'native' } : { kind: 'none' };
  if (chatOnlyHosts.test(hostname) || !template) return { kind: 'none' };
  // Ollama's /v1 wraps a raw prompt into the chat template, but takes a suffix.
  if (port === '11434') return { kind: 'native' };
  return { kind: 'template', template };
}
