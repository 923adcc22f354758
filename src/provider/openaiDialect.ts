import { ModelError } from '../core/model/modelError.ts';

/** Where OpenAI-compatible servers differ; learnt from their refusals, per model. */
export interface OpenAiDialect {
  readonly maxTokensKey: 'max_tokens' | 'max_completion_tokens';
  readonly takesTemperature: boolean;
  readonly takesStreamOptions: boolean;
  readonly takesStop: boolean;
}

/** What most servers take; models that think first follow OpenAI's newer rules. */
export function firstGuess(host: string, thinks: boolean): OpenAiDialect {
  const isOpenAi = /\.openai\.(?:com|azure\.com)$/.test(host);
  return {
    maxTokensKey: isOpenAi && thinks ? 'max_completion_tokens' : 'max_tokens',
    takesTemperature: !thinks,
    takesStreamOptions: true,
    takesStop: !(isOpenAi && thinks),
  };
}

/** The dialect to try after a refusal, or undefined when the refusal is about something else. */
export function learnFrom(error: unknown, dialect: OpenAiDialect): OpenAiDialect | undefined {
  if (!ModelError.is(error, 'rejected')) return undefined;
  const said = String(error.cause);
  if (/max_completion_tokens/.test(said) && dialect.maxTokensKey === 'max_tokens') {
    return { ...dialect, maxTokensKey: 'max_completion_tokens' };
  }
  if (/temperature/i.test(said) && dialect.takesTemperature) {
    return { ...dialect, takesTemperature: false };
  }
  if (/stream_options/.test(said) && dialect.takesStreamOptions) {
    return { ...dialect, takesStreamOptions: false };
  }
  if (/\bstop\b/.test(said) && dialect.takesStop) return { ...dialect, takesStop: false };
  return undefined;
}
