import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CursorText } from '../src/core/embedded/engine.ts';
import type { ProjectIndex } from '../src/core/embedded/projectIndex.ts';

/** How much of the text below the cursor's line exists already. */
export type Below = 'full' | 'block' | 'none';

export interface Place {
  readonly root: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly below: Below;
}

/** A file as it is while something at the cursor is not written yet. */
export interface Masked {
  readonly cursor: CursorText;
  /** The rest of the cursor's line. */
  readonly hidden: string;
  /** The lines after it that are not written yet either. */
  readonly hiddenLines: readonly string[];
  /** The whole file. */
  readonly whole: string;
}

/** Keeps one file of a project masked at a time: while it is asked about another one, it is whole. */
export class MaskedFile {
  private last: { readonly path: string; readonly whole: string | undefined } | undefined;

  constructor(private readonly project: ProjectIndex) {}

  /** From now on the project has nothing of the cursor's file but what stands around the cursor. */
  mask({ path, prefix, suffix }: CursorText, whole: string): void {
    const { project } = this;
    if (this.last?.path !== path) {
      this.restore();
      this.last = { path, whole: project.pathsAt(path).length > 0 ? whole : undefined };
    }
    project.focus(path);
    project.setFiles([{ path, text: prefix + suffix }]);
  }

  /** The file is whole again, or unknown if it was. */
  restore(): void {
    const { last, project } = this;
    this.last = undefined;
    if (last?.whole !== undefined) project.setFiles([{ path: last.path, text: last.whole }]);
    else if (last) project.removeFiles([last.path]);
  }
}

/** The lines of a file, each with a `\r` where it has one. */
export function readLines(root: string, path: string): readonly string[] {
  return readFileSync(join(root, path), 'utf8')
    .replace(/^\uFEFF/, '')
    .split('\n');
}

/** The file as it is while the rest of the cursor's line, and what `below` says, is not written yet. */
export function mask({ root, path, line, column, below }: Place): Masked {
  const lines = readLines(root, path);
  const text = lines[line];
  if (text === undefined) throw new Error(`${path} has no line ${line}`);
  return maskLines(lines, path.replaceAll('\\', '/'), line, column, below);
}

export function maskLines(
  lines: readonly string[],
  path: string,
  line: number,
  column: number,
  below: Below,
): Masked {
  const text = lines[line]!;
  const before = text.slice(0, column);
  const first =
    below === 'none' ? lines.length : below === 'block' ? blockEnd(lines, line, before) : line + 1;
  const lineEnd = text.endsWith('\r') ? '\r\n' : '\n';
  const above = lines.slice(0, line).map(each => `${each}\n`);
  const rest = lines.slice(first).join('\n');
  return {
    cursor: {
      path,
      prefix: above.join('') + before,
      suffix: first < lines.length ? lineEnd + rest : '',
    },
    hidden: text.slice(column),
    hiddenLines: lines.slice(line + 1, first),
    whole: lines.join('\n'),
  };
}

/** The first line below that is indented less than what stands before the cursor; blank lines do not count. */
function blockEnd(lines: readonly string[], line: number, before: string): number {
  const own = indentOf(before);
  let at = line + 1;
  while (at < lines.length && (lines[at]!.trim() === '' || indentOf(lines[at]!) >= own)) at++;
  return at;
}

const indentOf = (text: string): number => /^[ \t]*/.exec(text)![0].replaceAll('\t', '    ').length;
