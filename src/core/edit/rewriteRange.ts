import { diffLineArrays } from '../diff/lineDiff.ts';
import { columnsOf, detectIndentStyle, indentOf, renderIndent } from '../text/indentation.ts';
import { applyLineEdits } from '../text/lineEdit.ts';
import { isBlank, isSolid, joinLines, solidLines, splitLines } from '../text/lines.ts';
import { applyReply } from './applyReply.ts';
import { guardChange } from './guards.ts';
import { codeOf, keepsCode } from './keepsCode.ts';
import { inOwnIndentation } from './ownIndentation.ts';

/** Whole lines of a document, 0-based. */
export interface LineRange {
  readonly start: number;
  readonly endExclusive: number;
}

export interface RewriteOptions {
  /** Only comments are to change in the file of this path: the code stays, whatever the answer holds. */
  readonly commentsOf?: string;
}

export type RewrittenRange =
  | { readonly kind: 'rewritten'; readonly text: string; readonly warnings: readonly string[] }
  /** The model said why it won't or can't; or the reply can't be used. One or two sentences. */
  | {
      readonly kind: 'declined';
      readonly reason: string;
      /** The text all the same, where only a guard keeps it back. */
      readonly anyway?: string;
    };

/**
 * Puts a model's rewrite of some lines into their text. The reply holds the new lines in a code
 * block; what is equal keeps its bytes, and a block that lost its indentation gets it back.
 */
export function rewriteRange(
  text: string,
  range: LineRange,
  reply: string,
  { commentsOf }: RewriteOptions = {},
): RewrittenRange {
  const whole = splitLines(text);
  const old = whole.lines.slice(range.start, range.endExclusive);
  const path = 'selection';
  const result = applyReply('rewrite', new Map([[path, `${old.join('\n')}\n`]]), reply, {
    mayShrink: true,
    isExcerpt: true,
  });
  if (result.status === 'refused')
    return { kind: 'declined', reason: declineOf(reply, result.reason) };
  const next = result.files.get(path);
  const said = next === undefined ? old : atDepth(splitLines(next ?? '').lines, old, whole.lines);
  // Some models answer with the comment alone.
  const isComment = commentsOf !== undefined && codeOf(said, commentsOf).length === 0;
  const lines = isComment ? [...said, ...old] : said;
  const harm = harmOf(old, lines, commentsOf);
  const edits = diffLineArrays(old, lines).map(change => ({
    start: change.oldStart + range.start,
    endExclusive: change.oldEnd + range.start,
    lines: lines.slice(change.newStart, change.newEnd),
  }));
  const after = joinLines(applyLineEdits(whole, edits));
  if (harm) {
    return { kind: 'declined', reason: `${harm.message} Nothing was changed.`, anyway: after };
  }
  return { kind: 'rewritten', text: after, warnings: result.warnings };
}

function harmOf(
  old: readonly string[],
  lines: readonly string[],
  commentsOf: string | undefined,
): { readonly message: string } | undefined {
  const found = guardChange('selection', old.join('\n'), lines.join('\n'));
  const harm = found.find(({ kind }) => kind !== 'shrink' && kind !== 'repeat');
  if (harm || commentsOf === undefined || keepsCode(old, lines, commentsOf)) return harm;
  return { message: 'The answer changes more than comments.' };
}

/** Without code, what the model said is the reason, as long as it is short enough to be read. */
export function declineOf(reply: string, reason: string | undefined): string {
  const said = reply.trim();
  const isSentence = said !== '' && said.length <= 400 && !said.includes('```');
  return isSentence ? `The model answered: ${said}` : (reason ?? 'The reply holds no code.');
}

/** Models like to start at the margin: then the lines move to the depth of those they replace, in tabs or blanks as those. */
export function atDepth(
  said: readonly string[],
  old: readonly string[],
  document: readonly string[],
): readonly string[] {
  const style = detectIndentStyle(document);
  const lines = inOwnIndentation(said, old, document);
  const depths = (texts: readonly string[]) =>
    solidLines(texts).map(line => columnsOf(indentOf(line), style.size));
  const [was, is] = [depths(old), depths(lines)];
  if (was.length === 0 || is.length === 0) return lines;
  const shift = Math.min(...was) - Math.min(...is);
  const first = lines.findIndex(isSolid);
  if (shift <= 0 || Math.min(...is) > 0) return lines;
  const isOnlyFirstOff = lostFirstOnly(was, is, lines[first]!);
  return lines.map((line, at) => {
    if (isBlank(line) || (isOnlyFirstOff && at !== first)) return line;
    const indent = indentOf(line);
    const columns = columnsOf(indent, style.size) + (isOnlyFirstOff ? was[0]! : shift);
    return renderIndent(columns, style) + line.slice(indent.length);
  });
}

/** The first line stands at the margin, but the others are where the old ones are. */
function lostFirstOnly(was: readonly number[], is: readonly number[], first: string): boolean {
  if (is.length < 2 || is[0] !== 0 || Math.min(...is.slice(1)) < Math.min(...was)) return false;
  if (was.length < 2) return !/[:{([]\s*$/.test(first);
  return is[1] === was[1] && is[1]! - is[0] !== was[1]! - was[0]!;
}
