/** A model the user configured; one entry of `inkling.models`. */
export interface ModelSettings {
  readonly name: string;
  readonly provider: 'openai' | 'azure' | 'llamacpp' | 'ollama';
  readonly baseUrl: string;
  readonly model: string;
  readonly apiVersion?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly contextTokens?: number | undefined;
  readonly maxOutputTokens?: number | undefined;
  readonly fim?: string | undefined;
  readonly nextEdit?: string | undefined;
  readonly keepAlive?: string | undefined;
  /** Whether the endpoint takes predicted outputs; undefined where its host and model tell. */
  readonly predictedOutputs?: boolean | undefined;
  /** For a million tokens. */
  readonly price?: { readonly input: number; readonly output: number } | undefined;
}

/** A search engine that a team runs already; the value of `inkling.search.engine`. */
export interface SearchEngineSettings {
  readonly kind: 'zoekt' | 'opensearch';
  readonly baseUrl: string;
  /** Zoekt: a pattern for names of repositories. */
  readonly repository?: string | undefined;
  /** OpenSearch: the index, and its fields for a file's path and text. */
  readonly index?: string | undefined;
  readonly pathField?: string | undefined;
  readonly textField?: string | undefined;
  /** The workspace is not read into an index of its own. */
  readonly replacesIndex?: boolean | undefined;
}

/** A model that makes embeddings of the workspace's code; the value of `inkling.search.embeddings`. */
export interface EmbeddingSettings
  extends Pick<ModelSettings, 'provider' | 'baseUrl' | 'model' | 'apiVersion' | 'headers'> {
  /** Tokens of one text that the model takes. */
  readonly contextTokens?: number | undefined;
  /** For a million tokens. */
  readonly price?: number | undefined;
  /** What the model wants to read before a question and before a piece of code; undefined where its name tells. */
  readonly queryPrefix?: string | undefined;
  readonly documentPrefix?: string | undefined;
  /** What was saved is embedded again without being asked. */
  readonly keepUpToDate?: boolean | undefined;
}

/**
 * All settings, valid and complete. The keys are those of the manifest without `inkling.`;
 * a test keeps keys and defaults equal to the manifest's.
 */
export interface Settings {
  readonly models: readonly ModelSettings[];
  readonly 'roles.completion': string;
  readonly 'roles.edit': string;
  readonly 'roles.chat': string;
  readonly 'discovery.enabled': boolean;
  readonly 'completion.enabled': boolean;
  readonly 'completion.inComments': boolean;
  readonly 'completion.inStrings': boolean;
  readonly 'completion.exclude': readonly string[];
  readonly 'completion.multiline': 'auto' | 'never' | 'always';
  readonly 'completion.delayMs': number;
  readonly 'completion.autoImport': boolean;
  readonly 'completion.alternatives': number;
  readonly 'completion.maxOutputTokens': number;
  readonly 'completion.tokensPerDay': number;
  readonly 'completion.costPerDay': number;
  readonly 'completion.requestsPerMinute': number;
  readonly 'completion.promptTokens': number;
  readonly 'completion.allowChatModels': boolean;
  readonly 'nextEdit.enabled': boolean;
  readonly 'embedded.enabled': boolean;
  readonly 'embedded.eagerness': 'eager' | 'balanced' | 'quiet';
  readonly 'embedded.maxFiles': number;
  readonly 'embedded.maxMemoryMb': number;
  readonly 'context.maskSecrets': boolean;
  readonly 'context.useGitignore': boolean;
  readonly 'context.rules': boolean;
  readonly 'edit.promptTokens': number;
  readonly 'edit.checkCommand': string;
  readonly 'review.mode': 'inline' | 'diff' | 'refactorPreview';
  readonly 'chat.promptTokens': number;
  readonly 'chat.searchWorkspace': boolean;
  readonly 'search.engine': SearchEngineSettings | null;
  readonly 'search.embeddings': EmbeddingSettings | null;
  readonly 'network.connectTimeoutMs': number;
  readonly 'network.firstByteTimeoutMs': number;
  readonly 'network.idleTimeoutMs': number;
}

export const defaultSettings: Settings = {
  models: [],
  'roles.completion': 'auto',
  'roles.edit': 'auto',
  'roles.chat': 'auto',
  'discovery.enabled': true,
  'completion.enabled': true,
  'completion.inComments': true,
  'completion.inStrings': true,
  'completion.exclude': [],
  'completion.multiline': 'auto',
  'completion.delayMs': 75,
  'completion.autoImport': true,
  'completion.alternatives': 2,
  'completion.maxOutputTokens': 256,
  'completion.tokensPerDay': 0,
  'completion.costPerDay': 0,
  'completion.requestsPerMinute': 60,
  'completion.promptTokens': 2048,
  'completion.allowChatModels': false,
  'nextEdit.enabled': false,
  'embedded.enabled': true,
  'embedded.eagerness': 'balanced',
  'embedded.maxFiles': 10_000,
  'embedded.maxMemoryMb': 200,
  'context.maskSecrets': true,
  'context.useGitignore': false,
  'context.rules': true,
  'edit.promptTokens': 16384,
  'edit.checkCommand': '',
  'review.mode': 'inline',
  'chat.promptTokens': 16384,
  'chat.searchWorkspace': true,
  'search.engine': null,
  'search.embeddings': null,
  'network.connectTimeoutMs': 5000,
  'network.firstByteTimeoutMs': 300_000,
  'network.idleTimeoutMs': 30_000,
};
