import type { SecretSpan } from './secretSpan.ts';
import { isRandom, isSecretValue } from './secretValue.ts';

/** The end of a name that tells what is assigned to it. */
const telling =
  /(?<password>passw(?:or)?d|passwd|pwd|passphrase)|secret|token|(?:api|access|auth|private|signing|encryption|account|master|service)[_-]?key|credentials?/gi;

/** Behind the name: `= "…"`, `": "…"`, `: string = '…'`, `=> "…"`, `("…")`, `', '…'`. */
const quotedTail =
  /(?:["'`\]]{0,2}\s{0,4}(?::\s?[\w<>|[\] ]{1,20})?(?:=>|:=|=|:|\()|["'`],)\s{0,4}[a-zA-Z]{0,2}(?<quote>["'`])(?<value>[^\s"'`]{6,512})\k<quote>/dy;

/** Behind the name, to the end of the line, as in files of settings and shell scripts: `=…`, `: …`. */
const bareTail = /[ \t]*[=:][ \t]*(?<value>[^\s"'`#;,(){}<>[\]]{8,512})[ \t]*(?:\r?$)/dmy;
const bareFront = /(?:^|\n)[ \t]*(?:export |set |env |- )?[\w.-]*$/;

/** Behind the name inside a connection string: `AccountKey=…;`. */
const connectionTail = /=(?<value>[^\s"'`;]{6,256});/dy;

/** Behind the name as a mark of XML: `>…</`. */
const elementTail = />(?<value>[^\s<>]{6,256})<\//dy;

/** Behind the name of an option of a command: `--token=…`, `--password …`. */
const optionTail = /[= ](?<value>[^\s"'`;|&<>]{6,256})/dy;
const optionFront = /(?:^|\s)--?[\w-]*$/;

/** The password of `https://name:password@host`. */
const inUrl = /:\/\/[^\s:@/"'`<>{}$]*:(?<value>[^\s@/"'`<>{}$]{3,128})@[\w.-]/dg;

/** `Authorization: Bearer …`. */
const inHeader = /\b(?:Bearer|Basic)\s+(?<value>[\w.~+/-]{20,}=*)/dg;

/** Secrets that only the name before them, or their place, gives away. */
export function assignedSecrets(text: string): SecretSpan[] {
  return [
    ...[...text.matchAll(telling)].flatMap(name => behindName(text, name)),
    ...[...text.matchAll(inUrl)].flatMap(match =>
      spanOf(match, 'password', value => isSecretValue(value, 'password')),
    ),
    ...[...text.matchAll(inHeader)].flatMap(match => spanOf(match, 'token', isRandom)),
  ];
}

function behindName(text: string, name: RegExpExecArray): SecretSpan[] {
  const end = name.index + name[0].length;
  const kind = name.groups?.password ? 'password' : 'key or token';
  const accepts = (value: string) => isSecretValue(value, kind);
  const closed = [quotedTail, connectionTail, elementTail];
  const sure = closed.map(tail => tailAt(tail, text, end)).find(Boolean);
  if (sure) return spanOf(sure, kind, accepts);
  const front = text.slice(Math.max(0, name.index - 80), name.index);
  const option = optionFront.test(front) && tailAt(optionTail, text, end);
  if (option) return spanOf(option, kind, accepts);
  const bare = bareFront.test(front) && tailAt(bareTail, text, end);
  return bare ? spanOf(bare, kind, value => accepts(value) && !isReference(value)) : [];
}

function tailAt(tail: RegExp, text: string, at: number): RegExpExecArray | undefined {
  tail.lastIndex = at;
  return tail.exec(text) ?? undefined;
}

function spanOf(
  match: RegExpExecArray,
  kind: string,
  accepts: (value: string) => boolean,
): SecretSpan[] {
  const value = match.groups?.value ?? '';
  const [start, end] = match.indices?.groups?.value ?? [0, 0];
  return accepts(value) ? [{ start, end, kind }] : [];
}

/** In code the bare value is more often another name: `token: previousToken2`. */
function isReference(value: string): boolean {
  return /^[A-Za-z_$][\w.$]*$/.test(value) && !isRandom(value);
}
