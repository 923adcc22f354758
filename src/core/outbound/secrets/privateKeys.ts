import type { SecretSpan } from './secretSpan.ts';

const begin = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----/g;
const end = /-----END [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----/g;

/** Runs of base64, also after a written-out `\n`. */
const run = /(?:(?<=\\[nr])|(?<![\w+/=\\]))[\w+/]{16,}={0,2}/g;

/** Longer than any private key with its headers. */
const longest = 20_000;

/**
 * The lines of private keys between their marks, each as a secret of its own, so that the number of lines stays.
 * A text that begins or ends inside a key has it up to there.
 */
export function privateKeys(text: string): SecretSpan[] {
  if (!text.includes('PRIVATE KEY')) return [];
  const spans: SecretSpan[] = [];
  let from = 0;
  for (const closing of [...text.matchAll(end), undefined]) {
    const upTo = closing?.index ?? text.length;
    const opening = [...text.slice(from, upTo).matchAll(begin)].at(-1);
    const isCutFront = !opening && from === 0 && closing;
    if (opening || isCutFront) {
      const start = opening
        ? from + opening.index + opening[0].length
        : Math.max(0, upTo - longest);
      spans.push(...runsBetween(text, start, Math.min(upTo, start + longest)));
    }
    from = upTo + (closing?.[0].length ?? 0);
  }
  return spans;
}

function runsBetween(text: string, start: number, stop: number): SecretSpan[] {
  return [...text.slice(start, stop).matchAll(run)].map(match => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
    kind: 'private key',
  }));
}
