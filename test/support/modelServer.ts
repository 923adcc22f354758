import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { answer, type Protocol, promptText, quarterOfCharacters } from './modelServerAnswers.ts';
import { lookUp, type ServedModel } from './modelServerCatalogue.ts';
import {
  asksForEmbeddings,
  type EmbeddingReply,
  type EmbeddingScript,
  embeddedTexts,
  embeddingsOf,
} from './modelServerEmbeddings.ts';
import type {
  Dialect,
  Failure,
  LoggedRequest,
  Question,
  Reply,
  ScriptedReply,
} from './modelServerScript.ts';
import { playEvents, wait } from './modelServerWire.ts';

export interface ModelServerOptions {
  /** Default `openai`. */
  readonly dialect?: Dialect;
  /** Default one model named `test-coder`. */
  readonly models?: readonly (string | ServedModel)[];
  /** When given, requests without it are answered 401. */
  readonly apiKey?: string;
  /** Default 8192. A longer prompt is refused, or (Ollama) silently loses its front. */
  readonly contextTokens?: number;
  /** Ollama: false until a request has loaded the model; an aborted load loads nothing. Default true. */
  readonly isLoaded?: boolean;
  /** Default a free port. */
  readonly port?: number;
  readonly embeddings?: EmbeddingScript;
}

interface MutableRequest extends LoggedRequest {
  finishedAtMs: number | undefined;
  abortedAtMs: number | undefined;
}

interface Waiter {
  readonly accepts: (request: LoggedRequest) => boolean;
  readonly resolve: (request: LoggedRequest) => void;
}

/**
 * A real HTTP server on loopback that plays a model server by a script and logs what it was asked.
 *
 * ```ts
 * const server = await startModelServer({ dialect: 'llamacpp' });
 * server.reply(question => `${question.prompt.length} characters`);  // from now on
 * server.replyOnce({ failure: { kind: 'status', status: 503 } });    // but first this, one time
 * const asked = server.nextRequest();                                // the next request for text
 * // ... let the product use `server.url` (for OpenAI clients: `server.baseUrl`) ...
 * expect((await asked).json?.stream).toBe(true);
 * expect(server.generations).toHaveLength(2);
 * await server.close();
 * ```
 */
