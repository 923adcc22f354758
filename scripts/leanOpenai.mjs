// The client library of OpenAI-compatible servers without the endpoints and helpers that Inkling never calls.
import { readFileSync } from 'node:fs';

/** Inkling posts by path, so that it needs the names of the endpoints' classes only. */
const used = /[\\/]resources[\\/](?:index|shared)\.mjs$/;

/** The helpers that gather a stream, run tools in a loop or read answers by a schema; Inkling reads the stream itself. */
const unusedHelpers =
  /[\\/]lib[\\/](?:EventStream|AbstractChatCompletionRunner|ChatCompletion(?:Stream|Runner|StreamingRunner)|parser)\.mjs$/;

/**
 * Parts of the client in the form in which Inkling needs them: no signing in with certificates or workload identities,
 * no choice of a region, no files, queries of flat values only, no facts about the machine, and no log (Inkling has
 * its own, and turns this one off).
 */
const simpler = {
  'internal/auth/x509-workload-identity-auth.mjs': `
    export const isX509WorkloadIdentity = () => false;
    export const assertX509WebSocketSupported = () => {};
    export const assertX509FetchOptions = () => {};
    export const assertX509RequestOptions = () => {};
    export const snapshotX509RequestOptions = options => options;
    export class X509WorkloadIdentityAuth {}`,
  'internal/auth/x509-credential-options.mjs': `
    export const normalizeX509CredentialOptions = options => ({ options });
    export const prepareX509ClientClone = (inherited, { provider = inherited.provider }) => ({ provider });`,
  'internal/auth/x509-transport-state.mjs': `
    export const isTransientX509ConnectionError = () => false;
    export const markApprovedX509Client = () => {};`,
  'internal/auth/x509-api-origin.mjs': `
    export const X509_API_BASE_URL = undefined;
    export const assertX509APIOrigin = () => {};`,
  'internal/data-residency.mjs': `
    export const resolveDataResidency = () => undefined;
    export const assertNoDataResidency = () => {};`,
  'auth/workload-identity-auth.mjs': 'export class WorkloadIdentityAuth {}',
  'core/pagination.mjs':
    'export class PagePromise {} export class AbstractPage {} export class Page {} export class CursorPage {} export class ConversationCursorPage {} export class NextCursorPage {}',
  'core/uploads.mjs': 'export const toFile = undefined, toStreamingFile = undefined;',
  'internal/uploads.mjs': `
    export const hasUploadableValue = () => false;
    export const finalizeStreamingFormRequestOptions = () => {};
    export const maybeMultipartFormRequestOptions = async options => options;
    export const multipartFormRequestOptions = maybeMultipartFormRequestOptions;`,
  'internal/utils/query.mjs':
    'export const stringifyQuery = query => String(new URLSearchParams(query));',
  'internal/utils/log.mjs': `
    const silent = () => {};
    const logger = { error: silent, warn: silent, info: silent, debug: silent };
    export const parseLogLevel = () => 'off';
    export const loggerFor = () => logger;
    export const formatRequestDetails = () => undefined;
    export const redactURL = silent;
    export const isSensitiveQueryParameter = () => true;
    export const isSensitiveHeader = () => true;`,
  'internal/detect-platform.mjs': `
    export const isRunningInBrowser = () => false;
    export const getPlatformHeaders = () => ({});`,
};

/** Parts of the client's own file, and what stands in their place: each must be there. */
const lessOfClient = [
  // What it takes out of values before it logs them: without a log, all of them.
  [
    /(?<=_OpenAI_sanitizeLogValue = function _OpenAI_sanitizeLogValue\(value, seen\) \{).*?(?=\}, _OpenAI_sanitizeLogger = )/s,
    " return '[REDACTED]'; ",
  ],
  [
    /(?<=_OpenAI_isSensitiveLogKey\(key\) \{).*?(?=\}, _OpenAI_sanitizeLogValue = )/s,
    ' return true; ',
  ],
  [/(?<=_OpenAI_sanitizeLogger\(logger\) \{).*?(?=^\};$)/ms, ' return logger; '],
  // Endpoints as fields of the client and of its class: Inkling posts by path.
  [/^ {8}this\.\w+ = new API\.\w+\(this\);\n/gm, ''],
  [/^OpenAI\.\w+ = (?!_a|\d)[\w.]+;\n/gm, ''],
  // What its constructor does with providers, certificates and browsers.
  [/^ {8}if \(provider\) \{.*?^ {8}\}\n/ms, ''],
  [/^ {8}if \(usesX509Identity\) \{.*?^ {8}\}\n/ms, ''],
  [/^ {8}if \(x509Identity\) \{.*?^ {8}\}\n {8}else if .*?^ {8}\}\n/ms, ''],
  [/^ {8}if \(!options\.dangerouslyAllowBrowser .*?^ {8}\}\n/ms, ''],
  // Keys that a function gives, lists in pages, and a word about other ways to fetch.
  [/^ {8}const deferredCache = .*?^ {8}return true;\n/ms, ''],
  [/^ {4}getAPIList\(.*?^ {4}\}\n/ms, ''],
  [/^ {4}requestAPIList\(.*?^ {4}\}\n/ms, ''],
  [/(?<=^function getConnectionErrorMessage\(error\) \{).*?(?=^\})/ms, ''],
  // Certificates, copies of a client with other options, and web sockets.
  [/^ {4}async readX509ResponseError\(.*?^ {4}\}\n/ms, ''],
  [/^ {4}withOptions\(options\) \{.*?^ {4}\}\n/ms, ''],
  [/^ {4}_buildWebSocketHeaders\(.*?^ {4}\}\n/ms, ''],
];

/** An esbuild plugin that replaces what is unused by next to nothing: it is a quarter of the bundle. */
export const leanOpenai = {
  name: 'lean-openai',
  setup(build) {
    build.onLoad({ filter: /[\\/]openai[\\/](?:internal|auth|core)[\\/].*\.mjs$/ }, ({ path }) => {
      const file = Object.keys(simpler).find(name =>
        path.replaceAll('\\', '/').endsWith(`openai/${name}`),
      );
      return file && { contents: simpler[file] };
    });
    build.onLoad({ filter: /[\\/]openai[\\/]client\.mjs$/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const [part, instead] of lessOfClient) {
        const less = contents.replace(part, instead);
        if (less === contents) throw new Error(`${path} has no ${part}, as expected of it.`);
        contents = less;
      }
      return { contents };
    });
    build.onLoad({ filter: /[\\/]openai[\\/](?:resources|lib)[\\/].*\.mjs$/ }, ({ path }) => {
      const isUnused =
        unusedHelpers.test(path) || (/[\\/]resources[\\/]/.test(path) && !used.test(path));
      if (!isUnused) return undefined;
      const names = namesExportedBy(readFileSync(path, 'utf8'));
      return { contents: names.map(name => `export class ${name} {}`).join('\n') };
    });
  },
};

function namesExportedBy(source) {
  const own = source.matchAll(/^export (?:class|const|function|let|var) (\w+)/gm);
  const passedOn = source.matchAll(/^export \{([^}]*)\}/gm);
  const names = [...own].map(([, name]) => name);
  for (const [, list] of passedOn) {
    for (const item of list.split(',')) {
      const name = item
        .trim()
        .split(/\s+as\s+/)
        .at(-1);
      if (name) names.push(name);
    }
  }
  return [...new Set(names)];
}
