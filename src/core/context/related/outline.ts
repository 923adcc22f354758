import { attributes, dialectOf } from './dialects.ts';

/** Something that a file declares for others: not what stands inside a function's body. */
export interface Declaration {
  readonly name: string;
  /** Name of the type, object or module that it is a member of; empty at the top level. */
  readonly owner: string;
  readonly isType: boolean;
  /** 0-based line of its name, and the line after its head: parameters and result, without the body. */
  readonly line: number;
  readonly headEnd: number;
  /** Types that the head names besides parameters: what a function returns, a field holds, a type is made from. */
  readonly types: readonly string[];
  /** Others can't use it, as far as the head tells. */
  readonly isPrivate: boolean;
}

/** Longer lines are data, and would cost the patterns dearly. */
const longestLine = 400;
/** Parameter lists that go on for longer are cut. */
const mostHeadLines = 8;

/** A line that what follows may stand inside of. */
interface Enclosing {
  readonly indent: number;
  /** `members` have declarations directly inside; everything else hides what is in it. */
  readonly holds: 'members' | 'nothing';
  readonly owner: string;
}

/**
 * The declarations of a file, by the shape and the indentation of its lines. It knows how a dozen languages declare
 * types, functions, methods, fields and constants; a line that it takes wrongly costs a place in a ranking, never more.
 */
export function outlineOf(lines: readonly string[], path: string): readonly Declaration[] {
  const declares = dialectOf(path);
  const found: Declaration[] = [];
  /** Each stands further right than the one before. */
  const enclosing: Enclosing[] = [];
  let comment: Comment | undefined;
  for (const [line, text] of lines.entries()) {
    const code = text.trim();
    const opened = comment ?? (/^(?:\/\*|"""|''')/.exec(code)?.[0] as Comment | undefined);
    if (opened) {
      comment = staysOpen(code, opened, comment !== undefined) ? opened : undefined;
      continue;
    }
    if (code === '' || code.length > longestLine || skipped.test(code)) continue;
    const indent = indentOf(text);
    while (enclosing.length > 0 && enclosing.at(-1)!.indent >= indent) enclosing.pop();
    const outer = enclosing.at(-1);
    const within = outer?.holds === 'nothing' ? attributes : declares;
    const shape = within(code, outer?.holds === 'members' ? outer.owner : undefined);
    if (shape) {
      const headEnd = headEndOf(lines, line, shape.isType);
      const owner = shape.owner ?? outer?.owner ?? '';
      for (const name of shape.names) {
        const isPrivate = name.startsWith('_') || privateHead.test(code);
        const types = typesOf(lines, line, headEnd, name, shape.isType);
        found.push({ name, owner, isType: shape.isType, line, headEnd, types, isPrivate });
      }
    }
    const holds = shape?.holds ?? 'nothing';
    const owner =
      holds === 'members' ? (shape?.inside ?? outer?.owner ?? '') : (outer?.owner ?? '');
    enclosing.push({ indent, holds, owner });
  }
  return found;
}

const privateHead = /^(?:private\b|#[a-z_])/;
const mostTypes = 6;

function typesOf(
  lines: readonly string[],
  line: number,
  headEnd: number,
  name: string,
  isType: boolean,
): readonly string[] {
  const head = lines
    .slice(line, headEnd)
    .join(' ')
    .slice(0, 2 * longestLine);
  const at = head.indexOf(name);
  const close = isType ? -1 : head.lastIndexOf(')');
  const written = `${head.slice(0, at)} ${head.slice(Math.max(at + name.length, close + 1))}`;
  const types = (written.match(/[A-Z]\w*/g) ?? []).filter(type => /[a-z]/.test(type));
  return [...new Set(types)].slice(0, mostTypes);
}

/** Lines that neither declare nor enclose: comments, annotations, brackets, access labels, template heads, `using`. */
const skipped =
  /^(?:\/\/|\*|#(?!define\s|\w+(?:\(|\s*[=:;]))|--|@[\w.]+(?:\([^)]*\)?)?$|\[[A-Z]\w*[\]("]|[)\]}>;,]|\{$|(?:public|private|protected|signals|slots|Q_SLOTS|\s)+:$|template\s*<[^;{(]*>$|using\s[\w.:\s]+;$)/;

type Comment = '/*' | '"""' | "'''";

/** What seems to begin a text in quotes may end one: a blank line ends it as well. */
function staysOpen(code: string, comment: Comment, wasOpen: boolean): boolean {
  if (comment === '/*') return !code.includes('*/');
  return wasOpen ? code !== '' && !/"""|'''/.test(code) : code.indexOf(comment, 3) === -1;
}

function indentOf(text: string): number {
  let width = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === ' ') width++;
    else if (sign === '\t') width += 4;
    else break;
  }
  return width;
}

/** The head ends with the line on which its brackets are closed again, or that opens a body. */
function headEndOf(lines: readonly string[], line: number, isType: boolean): number {
  const last = Math.min(lines.length, line + (isType ? 3 : mostHeadLines));
  let depth = 0;
  for (let at = line; at < last; at++) {
    const code = lines[at] ?? '';
    for (let index = 0; index < code.length; index++) {
      const sign = code[index];
      if (sign === '(') depth++;
      else if (sign === ')') depth--;
    }
    if (depth <= 0) return at + 1;
  }
  return depth > 0 ? line + 1 : last;
}
