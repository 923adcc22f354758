// The client library of OpenAI-compatible servers without the endpoints and helpers that Inkling never calls.
import { readFileSync } from 'node:fs';

const used = /[\\/]resources[\\/](?:chat|completions|models|embeddings|index|shared)\b/;

/** The helpers that gather a stream or run tools in a loop; Inkling reads the stream itself. */
const unusedHelpers =
  /[\\/]lib[\\/](?:EventStream|AbstractChatCompletionRunner|ChatCompletion(?:Stream|Runner|StreamingRunner))\.mjs$/;

/** Signing in with certificates and workload identities, which no endpoint of Inkling's does: what is asked everywhere, answered "no". */
const withoutIdentities = {
  'internal/auth/x509-workload-identity-auth.mjs': `
    export const isX509WorkloadIdentity = () => false;
    export const assertX509WebSocketSupported = () => {};
    export const assertX509FetchOptions = () => {};
    export const assertX509RequestOptions = () => {};
    export const snapshotX509RequestOptions = options => options;
    export class X509WorkloadIdentityAuth {}`,
  'auth/workload-identity-auth.mjs': 'export class WorkloadIdentityAuth {}',
};

/** An esbuild plugin that replaces the classes of what is unused by empty ones: they are a quarter of the bundle. */
export const leanOpenai = {
  name: 'lean-openai',
  setup(build) {
    build.onLoad({ filter: /[\\/]openai[\\/](?:internal[\\/])?auth[\\/].*\.mjs$/ }, ({ path }) => {
      const file = Object.keys(withoutIdentities).find(name =>
        path.replaceAll('\\', '/').endsWith(`openai/${name}`),
      );
      return file && { contents: withoutIdentities[file] };
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