export class ModelServer implements AsyncDisposable {
  /** Every request, in order of arrival. */
  readonly requests: LoggedRequest[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly once: Reply[] = [];
  private readonly embedOnceReplies: EmbeddingReply[] = [];
  private readonly waiters: Waiter[] = [];
  private always: Reply = 'Hello from the scripted model.';
  private readonly models: readonly ServedModel[];
  private readonly contextTokens: number;
  private isLoaded: boolean;
  readonly dialect: Dialect;

  constructor(
    private readonly http: Server,
    private readonly options: ModelServerOptions,
  ) {
    this.dialect = options.dialect ?? 'openai';
    this.contextTokens = options.contextTokens ?? 8192;
    this.isLoaded = options.isLoaded ?? true;
    this.models = (options.models ?? ['test-coder']).map(model =>
      typeof model === 'string' ? { id: model } : model,
    );
    http.on('connection', socket => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    http.on('request', (request, response) => void this.handle(request, response));
  }

  /** `http://127.0.0.1:<port>`. */
  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** What a user would configure as base URL for this dialect. */
  get baseUrl(): string {
    return this.dialect === 'openai' || this.dialect === 'vllm' || this.dialect === 'lmstudio'
      ? `${this.url}/v1`
      : this.url;
  }

  get openSockets(): number {
    return this.sockets.size;
  }

  /** The requests that asked for text, in order of arrival. */
  get generations(): LoggedRequest[] {
    return this.requests.filter(request => protocolOf(this.dialect, request) !== undefined);
  }

  /** The texts that were sent to be embedded, in order of arrival. */
  get embedded(): string[] {
    return this.requests
      .filter(request => asksForEmbeddings(this.dialect, request))
      .flatMap(embeddedTexts);
  }

  /** Answers the next request for embeddings with this; several are used up in order. */
  embedOnce(...replies: EmbeddingReply[]): void {
    this.embedOnceReplies.push(...replies);
  }

  /** Answers every request for text with this from now on. */
  reply(reply: Reply): void {
    this.always = reply;
  }

  /** Answers the next request for text with this; several are used up in order. */
  replyOnce(...replies: Reply[]): void {
    this.once.push(...replies);
  }

  /** The next request that arrives and is accepted; by default the next that asks for text. */
  nextRequest(
    accepts = (request: LoggedRequest) => protocolOf(this.dialect, request) !== undefined,
  ): Promise<LoggedRequest> {
    return new Promise(resolve => this.waiters.push({ accepts, resolve }));
  }

  /** Forgets logged requests and scripted one-time replies. */
  clear(): void {
    this.requests.length = 0;
    this.once.length = 0;
    this.embedOnceReplies.length = 0;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>(resolve => this.http.close(() => resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const closed = new AbortController();
    const body = await readBody(incoming).catch(() => undefined);
    if (body === undefined) return;
    const request = toLogged(incoming, body);
    this.requests.push(request);
    response.on('close', () => {
      if (response.writableFinished) request.finishedAtMs = performance.now();
      else request.abortedAtMs = performance.now();
      closed.abort();
    });
    for (const waiter of this.waiters.filter(candidate => candidate.accepts(request))) {
      this.waiters.splice(this.waiters.indexOf(waiter), 1);
      waiter.resolve(request);
    }
    await this.respond(request, response, closed.signal);
  }

  private async respond(request: LoggedRequest, response: ServerResponse, closed: AbortSignal) {
    if (!this.isAllowed(request)) return this.fail(response, 401, 'Incorrect API key provided.');
    const protocol = protocolOf(this.dialect, request);
    if (protocol) return this.generate(protocol, request, response, closed);
    if (asksForEmbeddings(this.dialect, request)) return this.embed(request, response);
    if (this.dialect === 'ollama' && request.path === '/') return response.end('Ollama is running');
    const { dialect, models, contextTokens, isLoaded } = this;
    const found = lookUp({ dialect, models, contextTokens, isLoaded }, request);
    if (found === undefined) return this.fail(response, 404, `No such path: ${request.path}`);
    return sendJson(response, 200, found);
  }

  private isAllowed({ headers }: LoggedRequest): boolean {
    const { apiKey } = this.options;
    if (apiKey === undefined) return true;
    return headers.authorization === `Bearer ${apiKey}` || headers['api-key'] === apiKey;
  }

  private async generate(
    protocol: Protocol,
    request: LoggedRequest,
    response: ServerResponse,
    closed: AbortSignal,
  ): Promise<void> {
    const question = toQuestion(protocol, this.dialect, request);
    const scripted = this.once.shift() ?? this.always;
    const made = typeof scripted === 'function' ? scripted(question) : scripted;
    const reply: ScriptedReply = typeof made === 'string' ? { text: made } : made;
    if (reply.delayMs) await wait(reply.delayMs, closed);
    if (closed.aborted || this.failAtOnce(response, reply)) return;
    this.isLoaded = true;
    if (protocol === 'ollamaGenerate' && request.json?.prompt === undefined) {
      return sendJson(response, 200, { model: question.model, done: true, done_reason: 'load' });
    }
    if (this.refuses(question, response)) return;
    const { framing, events, json } = answer(
      protocol,
      this.dialect,
      question,
      reply,
      this.contextTokens,
    );
    const isStream = request.json?.stream ?? framing === 'ndjson';
    if (!isStream) return sendJson(response, 200, json);
    response.writeHead(200, {
      'content-type': framing === 'sse' ? 'text/event-stream' : 'application/x-ndjson',
    });
    if (reply.failure?.kind === 'empty') {
      response.end();
      return;
    }
    response.flushHeaders();
    await playEvents(response, events, framing, reply, closed);
  }

  private embed(request: LoggedRequest, response: ServerResponse): void {
    const reply = this.embedOnceReplies.shift() ?? {};
    if (this.failAtOnce(response, reply)) return;
    const answered = reply.body ?? embeddingsOf(request, this.options.embeddings ?? {});
    sendJson(response, 200, answered);
  }

  /** Failures that come instead of an answer. */
  private failAtOnce(
    response: ServerResponse,
    { failure }: { readonly failure?: Failure },
  ): boolean {
    switch (failure?.kind) {
      case 'status':
        this.fail(response, failure.status, failure.message, failure.body, failure.headers);
        return true;
      case 'html':
        response.writeHead(failure.status ?? 200, { 'content-type': 'text/html' });
        response.end('<!DOCTYPE html><html><body><h1>Sign in to the network</h1></body></html>');
        return true;
      case 'silence':
        return true;
      case 'reset':
        response.socket?.destroy();
        return true;
      default:
        return false;
    }
  }

  /** What a real server refuses by itself: an unknown model, a prompt over the context, insert. */
  private refuses(question: Question, response: ServerResponse): boolean {
    const model = this.models.find(({ id }) => id === question.model);
    // llama.cpp serves its one model whatever the name; the others insist.
    if (!model && this.dialect !== 'llamacpp') {
      this.fail(
        response,
        404,
        this.dialect === 'ollama'
          ? `model '${question.model}' not found`
          : `The model \`${question.model}\` does not exist or you do not have access to it.`,
      );
      return true;
    }
    if (question.kind === 'fim' && this.dialect === 'ollama' && model?.canInsert === false) {
      this.fail(response, 400, `${question.model} does not support insert`);
      return true;
    }
    const tokens = quarterOfCharacters(promptText(question));
    if (tokens <= this.contextTokens || this.dialect === 'ollama') return false;
    this.failContext(response, tokens);
    return true;
  }

  private failContext(response: ServerResponse, tokens: number): void {
    if (this.dialect === 'llamacpp') {
      const message = `the request exceeds the available context size (${this.contextTokens} tokens), try increasing it`;
      const type = 'exceed_context_size_error';
      const counts = { n_prompt_tokens: tokens, n_ctx: this.contextTokens };
      sendJson(response, 400, { error: { code: 400, message, type, ...counts } });
      return;
    }
    const message = `This model's maximum context length is ${this.contextTokens} tokens. However, your messages resulted in ${tokens} tokens. Please reduce the length of the messages.`;
    const error = { message, type: 'invalid_request_error', code: 'context_length_exceeded' };
    sendJson(response, 400, { error });
  }

  private fail(
    response: ServerResponse,
    status: number,
    message = `Scripted failure ${status}`,
    body?: string,
    headers: Readonly<Record<string, string>> = {},
  ): void {
    const error =
      this.dialect === 'ollama'
        ? message
        : this.dialect === 'llamacpp'
          ? { code: status, message, type: 'server_error' }
          : { message, type: 'invalid_request_error', param: null, code: null };
    sendJson(response, status, { error }, headers, body);
  }
}

/** Starts a scripted model server on loopback. Close it when the test ends. */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const http = createServer();
  const server = new ModelServer(http, options);
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return server;
}

/**
 * A loopback URL where nothing listens: connecting is refused.
 * A port that was just given back would not do, the next test's server may be given it;
 * this one is reserved, used by no service and not among those that `fetch` refuses.
 */
export const refusingUrl = 'http://127.0.0.1:2';

const azurePath = /^\/openai\/deployments\/[^/]+\/(chat\/completions|completions)$/;

/** Which generating protocol a request speaks, if the dialect knows it. */
function protocolOf(dialect: Dialect, { method, path }: LoggedRequest): Protocol | undefined {
  if (method !== 'POST') return undefined;
  if (dialect === 'azure') {
    const operation = azurePath.exec(path)?.[1];
    if (!operation) return undefined;
    return operation === 'completions' ? 'completions' : 'chat';
  }
  if (path === '/v1/chat/completions') return 'chat';
  if (path === '/v1/completions') return 'completions';
  if (dialect === 'llamacpp' && path === '/infill') return 'infill';
  if (dialect === 'ollama' && path === '/api/generate') return 'ollamaGenerate';
  if (dialect === 'ollama' && path === '/api/chat') return 'ollamaChat';
  return undefined;
}

function toQuestion(protocol: Protocol, dialect: Dialect, request: LoggedRequest): Question {
  const json = request.json ?? {};
  const messages = toMessages(json.messages);
  const isChat = protocol === 'chat' || protocol === 'ollamaChat';
  const lastUser = messages.findLast(message => message.role === 'user')?.content ?? '';
  const prefix = protocol === 'infill' ? json.input_prefix : json.prompt;
  const suffix = protocol === 'infill' ? json.input_suffix : json.suffix;
  // llama.cpp ignores `suffix` on /v1/completions without a word.
  const isFim = protocol === 'infill' || (Boolean(suffix) && !isChat && dialect !== 'llamacpp');
  const deployment = request.path.split('/')[3] ?? '';
  return {
    kind: isChat ? 'chat' : isFim ? 'fim' : 'completion',
    model: dialect === 'azure' ? deployment : String(json.model ?? ''),
    prompt: isChat ? lastUser : String(prefix ?? ''),
    suffix: isFim ? String(suffix ?? '') : '',
    messages,
    request,
  };
}

function toMessages(value: unknown): { role: string; content: string }[] {
  if (!Array.isArray(value)) return [];
  return value.map((message: { role?: unknown; content?: unknown }) => ({
    role: String(message.role),
    content:
      typeof message.content === 'string' ? message.content : JSON.stringify(message.content),
  }));
}

function toLogged(incoming: IncomingMessage, body: string): MutableRequest {
  const url = new URL(incoming.url ?? '/', 'http://loopback');
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body,
    json: parseJson(body),
    atMs: performance.now(),
    finishedAtMs: undefined,
    abortedAtMs: undefined,
  };
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
  body = JSON.stringify(value),
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}
