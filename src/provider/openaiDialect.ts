import { ModelError } from '../core/model/modelError.ts';

/** Where OpenAI-compatible servers differ; learnt from their refusals, per model. */
export interface OpenAiDialect {
  readonly maxTokensKey: 'max_tokens' | 'max_completion_tokens';
  readonly takesTemperature: boolean;
  readonly takesStreamOptions: boolean;
  readonly takesStop: boolean;
  /** Predicted outputs, which go with `max_tokens` only. */
  readonly takesPrediction: boolean;
}

/** What the first guess goes by. */
export interface DialectFacts {
  readonly host: string;
  readonly modelId: string;
  readonly thinks: boolean;
  /** What the user set. */
  readonly takesPrediction?: boolean | undefined;
}

/** The models that OpenAI's guide to predicted outputs names, with or without a date. */
const predictable = /^gpt-4(?:o(?:-mini)?|\.1(?:-mini|-nano)?)(?:-\d{4}-\d{2}-\d{2})?$/;

/** What most servers take; models that think first follow OpenAI's newer rules. */
export function firstGuess({ host, modelId, ...known }: DialectFacts): OpenAiDialect {
  const { thinks, takesPrediction } = known;
  const isOpenAi = /\.openai\.(?:com|azure\.com)$/.test(host);
  return {
    maxTokensKey: isOpenAi && thinks ? 'max_completion_tokens' : 'max_tokens',
    takesTemperature: !thinks,
    takesStreamOptions: true,
    takesStop: !(isOpenAi && thinks),
    takesPrediction: takesPrediction ?? (host === 'api.openai.com' && predictable.test(modelId)),
  };
}

/** The dialect to try after a refusal, or undefined when the refusal is about something else. */
export function learnFrom(error: unknown, dialect: OpenAiDialect): OpenAiDialect | undefined {
  if (!ModelError.is(error, 'rejected')) return undefined;
  const said = String(error.cause);
  if (/\bprediction\b/i.test(said) && dialect.takesPrediction) {
    return { ...dialect, takesPrediction: false };
  }
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
