/** A kind of key that its issuer gave a form of its own, so that the value alone tells what it is. */
export interface KeyFormat {
  /** What it is, for people. */
  readonly name: string;
  /** A regular expression's source, without groups that catch. */
  readonly pattern: string;
}

/**
 * Forms that issuers document for their keys, by which the common scanners of repositories know them, too.
 * None may match what people write as a name or a word: each has a mark of its own and a length.
 */
export const keyFormats: readonly KeyFormat[] = [
  { name: 'AWS access key', pattern: '(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z0-9]{16}' },
  { name: 'Alibaba Cloud key', pattern: 'LTAI[A-Za-z0-9]{17,21}' },
  { name: 'Google API key', pattern: 'AIza[\\w-]{35}' },
  { name: 'Google OAuth secret', pattern: 'GOCSPX-[\\w-]{28}' },
  { name: 'Google OAuth token', pattern: 'ya29\\.[\\w-]{20,}' },
  { name: 'Azure client secret', pattern: '[\\w.-]{3}\\dQ~[\\w~.-]{31,34}' },
  { name: 'DigitalOcean token', pattern: 'do[opr]_v1_[0-9a-f]{64}' },
  { name: 'Heroku key', pattern: 'HRKU-[\\w-]{36,}' },
  { name: 'Cloudflare origin key', pattern: 'v1\\.0-[0-9a-f]{24}-[0-9a-f]{146}' },
  { name: 'Fly.io token', pattern: 'fo1_[\\w-]{43}' },
  { name: 'Supabase token', pattern: 'sbp_[0-9a-f]{40}' },
  { name: 'PlanetScale token', pattern: 'pscale_(?:tkn|pw|oauth)_[\\w.=-]{32,64}' },
  { name: 'Databricks token', pattern: 'dapi[0-9a-f]{32}(?:-\\d)?' },
  { name: 'Pulumi token', pattern: 'pul-[0-9a-f]{40}' },
  { name: 'Vault token', pattern: 'hv[sbr]\\.[\\w-]{24,}' },
  { name: 'Doppler token', pattern: 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.[\\w.-]{40,}' },
  { name: 'GitHub token', pattern: 'gh[pousr]_[A-Za-z0-9]{36,255}' },
  { name: 'GitHub token', pattern: 'github_pat_\\w{22,255}' },
  {
    name: 'GitLab token',
    pattern: 'gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|ffct|oas)-[\\w.-]{20,}',
  },
  { name: 'Bitbucket token', pattern: 'ATBB[A-Za-z0-9]{24,}' },
  { name: 'Atlassian token', pattern: 'ATATT3[\\w=-]{60,}' },
  { name: 'npm token', pattern: 'npm_[A-Za-z0-9]{36}' },
  { name: 'PyPI token', pattern: 'pypi-AgE[\\w-]{50,}' },
  { name: 'RubyGems key', pattern: 'rubygems_[0-9a-f]{48}' },
  { name: 'crates.io token', pattern: 'cio[A-Za-z0-9]{32}' },
  { name: 'NuGet key', pattern: 'oy2[a-z0-9]{43}' },
  { name: 'Docker token', pattern: 'dckr_(?:pat|oat)_[\\w-]{27,}' },
  { name: 'Slack token', pattern: 'xox[abeoprs]-[A-Za-z0-9-]{10,}' },
  { name: 'Slack token', pattern: 'xapp-\\d-[A-Za-z0-9]+-\\d+-[a-z0-9]{32,}' },
  {
    name: 'Slack webhook',
    pattern: 'hooks\\.slack\\.com/(?:services|workflows|triggers)/[\\w/+-]{20,}',
  },
  {
    name: 'Discord webhook',
    pattern: 'discord(?:app)?\\.com/api/webhooks/\\d{17,20}/[\\w-]{60,}',
  },
  { name: 'Discord token', pattern: '[MNO][\\w-]{23,25}\\.[\\w-]{6}\\.[\\w-]{27,}' },
  { name: 'Telegram bot token', pattern: '\\d{8,10}:A[\\w-]{34}' },
  { name: 'Twilio key', pattern: 'SK[0-9a-f]{32}' },
  { name: 'SendGrid key', pattern: 'SG\\.[\\w-]{22}\\.[\\w-]{43}' },
  { name: 'Mailgun key', pattern: 'key-[0-9a-f]{32}' },
  { name: 'Brevo key', pattern: 'xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}' },
  { name: 'Stripe key', pattern: '(?:sk|rk)_(?:live|test|prod)_[A-Za-z0-9]{10,}' },
  { name: 'Stripe webhook secret', pattern: 'whsec_[A-Za-z0-9+/=]{24,}' },
  { name: 'Square key', pattern: 'sq0(?:atp|csp)-[\\w-]{22,43}' },
  {
    name: 'Braintree token',
    pattern: 'access_token\\$(?:production|sandbox)\\$[0-9a-z]{16}\\$[0-9a-f]{32}',
  },
  { name: 'Shopify token', pattern: 'shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}' },
  { name: 'OpenAI key', pattern: 'sk-(?:proj|svcacct|admin)-[\\w-]{20,}' },
  { name: 'Anthropic key', pattern: 'sk-ant-[\\w-]{20,}' },
  { name: 'OpenRouter key', pattern: 'sk-or-v1-[0-9a-f]{64}' },
  { name: 'API key', pattern: 'sk-[A-Za-z0-9]{32,}' },
  { name: 'Hugging Face token', pattern: '(?:hf|api_org)_[A-Za-z0-9]{34}' },
  { name: 'Groq key', pattern: 'gsk_[A-Za-z0-9]{48,}' },
  { name: 'xAI key', pattern: 'xai-[A-Za-z0-9]{70,}' },
  { name: 'Perplexity key', pattern: 'pplx-[A-Za-z0-9]{40,}' },
  { name: 'Replicate token', pattern: 'r8_[A-Za-z0-9]{37}' },
  { name: 'Linear key', pattern: 'lin_(?:api|oauth)_[A-Za-z0-9]{32,}' },
  { name: 'Notion token', pattern: '(?:secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{40,})' },
  { name: 'Figma token', pattern: 'fig[dou]r?_[\\w-]{40,}' },
  { name: 'Airtable token', pattern: 'pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}' },
  { name: 'Postman key', pattern: 'PMAK-[0-9a-f]{24}-[0-9a-f]{34}' },
  { name: 'Grafana token', pattern: 'gl(?:sa_[A-Za-z0-9]{32}_[0-9a-f]{8}|c_[A-Za-z0-9+/]{32,}=*)' },
  { name: 'New Relic key', pattern: 'NR(?:AK|JS|II|RA)-[A-Za-z0-9-]{19,}' },
  { name: 'Sentry token', pattern: 'sntry[su]_[\\w=+/-]{40,}' },
  { name: 'Mapbox token', pattern: 'sk\\.eyJ[\\w-]{20,}\\.[\\w-]{20,}' },
  { name: 'Facebook token', pattern: 'EAA[A-Za-z0-9]{80,}' },
  { name: 'age key', pattern: 'AGE-SECRET-KEY-1[A-Z0-9]{58}' },
  { name: '1Password token', pattern: 'ops_eyJ[\\w-]{200,}' },
  { name: 'web token', pattern: 'eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]{10,}' },
];

/** A format whose mark stands in the middle: `pattern` begins there, and looks behind for the characters before it. */
export interface LateKeyFormat extends KeyFormat {
  readonly charsBefore: number;
}

/** Looking for these from their first character on would cost ten times as much. */
export const lateKeyFormats: readonly LateKeyFormat[] = [
  {
    name: 'Terraform Cloud token',
    pattern: '(?<=[A-Za-z0-9]{14})\\.atlasv1\\.[\\w=-]{60,}',
    charsBefore: 14,
  },
  { name: 'Mailchimp key', pattern: '(?<=[0-9a-f]{32})-us\\d{1,2}', charsBefore: 32 },
];
