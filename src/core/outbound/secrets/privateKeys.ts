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
  const spans: SecretSpan[] = unmarkedLines(text);
  if (!text.includes('PRIVATE KEY')) return spans;
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

/** Lines of a key are 64 characters long; so many in a row are one, or something as useless to a model. */
const fullLine = /^[ \t]*(?<key>[A-Za-z0-9+/]{64})\r?$/dgm;
const leastLines = 3;

/** The full lines of keys whose marks are not in the text, because a snippet begins and ends inside. */
function unmarkedLines(text: string): SecretSpan[] {
  const blocks: SecretSpan[][] = [];
  for (const match of text.matchAll(fullLine)) {
    const [start, end] = match.indices?.groups?.key ?? [0, 0];
    const block = blocks.at(-1);
    const last = block?.at(-1);
    const follows = last && !text.slice(last.end, start).trim() && match.index - last.end <= 2;
    const line = { start, end, kind: 'key or certificate' };
    if (follows) block?.push(line);
    else blocks.push([line]);
  }
  return blocks.filter(block => block.length >= leastLines).flat();
}

function runsBetween(text: string, start: number, stop: number): SecretSpan[] {
  return [...text.slice(start, stop).matchAll(run)].map(match => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
    kind: 'private key',
  }));
}
