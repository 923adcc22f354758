import { nearestText } from './nearestText.ts';

/** A change of a reply that has no certain place: what it wanted, and why it was left out. */
export interface FailedChange {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly reason: string;
}

/** So many lines of a change go into a question about it. */
const maxShownLines = 60;

/**
 * What a model is told about changes that found no place: each with the text that is really there,
 * so that it can quote that. Asked once by itself, and again when the user wants it.
 */
export function retryInstruction(
  instruction: string,
  failed: readonly FailedChange[],
  text: readonly string[],
): string {
  return `${instruction}

This was answered before. All changes of that answer but the following are made already; these could not be placed.
${describeFailed(failed, text, maxShownLines)}
Answer with these changes only, as SEARCH/REPLACE blocks. Copy each SEARCH text from the file, character for character, with enough lines to stand in one place only.`;
}

/** What each change wanted, why it was left out, and the text that is nearest to it; in Markdown, of each text `maxLines` lines. */
export function describeFailed(
  failed: readonly FailedChange[],
  text: readonly string[],
  maxLines = Number.POSITIVE_INFINITY,
): string {
  return failed.map((change, at) => describe(change, at + 1, text, maxLines)).join('\n');
}

function describe(
  { before, after, reason }: FailedChange,
  number: number,
  text: readonly string[],
  maxLines: number,
) {
  const block = (lines: readonly string[]) => fenced(lines, maxLines);
  const near = nearestText(text, before);
  const real = near
    ? `The closest text of the file (from line ${near.start + 1}):\n${block(text.slice(near.start, near.endExclusive))}`
    : 'The file has nothing like it.';
  return `
Change ${number}: ${reason}
It searched for:
${block(before)}
and put instead:
${block(after)}
${real}`;
}

function fenced(lines: readonly string[], maxLines: number): string {
  const runs = lines.flatMap(line => /^\s*(`{3,})/.exec(line)?.[1]?.length ?? []);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return `${fence}\n${lines.slice(0, maxLines).join('\n')}\n${fence}`;
}
