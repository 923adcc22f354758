import { isBlank, isSolid } from '../../text/lines.ts';
import { isCloser } from './bracketView.ts';
import type { Filter } from './filter.ts';
import { type ScanState, scanCode } from './scanCode.ts';
import { type Surroundings, visibleLines } from './surroundings.ts';
import { closersBeyond, isBalanced, redundantClosers } from './unmatchedClosers.ts';

/** Ends the text where it begins to say what stands after the cursor. */
export const trimSuffixOverlap: Filter = (text, around) => {
  let current = text;
  // Cutting repeated lines can lay bare an overlap with the rest of the cursor's line, so until nothing changes.
  for (;;) {
    const next = trimTail(trimRepeatedLines(trimRunOver(current, around), around), around);
    if (next === current)
      return current === '' && isSolid(text) ? { rejected: 'repeatsBelow' } : current;
    current = next;
  }
};

/** Cuts at the first place from which on the text is, character by character, at least a telling line of the suffix. */
function trimRunOver(text: string, around: Surroundings): string {
  const { suffix } = around;
  if (isBlank(suffix)) return text;
  for (let start = 0; start < text.length; start++) {
    if (text[start] !== suffix[0]) continue;
    const length = commonLength(text, start, suffix);
    if (length < 4) continue;
    const isToEnd = reachesEnd(text, start + length, suffix[length]);
    if (isToEnd && mendsBrackets(text, start, around)) return text.slice(0, start);
    const run = suffix.slice(0, length);
    if (isToEnd && endsInsideWord(run, around)) continue;
    if (isTellingRun(text, start + length, run, isToEnd, around)) return text.slice(0, start);
  }
  return text;
}

/** Whether nothing visible follows a run; a line end that the suffix does not have there is not the suffix either. */
function reachesEnd(text: string, end: number, next: string | undefined): boolean {
  if (end < text.trimEnd().length) return false;
  const isOtherLine = /^\n[ \t]+$/.test(text.slice(end)) && next !== undefined && next !== '\n';
  return !isOtherLine;
}

/** The text closes or opens something twice, and without its end everything matches. */
function mendsBrackets(text: string, end: number, around: Surroundings): boolean {
  return isBalanced(text.slice(0, end), around) && !isBalanced(text, around);
}

function commonLength(text: string, start: number, suffix: string): number {
  let length = 0;
  while (start + length < text.length && text[start + length] === suffix[length]) length++;
  return length;
}

/**
 * Whether a common run is the suffix itself rather than chance: up to the text's end two telling lines, or one
 * that the document has nowhere else; followed by other lines more of them, or ones that are mostly the suffix's too.
 */
function isTellingRun(
  text: string,
  end: number,
  run: string,
  isToEnd: boolean,
  around: Surroundings,
): boolean {
  const { suffix } = around;
  const isAtLineEnd = suffix.length === run.length || suffix[run.length] === '\n';
  const lines = run.split('\n');
  const isWhole = isToEnd || (isAtLineEnd && text[end] === '\n');
  const whole = (isWhole ? lines : lines.slice(0, -1)).filter(isTellingLine);
  if (isToEnd) return whole.length >= 2 || whole.some(line => !isDoubled(line, around));
  const unique = whole.filter(
    line => line.trim().length >= 8 && isUnique(line, around, line === lines[0]),
  );
  if (unique.length === 0) return false;
  const rest = visibleLines(text.slice(end).split('\n'));
  const isShort = rest.filter(isTellingLine).length <= 3;
  if (whole.length >= 3 || (whole.length === 2 && isShort)) return true;
  const after = suffix.slice(run.length, run.length + 200 * (rest.length + 1));
  return isMostlyIn(rest, visibleLines(after.split('\n')));
}

/** Whether most of the telling lines of a text come soon in another one, in order. */
function isMostlyIn(text: readonly string[], other: readonly string[]): boolean {
  const lines = text.filter(isTellingLine);
  const others = other.slice(0, lines.length * 3 + 5).filter(isTellingLine);
  let next = 0;
  let found = 0;
  for (const line of lines) {
    const at = others.findIndex((one, index) => index >= next && isSimilar(one, line));
    if (at === -1) continue;
    found++;
    next = at + 1;
  }
  return lines.length > 0 && found * 2 >= lines.length;
}

