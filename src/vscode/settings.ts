import * as vscode from 'vscode';
import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/event.ts';
import type { Logger } from '../base/logger.ts';
import { defaultSettings, type Settings } from '../core/settings.ts';

// The small build has no words of its own; people read these.
z.config(en());

const amount = z.number().check(z.minimum(0));

const modelSchema = z.object({
  name: z.string().check(z.minLength(1)),
  provider: z.enum(['openai', 'azure', 'llamacpp', 'ollama']),
  baseUrl: z.url({ protocol: /^https?$/, error: 'Not an http or https address' }),
  model: z.string().check(z.minLength(1)),
  apiVersion: z.optional(z.string()),
  headers: z.optional(z.record(z.string(), z.string())),
  contextTokens: z.optional(z.int().check(z.minimum(512))),
  maxOutputTokens: z.optional(z.int().check(z.minimum(16))),
  fim: z.optional(z.string()),
  nextEdit: z.optional(z.string()),
  keepAlive: z.optional(z.string()),
  predictedOutputs: z.optional(z.boolean()),
  price: z.optional(z.object({ input: amount, output: amount })),
});

const searchEngineSchema = z.object({
  kind: z.enum(['zoekt', 'opensearch']),
  baseUrl: z.url({ protocol: /^https?$/, error: 'Not an http or https address' }),
  repository: z.optional(z.string()),
  index: z.optional(z.string()),
  pathField: z.optional(z.string()),
  textField: z.optional(z.string()),
  replacesIndex: z.optional(z.boolean()),
});

const embeddingSchema = z.object({
  provider: z.enum(['openai', 'azure', 'llamacpp', 'ollama']),
  baseUrl: z.url({ protocol: /^https?$/, error: 'Not an http or https address' }),
  model: z.string().check(z.minLength(1)),
  apiVersion: z.optional(z.string()),
  headers: z.optional(z.record(z.string(), z.string())),
  contextTokens: z.optional(z.int().check(z.minimum(64))),
  price: z.optional(amount),
  queryPrefix: z.optional(z.string()),
  documentPrefix: z.optional(z.string()),
  keepUpToDate: z.optional(z.boolean()),
});

const whole = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max));

const schemas: { readonly [K in keyof Settings]: z.ZodMiniType<Settings[K]> } = {
  models: z.array(modelSchema),
  'roles.completion': z.string(),
  'roles.edit': z.string(),
  'roles.chat': z.string(),
  'discovery.enabled': z.boolean(),
  'completion.enabled': z.boolean(),
  'completion.inComments': z.boolean(),
  'completion.inStrings': z.boolean(),
  'completion.exclude': z.array(z.string()),
  'completion.multiline': z.enum(['auto', 'never', 'always']),
  'completion.delayMs': whole(0, 5000),
  'completion.autoImport': z.boolean(),
  'completion.alternatives': whole(0, 5),
  'completion.maxOutputTokens': whole(8, 4096),
  'completion.tokensPerDay': whole(0, 1_000_000_000),
  'completion.costPerDay': amount,
  'completion.requestsPerMinute': whole(0, 10_000),
  'completion.promptTokens': whole(64, 131_072),
  'completion.allowChatModels': z.boolean(),
  'nextEdit.enabled': z.boolean(),
  'embedded.enabled': z.boolean(),
  'embedded.eagerness': z.enum(['eager', 'balanced', 'quiet']),
  'embedded.maxFiles': whole(0, 100_000),
  'embedded.maxMemoryMb': whole(10, 4000),
  'context.maskSecrets': z.boolean(),
  'context.useGitignore': z.boolean(),
  'context.rules': z.boolean(),
  'edit.promptTokens': whole(512, 1_048_576),
  'edit.checkCommand': z.string(),
  'review.mode': z.enum(['inline', 'diff', 'refactorPreview']),
  'chat.promptTokens': whole(512, 1_048_576),
  'chat.searchWorkspace': z.boolean(),
  'search.engine': z.nullable(searchEngineSchema),
  'search.embeddings': z.nullable(embeddingSchema),
  'network.connectTimeoutMs': whole(100, 600_000),
  'network.firstByteTimeoutMs': whole(100, 3_600_000),
  'network.idleTimeoutMs': whole(100, 3_600_000),
};

const keys = Object.keys(defaultSettings) as (keyof Settings)[];

/** The only reader of `inkling.*`: every value is valid, or the default with a logged reason. */
export class SettingsSource implements Disposable {
  private readonly changed = new Emitter<void>();
  private readonly subscription: vscode.Disposable;
  private readonly reported = new Set<string>();
  private found: string[] | undefined;
  readonly onDidChange: Event<void> = this.changed.event;

  constructor(private readonly log: Logger) {
    this.subscription = vscode.workspace.onDidChangeConfiguration(change => {
      if (change.affectsConfiguration('inkling')) this.changed.fire();
    });
  }

  /** The settings that hold for a document (its folder and language), or for the window. */
  read(scope?: vscode.ConfigurationScope): Settings {
    const configuration = vscode.workspace.getConfiguration('inkling', scope ?? null);
    const values = keys.map(
      key => [key, this.valid(key, configuration.get<unknown>(key))] as const,
    );
    return Object.fromEntries(values) as unknown as Settings;
  }

  /** What is wrong with the settings now, a sentence each. */
  problems(): readonly string[] {
    const found: string[] = [];
    this.found = found;
    this.read();
    this.found = undefined;
    return found;
  }

  private valid<K extends keyof Settings>(key: K, value: unknown): Settings[K] {
    if (value === undefined) return defaultSettings[key];
    if (key === 'models' && Array.isArray(value)) return this.validModels(value) as Settings[K];
    const parsed = schemas[key].safeParse(value);
    if (parsed.success) return parsed.data;
    this.report(key, parsed.error);
    return defaultSettings[key];
  }

  /** One bad entry must not take the good ones with it. */
  private validModels(entries: unknown[]): Settings['models'] {
    return entries.flatMap((entry, index) => {
      const parsed = modelSchema.safeParse(entry);
      if (parsed.success) return [parsed.data];
      this.report(`models[${index}]`, parsed.error);
      return [];
    });
  }

  private report(key: string, error: z.core.$ZodError): void {
    const reasons = error.issues.map(issue => [...issue.path, issue.message].join(': ')).join('; ');
    const message = `Setting inkling.${key} is not valid (${reasons}); it is ignored.`;
    this.found?.push(message);
    if (this.reported.has(message)) return;
    this.reported.add(message);
    this.log.warn(message);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}
