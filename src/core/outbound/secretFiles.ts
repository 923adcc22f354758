/**
 * The built-in deny list: files that hold secrets by convention, wherever they lie.
 * It looks at names only, so folders of source such as `keys/` or `credentials/` stay usable.
 */
export function secretFileRule(path: string): string | undefined {
  const segments = path.toLowerCase().split('/');
  const name = segments.pop() ?? '';
  const folder = segments.find(segment => secretFolders.has(segment));
  if (folder !== undefined && !isPublicKey(name)) return builtIn(`${folder}/`);
  if (templates.test(name) || isPublicKey(name)) return undefined;
  if (secretNames.has(name)) return builtIn(name);
  const pattern = secretPatterns.find(({ matches }) => matches.test(name));
  return pattern && builtIn(pattern.shown);
}

function builtIn(pattern: string): string {
  return `built-in list of secret files: ${pattern}`;
}

function isPublicKey(name: string): boolean {
  return name.endsWith('.pub');
}

/** `.env.example` and the like are made to be shared. */
const templates = /^(?:\.env|.*\.env|.*\.tfvars)\.(?:example|sample|template|dist|defaults)$/;

const secretFolders: ReadonlySet<string> = new Set([
  '.ssh',
  '.aws',
  '.gnupg',
  '.azure',
  '.kube',
  '.gcloud',
  '.password-store',
]);

const secretNames: ReadonlySet<string> = new Set([
  '.envrc',
  '.dev.vars',
  '.npmrc',
  '.pypirc',
  '.netrc',
  '_netrc',
  '.pgpass',
  '.my.cnf',
  '.git-credentials',
  '.htpasswd',
  '.dockercfg',
  '.dockerconfigjson',
  '.databrickscfg',
  '.s3cfg',
  '.boto',
  '.vault-token',
  '.vault_pass',
  '.terraformrc',
  'terraform.rc',
  'credentials',
  'kubeconfig',
  'local.settings.json',
  'rclone.conf',
  'shadow',
]);

const secretPatterns: readonly { readonly shown: string; readonly matches: RegExp }[] = [
  { shown: '.env*', matches: /^\.env(?:[.\-_].*)?$/ },
  { shown: '*.env', matches: /\.env$/ },
  {
    shown: 'private keys and key stores',
    matches: /\.(?:pem|key|p8|p12|pfx|pkcs12|ppk|jks|keystore|kdb|kdbx|gpg|age|ovpn)$/,
  },
  { shown: 'id_rsa*', matches: /^id_(?:rsa|dsa|ecdsa|ed25519)(?:[._-].*)?$/ },
  { shown: '*.tfstate', matches: /\.tfstate(?:\..*)?$/ },
  { shown: '*.tfvars', matches: /\.tfvars(?:\.json)?$/ },
  {
    shown: 'credentials.*, secrets.*',
    matches: /^(?:credentials?|secrets?)\.(?:json|ya?ml|toml|xml|ini|csv|txt|db|properties|enc)$/,
  },
  {
    shown: 'service accounts and client secrets',
    matches: /^(?:service[-_]?account|client[-_]?secrets?).*\.json$/,
  },
];