/** The same line, or one with another word in it. */
function isSimilar(one: string, other: string): boolean {
  if (one === other) return true;
  const words = one.match(/\w+/g) ?? [];
  const others = new Set(other.match(/\w+/g));
  const shared = words.filter(word => others.has(word)).length;
  return words.length >= 3 && shared >= 0.7 * Math.max(words.length, others.size);
}

function isTellingLine(line: string): boolean {
  const { length } = line.trim();
  return (length >= 5 && /\p{L}{3}/u.test(line)) || (length >= 20 && /[\p{L}\p{N}]/u.test(line));
}

/** Whether a line of the suffix stands nowhere else near the cursor; the rest of the cursor's line ends no other one. */
function isUnique(line: string, around: Surroundings, isRest = false): boolean {
  const trimmed = line.trim();
  const isSame = (other: string) =>
    isRest ? other.trimEnd().endsWith(trimmed) : other.trim() === trimmed;
  const above = [...around.linesAbove.slice(-150), around.linePrefix];
  const below = [around.lineSuffix, ...around.visibleBelow.slice(0, 150)];
  return [...above, ...below].filter(isSame).length <= 1;
}

/** Whether the document says a line twice in a row somewhere near, so that doing it again may be meant. */
function isDoubled(line: string, { linesAbove, visibleBelow }: Surroundings): boolean {
  const trimmed = line.trim();
  const isTwice = (lines: readonly string[]) =>
    lines.some((other, index) => other.trim() === trimmed && lines[index + 1]?.trim() === trimmed);
  return isTwice(linesAbove.slice(-150)) || isTwice(visibleBelow.slice(0, 150));
}

/** Cuts whole lines that say, apart from indentation, what the lines after the cursor say, up to the text's end. */
function trimRepeatedLines(text: string, around: Surroundings): string {
  const lines = text.split('\n');
  const isAtMargin = around.linePrefix === '' && isSolid(around.lineSuffix);
  const below = isAtMargin
    ? [around.lineSuffix.trim(), ...around.visibleBelow]
    : around.visibleBelow;
  if (below.length === 0) return text;
  const firstLine = isBlank(around.linePrefix) && isBlank(around.lineSuffix) ? 0 : 1;
  for (let start = firstLine; start < lines.length; start++) {
    if (lines[start]!.trim() !== below[0] && !below[0]!.startsWith(lines[start]!.trim())) continue;
    const tail = visibleLines(lines.slice(start));
    if (isBlank(lines[start]!) || tail.length === 0) continue;
    let count = 0;
    while (count < tail.length && tail[count] === below[count]) count++;
    const isCutOff =
      count === tail.length - 1 && count > 0 && below[count]?.startsWith(tail[count]!);
    const matched = tail.slice(0, count).filter(isTellingLine);
    const isAll = count === tail.length || isCutOff;
    const isEnough = isAll
      ? matched.length >= 2 || matched.some(line => line.length >= 8 && !isDoubled(line, around))
      : matched.length >= 2 &&
        matched.some(line => isUnique(line, around)) &&
        (matched.length >= 4 || isMostlyIn(tail.slice(count), below.slice(count)));
    if (!isEnough) continue;
    const kept = lines.slice(0, start).join('\n');
    const whole = withoutLineSuffix(kept, around);
    if (whole === kept && !isAtMargin && /\w/.test(around.lineSuffix)) continue;
    return whole;
  }
  return text;
}

/** A text that runs over has said the rest of the cursor's line before. */
function withoutLineSuffix(text: string, { lineSuffix }: Surroundings): string {
  const rest = lineSuffix.trim();
  const body = text.trimEnd();
  return rest !== '' && body.endsWith(rest) ? body.slice(0, body.length - rest.length) : text;
}

/** Cuts the end of the text that the suffix starts with. */
function trimTail(text: string, around: Surroundings): string {
  const { suffix } = around;
  const longest = Math.min(text.length, suffix.length);
  for (let length = longest; length > 0; length--) {
    if (text[text.length - length] !== suffix[0]) continue;
    const overlap = suffix.slice(0, length);
    if (isBlank(overlap) || !text.endsWith(overlap)) continue;
    if (isDouble(text, overlap, around)) return text.slice(0, text.length - length);
  }
  return text;
}

