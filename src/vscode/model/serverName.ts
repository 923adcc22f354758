import type { ModelSettings } from '../../core/settings.ts';

const names: Record<ModelSettings['provider'], string> = {
  openai: 'OpenAI-compatible server',
  azure: 'Azure OpenAI',
  llamacpp: 'llama.cpp',
  ollama: 'Ollama',
};

/** What a configured model's server is called in sentences for the user. */
export function serverNameOf({
  provider,
  baseUrl,
}: Pick<ModelSettings, 'provider' | 'baseUrl'>): string {
  return provider === 'openai' && baseUrl.startsWith('https://api.openai.com/')
    ? 'OpenAI'
    : names[provider];
}
