/** What a question can name with a `#`, to go along with it: the changes since the last commit, the problems reported. */
export interface Mentions {
  readonly changes: boolean;
  readonly problems: boolean;
}

/** Reads `#changes` and `#problems` in a question; inside code they are code. */
export function mentionsIn(question: string): Mentions {
  const words = question.replace(/```[\s\S]*?(?:```|$)|`[^`\n]*`/g, ' ');
  const names = [...words.matchAll(/(?:^|[\s(])#(\w+)(?![\w-])/g)].map(([, name]) => name);
  return { changes: names.includes('changes'), problems: names.includes('problems') };
}
