import type { ModelSettings } from '../../core/settings.ts';

const names: Record<ModelSettings['provider'], string> = {
  openai: 'OpenAI-compatible',
  azure: 'Azure OpenAI',
  llamacpp: 'llama.cpp',
  ollama: 'Ollama',
};

/** What a configured model's server is called in sentences for the user. */
export function serverNameOf({ provider }: Pick<ModelSettings, 'provider'>): string {
  return names[provider];
}
