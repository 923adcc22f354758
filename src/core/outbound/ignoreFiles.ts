import ignore, { type Ignore } from 'ignore';

/** Names of files whose patterns keep files out of prompts; `.gitignore` only where the user wants it. */
export const ignoreFileNames = [
  '.aiignore',
  '.cursorignore',
  '.copilotignore',
  '.codeiumignore',
] as const;

/** An ignore file of a workspace folder. */
export interface IgnoreFile {
  /** Relative to the workspace folder, with `/`: `.aiignore`, `packages/app/.cursorignore`. */
  readonly path: string;
  /** Undefined when it could not be read: then everything that it governs is excluded. */
  readonly text: string | undefined;
}

interface Rules {
  readonly path: string;
  /** `''` or `packages/app/`. */
  readonly folder: string;
  readonly name: string;
  readonly patterns: Ignore | undefined;
}

/**
 * The ignore files of one workspace folder, asked about a path relative to it.
 * As with git, the deepest file of a name that says something about a path decides for that name;
 * one name that excludes the path is enough.
 */
export class IgnoreFiles {
  private readonly rules: readonly Rules[];

  constructor(files: readonly IgnoreFile[]) {
    this.rules = files.map(toRules).sort((one, other) => other.folder.length - one.folder.length);
  }

  /** The file and pattern that exclude a path, e.g. `.aiignore: *.pem`. */
  excludedBy(path: string): string | undefined {
    if (!ignore.isPathValid(path)) return undefined;
    const decided = new Set<string>();
    for (const rules of this.rules) {
      if (decided.has(rules.name) || !path.startsWith(rules.folder)) continue;
      if (!rules.patterns) return `${rules.path} could not be read`;
      const below = path.slice(rules.folder.length);
      const { ignored, unignored, rule } = rules.patterns.test(below);
      if (ignored) return `${rules.path}: ${rule?.pattern ?? below}`;
      if (unignored) decided.add(rules.name);
    }
    return undefined;
  }
}

function toRules({ path, text }: IgnoreFile): Rules {
  const nameAt = path.lastIndexOf('/') + 1;
  return {
    path,
    folder: path.slice(0, nameAt),
    name: path.slice(nameAt),
    patterns: text === undefined ? undefined : parse(text),
  };
}

/** Case does not matter, so that a file is not sent from a disk that ignores it either. */
function parse(text: string): Ignore {
  const withoutMark = text.startsWith('\ufeff') ? text.slice(1) : text;
  return ignore({ ignorecase: true }).add(withoutMark);
}
