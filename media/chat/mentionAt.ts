/** Something that a `#` in a question can bring along. */
export interface Offer {
  readonly name: string;
  readonly icon: string;
  readonly meaning: string;
  /** It is not a word of the question: choosing it opens the list of files. */
  readonly opensFiles?: true;
}

export const offers: readonly Offer[] = [
  { name: 'changes', icon: 'diff', meaning: 'What is not committed' },
  { name: 'problems', icon: 'warning', meaning: 'Errors and warnings' },
  { name: 'files', icon: 'file-code', meaning: 'Choose files to add', opensFiles: true },
];

/** A word after a `#` that somebody writes: where its `#` stands, where it ends, and what it may become. */
export interface Mention {
  readonly start: number;
  readonly end: number;
  readonly fitting: readonly Offer[];
}

const code = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;

/** The mention that the caret stands at the end of; undefined where there is none, or nothing to complete it with. */
export function mentionAt(text: string, caret: number): Mention | undefined {
  // What the host reads: inside code a `#` is code.
  const words = text.replace(code, found => '`'.repeat(found.length));
  const typed = /(?:^|[\s(])#(\w*)$/.exec(words.slice(0, caret))?.[1];
  if (typed === undefined || /^[\w-]/.test(words.slice(caret))) return undefined;
  const fitting = offers.filter(
    ({ name, opensFiles }) =>
      name.startsWith(typed.toLowerCase()) && (name !== typed || opensFiles),
  );
  const start = caret - typed.length - 1;
  return fitting.length > 0 ? { start, end: caret, fitting } : undefined;
}

/** The text with an offer in place of the mention, and where the caret is then. */
export function withOffer(
  text: string,
  { start, end }: Mention,
  { name, opensFiles }: Offer,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(end);
  const word = opensFiles ? '' : `#${name}${/^\s/.test(rest) ? '' : ' '}`;
  return { text: text.slice(0, start) + word + rest, caret: start + word.length };
}
