/** An instruction that a user keeps in a file. */
export interface PromptFile {
  readonly name: string;
  readonly description: string;
  readonly instruction: string;
}

/** Reads a prompt file: its text without front matter; a `description` there is shown beside its name. */
export function readPromptFile(path: string, text: string): PromptFile | undefined {
  const match = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text);
  const instruction = text.slice(match?.[0].length ?? 0).trim();
  if (instruction === '') return undefined;
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/(?:\.prompt)?\.md$/, '');
  const said = /^description:[ \t]*(.*)$/m.exec(match?.[1] ?? '')?.[1]?.trim() ?? '';
  return { name, description: said.replace(/^(['"])(.*)\1$/, '$2'), instruction };
}

/** The history with an instruction at its front: each stands in it once, the last used first. */
export function remembered(
  history: readonly string[],
  instruction: string,
  most = 20,
): readonly string[] {
  const said = instruction.trim();
  return [said, ...history.filter(each => each !== said)].slice(0, most);
}