/** Whether the overlap at the end would stand there twice, rather than being needed twice. */
function isDouble(text: string, overlap: string, around: Surroundings): boolean {
  const kept = text.slice(0, text.length - overlap.length);
  if (isInsideWord(kept, overlap) || endsInsideWord(overlap, around)) return false;
  // Indentation is meant from its first column on.
  if (/^[ \t]/.test(overlap) && /[ \t]$/.test(kept)) return false;
  if (
    around.linePrefix === '' &&
    /[^\n]$/.test(kept) &&
    text.includes('\n') &&
    !overlap.startsWith('\n')
  )
    return false;
  if (mendsBrackets(text, kept.length, around)) return true;
  const { syntax, state } = around.brackets;
  const isRest = overlap.trimEnd() === around.lineSuffix.trimEnd();
  if (isRest && /[^\s)\]}>"'`,;:]/.test(overlap)) return true;
  // Where brackets need not match, those of the text itself tell whether it closes more than it opens.
  const isFree = syntax.isProse || state.in !== 'code';
  if (isRest && isFree && text.split(/[([{]/).length < text.split(/[)\]}]/).length) return true;
  // In a comment or a long string everything is text, and what ends it comes only once.
  const end = scanCode(kept, syntax, state).state;
  const isOver = !syntax.isProse && overlap.includes('\n');
  if (isOver && (isText(end, overlap) || opensText(end, overlap, around))) return true;
  const closers = scanCode(overlap, syntax).brackets.filter(({ character }) => isCloser(character));
  if (!syntax.isProse && state.in === 'code' && closers.length > 0) {
    const excess = redundantClosers(text, around).length;
    const net = closersBeyond(overlap, around).length;
    if (net > 0) return excess >= net;
  }
  if (/\p{L}{3}|\n[ \t]*\p{L}/u.test(overlap)) return !isOwnTag(overlap, text, around);
  return isDoublePunctuation(kept, overlap, around);
}

/** Inside a comment or a long string, and more than the mark that each line of the comment begins with. */
function isText(state: ScanState, overlap: string): boolean {
  if (state.in === 'code') return false;
  const end = state.in === 'comment' ? state.close : state.quote;
  if (end === '\n' || (state.in === 'string' && !state.isLong)) return false;
  return overlap.includes(end) || /[\p{L}\p{N}]/u.test(overlap);
}

/** Opens a comment or a long string, which needs to be opened once. */
function opensText(
  state: ScanState,
  overlap: string,
  { brackets: { syntax } }: Surroundings,
): boolean {
  if (state.in !== 'code') return false;
  const end = scanCode(overlap, syntax, state).state;
  return end.in === 'comment' ? end.close !== '\n' : end.in === 'string' && end.isLong;
}

function isInsideWord(kept: string, overlap: string): boolean {
  const isWord = /[\p{L}\p{N}_]$/u.test(kept) && /^[\p{L}\p{N}_]/u.test(overlap);
  return isWord && overlap.length < 8;
}

/** Something short up to the middle of a word after the cursor is what the word's start happens to look like. */
function endsInsideWord(overlap: string, { suffix }: Surroundings): boolean {
  const isWord =
    /[\p{L}\p{N}_]$/u.test(overlap) && /[\p{L}\p{N}_]/u.test(suffix[overlap.length] ?? '');
  return isWord && overlap.length < 10 && !overlap.includes('\n');
}

/** A closing tag belongs to the text when a line of the text with the same indentation opened the element. */
function isOwnTag(overlap: string, text: string, around: Surroundings): boolean {
  const endLine = /^\n([ \t]*)<\/([\w.-]+)>\s*$/.exec(overlap);
  if (!endLine) return false;
  const [, indent, name] = endLine as unknown as [string, string, string];
  const lines = `${around.linePrefix}${text.slice(0, text.length - overlap.length)}`.split('\n');
  return lines.some(line => line.startsWith(`${indent}<${name}`) && !line.includes(`</${name}>`));
}

const singlePunctuation = /^[;,:>"'`=|&]+\s*$/;

/** Punctuation at both sides of the border is meant once, unless it is the end of something the text began. */
function isDoublePunctuation(kept: string, overlap: string, around: Surroundings): boolean {
  if (!singlePunctuation.test(overlap.trim())) return false;
  if (overlap.includes('\n')) return overlap.trim().length > 0 && !/^\s*["'`]/.test(overlap);
  const first = overlap.trim()[0]!;
  if (first === '>') return count(kept, '<') < count(kept, '>') + 1;
  if (/["'`]/.test(first)) return count(`${around.linePrefix}${kept}`, first) % 2 === 1;
  // `::` of a path needs both.
  if (first === ':' && /^:\w/.test(around.lineSuffix)) return false;
  return /[;,:]/.test(first);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
