import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSecrets } from '../../../../../src/core/outbound/secrets/findSecrets.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';
const alphabets: Readonly<Record<string, string>> = {
  a: lower + upper + digits,
  A: upper + digits,
  h: '0123456789abcdef',
  w: `${lower + upper + digits}_-`,
  d: digits,
  l: lower + digits,
};

/**
 * Keys as their issuers write them: `{a40}` is 40 letters and digits drawn by lot. Put together here, so that no scanner
 * takes this file for a leak.
 */
const issued: Readonly<Record<string, string>> = {
  'AWS access key': 'AKIA{A16}',
  'Google API key': 'AIza{w35}',
  'Google OAuth secret': 'GOCSPX-{w28}',
  'Azure client secret': '{a3}8Q~{w34}',
  'DigitalOcean token': 'dop_v1_{h64}',
  'Databricks token': 'dapi{h32}',
  'Terraform Cloud token': '{a14}.atlasv1.{a67}',
  'Vault token': 'hvs.{a24}{a66}',
  'GitHub token': 'ghp_{a36}',
  'GitHub token, fine-grained': 'github_pat_{a22}_{a59}',
  'GitLab token': 'glpat-{a20}',
  'npm token': 'npm_{a36}',
  'PyPI token': 'pypi-AgEIcHlwaS5vcmc{w60}',
  'RubyGems key': 'rubygems_{h48}',
  'Docker token': 'dckr_pat_{a27}',
  'Slack token': 'xoxb-{d12}-{d12}-{a24}',
  'Slack webhook': 'hooks.slack.com/services/T{A8}/B{A8}/{a24}',
  'Telegram bot token': '{d9}:AA{a33}',
  'Twilio key': 'SK{h32}',
  'SendGrid key': 'SG.{a22}.{a43}',
  'Mailgun key': 'key-{h32}',
  'Mailchimp key': '{h32}-us14',
  'Stripe key': 'sk_live_{a24}',
  'Stripe webhook secret': 'whsec_{a32}',
  'Shopify token': 'shpat_{h32}',
  'OpenAI key': 'sk-proj-{a48}',
  'Anthropic key': 'sk-ant-api03-{a80}',
  'OpenRouter key': 'sk-or-v1-{h64}',
  'API key': 'sk-{a48}',
  'Hugging Face token': 'hf_{a34}',
  'Groq key': 'gsk_{a52}',
  'Linear key': 'lin_api_{a40}',
  'Airtable token': 'pat{a14}.{h64}',
  'Postman key': 'PMAK-{h24}-{h34}',
  'Grafana token': 'glsa_{a32}_{h8}',
  'New Relic key': 'NRAK-{A27}',
  'web token': 'eyJ{a20}.eyJ{a30}.{a40}',
};

/** All kinds of places that a key stands in. */
const places = [
  "const key = '│';",
  'client = Client("│")',
  'curl -H "X-Auth: │" https://example.com',
  '  - name: KEY\n    value: │\n',
  'url=https://example.com/?k=│&x=1',
  '// used to be │, see above',
  '│',
];

function keyOf(form: string): fc.Arbitrary<string> {
  const pieces = form.split(/(\{\w\d+\})/).map(piece => {
    const [, alphabet = '', length] = /^\{(\w)(\d+)\}$/.exec(piece) ?? [];
    const characters = alphabets[alphabet];
    if (!characters) return fc.constant(piece);
    const size = Number(length);
    return fc
      .array(fc.constantFrom(...characters), { minLength: size, maxLength: size })
      .map(drawn => drawn.join(''));
  });
  return fc.tuple(...pieces).map(drawn => drawn.join(''));
}

/** The text with its secrets in brackets. */
function picture(text: string): string {
  return findSecrets(text)
    .toReversed()
    .reduce(
      (marked, { start, end }) =>
        `${marked.slice(0, start)}[${marked.slice(start, end)}]${marked.slice(end)}`,
      text,
    );
}

describe('keys with a form of their own are found wherever they stand', () => {
  test.each(Object.entries(issued))('%s', (name, form) => {
    fc.assert(
      fc.property(keyOf(form), fc.constantFrom(...places), (key, place) => {
        const at = place.indexOf('│');
        const covering = findSecrets(place.replace('│', key)).filter(
          ({ start, end }) => start <= at && end >= at + key.length,
        );
        expect(covering).toHaveLength(1);
        if (!name.includes(',')) expect(covering[0]?.kind).toBe(name);
      }),
      { numRuns: 30 },
    );
  });
});

