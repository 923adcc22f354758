import { hiddenCharactersIn } from '../text/hiddenCharacters.ts';

/** A file with rules for whoever works in a project, as it was read. */
export interface RuleFile {
  readonly uri: string;
  /** Relative to its workspace folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A rule file as it may go into a prompt. */
export interface Rules extends RuleFile {
  /** Why the text is not sent, although the file is there. */
  readonly withheld?: string;
  /** Characters that nobody sees, taken out of the text. */
  readonly removedCharacters: number;
}

/** Read in each folder above a document; of two such files that differ the nearer holds. */
export const nestedRuleFiles: readonly string[] = ['AGENTS.md', 'CLAUDE.md'];
/** Read at the root of each workspace folder only. */
export const rootRuleFiles: readonly string[] = [
  '.cursorrules',
  '.github/copilot-instructions.md',
  '.inkling/instructions.md',
];

/** More is a handbook; it would stand in the place of the code. About 4,000 tokens in all. */
export const mostRuleCharacters = 16_000;

/**
 * The paths to look at for a document, in the order in which their texts are sent: the farther first, so that the
 * nearest has the last word. `path` is relative to its workspace folder.
 */
export function ruleFilePaths(path: string): readonly string[] {
  const folders = path.split('/').slice(0, -1);
  const nested = folders.map((_, depth) => `${folders.slice(0, depth + 1).join('/')}/`);
  return [
    ...rootRuleFiles,
    ...['', ...nested].flatMap(folder => nestedRuleFiles.map(name => `${folder}${name}`)),
  ];
}

/**
 * Makes rule files ready for a prompt: hidden characters are taken out, files that deceive are withheld, of copies the
 * last is kept, and together they have at most {@link mostRuleCharacters}, the nearest first.
 */
export function readRules(files: readonly RuleFile[]): readonly Rules[] {
  const rules: Rules[] = [];
  const seen = new Set<string>();
  let left = mostRuleCharacters;
  for (const file of [...files].reverse()) {
    const { cleaned, removed, deceives } = hiddenCharactersIn(file.text);
    const text = cleaned.trim();
    if (text === '' || seen.has(text)) continue;
    seen.add(text);
    const shown = shortened(text, left);
    left -= shown.length;
    const withheld = deceives
      ? 'it has characters that nobody sees and that can carry words'
      : shown === ''
        ? 'nearer rules leave no room for it'
        : undefined;
    rules.push({
      ...file,
      text: withheld === undefined ? shown : '',
      removedCharacters: removed,
      ...(withheld === undefined ? {} : { withheld }),
    });
  }
  return rules.reverse();
}

/** Whole lines from the start. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return text.slice(0, Math.max(0, text.lastIndexOf('\n', most)));
}
