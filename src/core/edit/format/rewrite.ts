import { isBlank, isSolid, solidLines } from '../../text/lines.ts';
import { type CodeBlock, codeBlocks } from '../fences.ts';
import { searchHunk } from '../hunk.ts';
import { withoutLineNumbers } from '../match/variants.ts';
import { type FileRequest, noEdit, type ParsedReply, type ReplyInput } from '../reply.ts';
import { isMarked, parseUnifiedDiff } from './unifiedDiff.ts';

/** Shorter than this share of the longest block, a block is an aside (a command, an example call). */
const asideShare = 0.3;
/** So many lines have to be those at the file's end to tell that nothing is missing. */
const endLines = 3;
/** A reply that lacks this share of the file and does not say that it is done has been cut off. */
const maxLostShare = 0.2;

const brokenOff = 'The reply breaks off inside its code; nothing was changed.';

/** Reads replies that give whole files in code blocks, or one whole file with nothing around it. */
export function parseRewrite(input: ReplyInput): ParsedReply {
  return parseBlocks(input, 'rewrite');
}

/** Reads replies that sketch a file and leave out what stays. */
export function parseLazy(input: ReplyInput): ParsedReply {
  return parseBlocks(input, 'sketch');
}

function parseBlocks(input: ReplyInput, kind: 'rewrite' | 'sketch'): ParsedReply {
  const blocks = codeBlocks(input);
  const [only] = blocks.length === 0 ? [input] : blocks;
  if (blocks.length < 2 && isMarked(only!.lines, input.textOf(blocks[0]?.path)))
    return parseUnifiedDiff(input);
  if (blocks.length === 0) return unfenced(input, kind);
  if (
    blocks.some(block => !block.isClosed && !endsLikeFile(block.lines, input.textOf(block.path)))
  ) {
    return noEdit(brokenOff);
  }
  const byPath = new Map<string | undefined, CodeBlock[]>();
  for (const block of blocks) {
    const key =
      block.path === undefined ? undefined : (input.resolvePath(block.path) ?? block.path);
    byPath.set(key, [...(byPath.get(key) ?? []), block]);
  }
  // Beside blocks that name their file, nameless ones are asides.
  if (byPath.size > 1) byPath.delete(undefined);
  const requests: FileRequest[] = [];
  for (const [path, own] of byPath) {
    const said = kind === 'sketch' ? joined(own) : mainBlock(own, input.textOf(path));
    const lines = said && tidyEnd(unnumbered(said, input.textOf(path)), input.textOf(path));
    if (lines === undefined) {
      return noEdit('The reply has several code blocks and does not say which one is the file.');
    }
    requests.push({ kind, path, lines });
  }
  return { requests, warnings: [] };
}

function unfenced(input: ReplyInput, kind: 'rewrite' | 'sketch'): ParsedReply {
  const { lines } = input;
  if (lines.every(isBlank)) return noEdit('The reply is empty.');
  const own = input.textOf(undefined);
  if (kind === 'rewrite' && isCutOff(lines, own)) return noEdit(brokenOff);
  const text = new Set(own.map(line => line.trim()));
  const isKnown = lines.some(line => !isBlank(line) && text.has(line.trim()));
  if (!isKnown && lines.some(isProse)) return noEdit('The reply holds no code.');
  return { requests: [{ kind, path: undefined, lines: withoutTalk(lines, own) }], warnings: [] };
}

/** Sentences above and below the lines of a text that has none itself, and looks like code, are no part of it. */
function withoutTalk(lines: readonly string[], text: readonly string[]): readonly string[] {
  const isDeep = (line: string) => /^\s+\S|^[@.&<$/]/.test(line);
  const looksLikeCode =
    text.some(line => /[;{})\]]:?\s*$/.test(line)) ||
    text.filter(isDeep).length * 2 > solidLines(text).length;
  const isCode = looksLikeCode && !text.some(isProse);
  const isSaid = (line: string) => !isBlank(line) && !isProse(line);
  const [first, last] = [lines.findIndex(isSaid), lines.findLastIndex(isSaid) + 1];
  if (!isCode || last === 0) return lines;
  return lines.slice(
    lines.slice(0, first).some(isProse) ? first : 0,
    lines.slice(last).some(isProse) ? last : lines.length,
  );
}

/** A line that reads like a sentence: starts with a capital, has several words, ends with a stop. */
function isProse(line: string): boolean {
  return /^[A-Z][\w'’]*(?:,? [\w'’"`().-]+){3,}[.!?:]$/.test(line.trim());
}

/** The last lines are the file's own; one of them alone (a bracket) is the end of many a block. */
function endsLikeFile(lines: readonly string[], text: readonly string[]): boolean {
  const last = (from: readonly string[]) =>
    solidLines(from)
      .slice(-endLines)
      .map(line => line.trim());
  const isLong = lines.length > 0 && lines.length >= text.length * (1 - maxLostShare);
  return isLong && last(lines).join('\n') === last(text).join('\n');
}

/** A bare reply that stops far from where the file ends, in the middle of what the file says. */
function isCutOff(lines: readonly string[], text: readonly string[]): boolean {
  const own = text.map(line => line.trim());
  const shown = lines.map(line => line.trim()).filter(line => line !== '');
  const end = own.lastIndexOf(shown.at(-2) ?? '');
  const [last = '', next = ''] = [shown.at(-1), own.slice(end + 1).find(line => line !== '')];
  if (end !== -1 && last !== next && next.startsWith(last) && next !== own.findLast(Boolean))
    return true;
  const isShorter = shown.length < own.filter(line => line !== '').length * (1 - maxLostShare);
  return isShorter && end !== -1 && end < text.length * (1 - maxLostShare);
}

/** Without blank lines at the end that the text does not end with. */
function tidyEnd(lines: readonly string[], text: readonly string[]): readonly string[] {
  const end = lines.findLastIndex(isSolid) + 1;
  return end === 0 || isBlank(text.at(-1) ?? '') ? lines : lines.slice(0, end);
}

/** The block that is the file: the only one that is not an aside, or the one most like the file. */
function mainBlock(
  all: readonly CodeBlock[],
  text: readonly string[],
): readonly string[] | undefined {
  // The file as it is may be shown before it is as it should be.
  const changed = all.filter(block => block.lines.join('\n') !== text.join('\n'));
  const blocks = changed.length > 0 ? changed : all;
  if (blocks.length === 1) return blocks[0]!.lines;
  const known = new Set(solidLines(text).map(line => line.trim()));
  const score = (block: CodeBlock) => block.lines.filter(line => known.has(line.trim())).length;
  const ranked = blocks.toSorted((left, right) => score(right) - score(left));
  const [best, second] = ranked;
  if (score(best!) > 0 && score(second!) <= score(best!) * asideShare) return best!.lines;
  const longest = Math.max(...blocks.map(block => block.lines.length));
  const main = blocks.filter(block => block.lines.length > longest * asideShare);
  return main.length === 1 ? main[0]!.lines : undefined;
}

/** Code whose every line has its number in front, which the text's own lines have not. */
function unnumbered(lines: readonly string[], text: readonly string[]): readonly string[] {
  const known = new Set(text);
  const count = (of: readonly string[]) => of.filter(line => known.has(line)).length;
  const readings = withoutLineNumbers(searchHunk(lines, lines)).map(({ before }) => before);
  return readings.reduce((best, read) => (count(read) > count(best) ? read : best), lines);
}

/** Several sketches of one file leave out what lies between them. */
function joined(blocks: readonly CodeBlock[]): readonly string[] {
  return blocks.flatMap((block, at) => (at === 0 ? block.lines : ['...', ...block.lines]));
}