describe('what only its name gives away', () => {
  test.each([
    `const password = "[hunter2]";`,
    `{ "password": "[S3cr3t!pw]" }`,
    `private static final String DB_PASSWORD = "[c0rrect-h0rse!]";`,
    `db.connect(user='app', passwd='[Tr0ub4dor&3]')`,
    `'client_secret' => '[34ddeff2b558a23d38fba8a6de74f086ede1cc0b]',`,
    `const apiKey: string = '[Zx81kQ02mLp9vR7tYw3e]';`,
    `setPassword("[pa55-phrase-9]")`,
    `<password>[s3cr3t99]</password>`,
    `API_TOKEN=[cbdeb34vzyuk5l4gxc4qfczn3lko3avf]`,
    `export DB_PASSWORD=[Xy12!abc]`,
    `  password: [Xy12!abc]`,
    `deploy --token=[9f8e7d6c5b4a39281706f5e4] --verbose`,
    `mysql --password [Xy12!abcd] shop`,
    `AccountName=shop;AccountKey=[b64Xk2+9dJ4/aQ8zLmN0pR5tVw==];Endpoint=x`,
    `postgres://shop:[n0t-a-word]@db.internal/shop`,
    `Authorization: Bearer [9f8e7d6c5b4a39281706f5e4d3c2b1a0]`,
  ])('%s', marked => {
    expect(picture(marked.replace(/[[\]]/g, ''))).toBe(marked);
  });
});

describe('what is no secret stays', () => {
  test.each([
    `const password = process.env.DB_PASSWORD;`,
    `const password = "your-password";`,
    `password: 'current-password',`,
    `password = '<password>'`,
    `token: "\${{ secrets.GITHUB_TOKEN }}"`,
    `token = previousToken2`,
    `const tokenType = 'urn:ietf:params:oauth:token-type:jwt';`,
    `if (token === "identifier") return parseToken('stringLiteral2');`,
    `ntlm.hash(password, 'utf16le')`,
    `interface Login { password: string; apiKey?: string }`,
    `password: z.string().min(8),`,
    `href="/account/forgot-password"`,
    `postgres://user:password@localhost/app`,
    `https://example.com:8080/a@b`,
    `integrity sha512-9f8e7d6c5b4a39281706f5e4d3c2b1a0`,
    `const skeleton = 'sk-skeleton-placeholder';`,
    `import { key } from './key-value-store-with-a-long-name';`,
    `commit 34ddeff2b558a23d38fba8a6de74f086ede1cc0b`,
    `-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----`,
  ])('%s', text => {
    expect(picture(text)).toBe(text);
  });
});

describe('private keys', () => {
  const body = ['MIIEowIBAAKCAQEAwJ8p0Zq1', 'x7Vb9Kk2Tn4Qe6Rm8Yc3Ld==' /* short lines do */];

  test('line by line, between their marks', () => {
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${body[0]}\n${body[1]}\n-----END RSA PRIVATE KEY-----\n`;
    expect(picture(key)).toBe(
      key.replace(body[0] ?? '', `[${body[0]}]`).replace(body[1] ?? '', `[${body[1]}]`),
    );
  });

  test('in one string with written-out line ends', () => {
    const key = `key = "-----BEGIN PRIVATE KEY-----\\n${body[0]}\\n${body[1]}\\n-----END PRIVATE KEY-----"`;
    expect(picture(key)).toContain(`\\n[${body[0]}]\\n[${body[1]}]\\n`);
  });

  test('also without any mark, where several full lines follow each other', () => {
    const line = `${'kQ7x'.repeat(16)}`;
    expect(picture(`${line}\n  ${line}\r\n${line}\n`)).toBe(
      `[${line}]\n  [${line}]\r\n[${line}]\n`,
    );
    expect(picture(`${line}\n${line}\n\n\n${line}\n`)).not.toContain('[');
  });

  test('also when the text begins or ends inside', () => {
    expect(picture(`${body[0]}\n-----END EC PRIVATE KEY-----\n`)).toContain(`[${body[0]}]`);
    expect(picture(`-----BEGIN EC PRIVATE KEY-----\n${body[0]}`)).toContain(`[${body[0]}]`);
  });
});
