import { ModelError } from '../core/model/modelError.ts';
import { originOf, reachAdvice, type ServerPlace } from '../core/model/serverPlace.ts';
import { readContextError } from './contextError.ts';

/** What is told of a server's own words: enough to recognise the mistake, short enough to read. */
const longestQuote = 200;

/** Turns an answer that is not a success into an error that says what to do. */
export function httpError(
  place: ServerPlace,
  status: number,
  headers: Headers,
  body: string,
): ModelError {
  const said = serverWords(body);
  const options = { status, cause: said };
  const context = readContextError(body);
  if (context || status === 413) return contextError(place, context?.limit, options);
  const told = said ? ` The server says: ${said}` : '';
  const { serverName, modelId } = place;
  const origin = originOf(place.baseUrl);
  if (status >= 300 && status < 400) {
    const target = headers.get('location') ?? 'another address';
    return new ModelError(
      'rejected',
      `${origin} redirects to ${target}. Inkling does not send code elsewhere than asked: set that address as baseUrl if you trust it.`,
      options,
    );
  }
  switch (status) {
    case 401:
    case 403:
      return new ModelError(
        'unauthorized',
        `${origin} did not accept the key. Run “Inkling: Enter API Key…” and enter a valid one.${told}`,
        options,
      );
    case 404:
      return notFound(place, said, options);
    case 408:
    case 504:
      return new ModelError(
        'timeout',
        `${serverName} did not answer in time. Try again.${told}`,
        options,
      );
    case 429:
      return rateLimited(place, headers, told, options);
    case 501:
      return new ModelError(
        'unsupported',
        `${serverName} can't do this with ${modelId}. Choose another model for it.${told}`,
        options,
      );
    case 500:
    case 502:
    case 503:
    case 529:
      return overloaded(place, status, headers, told, options);
    default:
      return rejected(place, status, said, options);
  }
}

type ErrorOptions = { readonly status: number; readonly cause: unknown };

/** An error that a server puts into a stream that had begun well. */
export function streamError(place: ServerPlace, error: unknown): ModelError {
  const code = (error as { code?: unknown } | null)?.code;
  const status = typeof code === 'number' && code >= 400 && code < 600 ? code : 500;
  return httpError(place, status, new Headers(), JSON.stringify({ error }));
}

/** The prompt is more than the model takes. */
export function contextError(
  place: ServerPlace,
  limit: number | undefined,
  options: { status?: number; cause?: unknown } = {},
): ModelError {
  const size = limit === undefined ? '' : ` of ${limit} tokens`;
  return new ModelError(
    'contextExceeded',
    `The prompt is longer than the context${size} of ${place.modelId}. Attach less, or set the model's contextTokens to its real size.`,
    options,
  );
}

function notFound(place: ServerPlace, said: string, options: ErrorOptions): ModelError {
  const { modelId, serverName } = place;
  const origin = originOf(place.baseUrl);
  const isAboutModel = /\bmodel\b|deployment/i.test(said);
  if (!isAboutModel) {
    return new ModelError(
      'notFound',
      `${origin} has no such path. Check the model's baseUrl: OpenAI-compatible servers usually want /v1 at its end.`,
      options,
    );
  }
  const remedy =
    serverName === 'Ollama'
      ? `Run “ollama pull ${modelId}”, or choose`
      : 'Correct its id, or choose';
  return new ModelError(
    'notFound',
    `${origin} does not know the model ${modelId}. ${remedy} another with “Inkling: Switch Model…”.`,
    options,
  );
}

function rateLimited(
  place: ServerPlace,
  headers: Headers,
  told: string,
  options: ErrorOptions,
): ModelError {
  const retryAfterMs = readRetryAfter(headers);
  const wait =
    retryAfterMs === undefined ? 'a while' : `${Math.max(1, Math.ceil(retryAfterMs / 1000))} s`;
  return new ModelError(
    'rateLimited',
    `${originOf(place.baseUrl)} limits how often it is asked. Wait ${wait}, or use another model.${told}`,
    { ...options, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  );
}

function overloaded(
  place: ServerPlace,
  status: number,
  headers: Headers,
  told: string,
  options: ErrorOptions,
): ModelError {
  const retryAfterMs = readRetryAfter(headers);
  const what = /loading model/i.test(told) ? 'is still loading its model' : `failed (${status})`;
  return new ModelError(
    'overloaded',
    `${place.serverName} at ${originOf(place.baseUrl)} ${what}. Try again in a moment.${told}`,
    { ...options, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  );
}

function rejected(
  place: ServerPlace,
  status: number,
  said: string,
  options: ErrorOptions,
): ModelError {
  if (/does not support (?:insert|generate|completion|chat)|suffix is not/i.test(said)) {
    return new ModelError(
      'unsupported',
      `${place.modelId} can't do this on ${place.serverName}. Choose another model, or set its fim to a template or to none.`,
      options,
    );
  }
  const version =
    place.serverName === 'Azure OpenAI' && /api.?version/i.test(said)
      ? ' Set a valid apiVersion, for example 2024-10-21.'
      : '';
  return new ModelError(
    'rejected',
    `${place.serverName} refused the request (${status}).${version} ${said ? `It says: ${said}` : 'See the log for details.'}`,
    options,
  );
}

/** Milliseconds that a server asks to wait, from `Retry-After` in seconds or as a date (by the server's clock). */
export function readRetryAfter(headers: Headers): number | undefined {
  const ms = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (Number.isFinite(ms)) return Math.max(0, ms);
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const waitMs = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

/** The message inside an error body, whatever its shape; nothing for a web page. */
export function serverWords(body: string): string {
  if (/^\s*</.test(body)) return '';
  const message = messageOf(parse(body)) ?? body;
  const line = message.replace(/\s+/g, ' ').trim();
  return maskKeys(line.length > longestQuote ? `${line.slice(0, longestQuote)}…` : line);
}

/** Servers like to repeat the key they refuse. */
function maskKeys(text: string): string {
  return text.replace(/\b(?:sk|pk|key|gsk|xai|nvapi)[-_][\w*.-]{6,}/gi, '[key]');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function messageOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return messageOf(value[0]);
  if (typeof value !== 'object' || value === null) return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  for (const key of ['error', 'message', 'detail', 'msg']) {
    const found = messageOf(record[key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Turns a failed connection into an error that says where Inkling looked. */
export function networkError(place: ServerPlace, error: unknown): ModelError {
  const code = errorCode(error);
  const origin = originOf(place.baseUrl);
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code)) {
    return new ModelError(
      'unreachable',
      `The certificate of ${origin} is not trusted (${code}). Add its authority to the system's certificates; VS Code uses those.`,
      { cause: error },
    );
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new ModelError(
      'unreachable',
      `The host ${new URL(place.baseUrl).hostname} can't be found. Check the model's baseUrl and the network.`,
      { cause: error },
    );
  }
  return new ModelError(
    'unreachable',
    `Nothing answers at ${origin}${code ? ` (${code})` : ''}. ${reachAdvice(place)}`,
    { cause: error },
  );
}

/** The error's own code: `fetch` wraps it, and several addresses make an aggregate. */
export function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string') return code;
  if (Array.isArray(errors) && errors.length > 0) return errorCode(errors[0]);
  return errorCode(cause);
}
