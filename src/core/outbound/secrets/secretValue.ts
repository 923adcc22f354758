/** Can this value be a secret that is called so? Passwords are taken as they come, keys must look drawn by lot. */
export function isSecretValue(value: string, kind: 'password' | 'key or token'): boolean {
  if (isStandIn(value) || isExpression(value)) return false;
  return kind === 'password' ? !words.test(value) : isRandom(value) && !wordsAndNumbers.test(value);
}

/** `forgot-password`, `user.password.hint2`: words, not a value. */
const words = /^[A-Za-z]+(?:[-_.:/ ][A-Za-z]+\d?)*$/;
/** `AUTH_TOKEN_V2`, `x509-certificate-sha256`. */
const wordsAndNumbers = /^[A-Za-z]{2,}\d{0,3}(?:[-_.:/ ][A-Za-z]+\d{0,3})*$/;

/** Looks drawn by lot: long, letters and digits mixed, many different ones. */
export function isRandom(value: string): boolean {
  const isMixed = /[A-Za-z]/.test(value) && (value.match(/\d/g)?.length ?? 0) >= 2;
  return (
    value.length >= 16 && isMixed && !/^[a-z]+:[a-z]/i.test(value) && bitsPerCharacter(value) >= 3
  );
}

/** What stands where people are to put their own: `<token>`, `your-api-key`, `xxxx`, `${TOKEN}`, `%s`. */
function isStandIn(value: string): boolean {
  return marked.test(value) || repeated.test(value) || standIn.test(value);
}

const marked = /^[<$%@#{[(]|>$|\$\{|\{\{|#\{|%\(|<%|\.\.\.|…|[•*]{3}/;
const repeated = /^(.)\1*$|x{5}/i;
const standIn =
  /(?:^|[-_. ])(?:your|my|example|sample|dummy|fake|changeme|change|placeholder|redacted|todo|insert|replace|none|null|undefined|true|false|secret|pass|password|foobar|test|mock)(?:[-_. ]|$)/i;

/** A path, an address or a piece of code. */
function isExpression(value: string): boolean {
  return /^(?:[./~\\]|[a-z]+:\/\/|\^)|[()<>{}\\]|\/[a-z]+\/|\$$/i.test(value);
}

/** Shannon entropy, in bits for each character: 0 for one repeated, about 4.7 for 40 of base64 drawn by lot. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}
