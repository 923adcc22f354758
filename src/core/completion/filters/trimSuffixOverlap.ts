import { isCloser } from './bracketView.ts';
import type { Filter } from './filter.ts';
import { type ScanState, scanCode } from './scanCode.ts';
import type { Surroundings } from './surroundings.ts';
import { closersBeyond, isBalanced, redundantClosers } from './unmatchedClosers.ts';

/** Ends the text where it begins to say what stands after the cursor. */
export const trimSuffixOverlap: Filter = (text, around) => {
  let current = text;
  // Cutting repeated lines can lay bare an overlap with the rest of the cursor's line, so until nothing changes.
  for (;;) {
    const next = trimTail(trimRepeatedLines(trimRunOver(current, around), around), around);
    if (next === current)
      return current === '' && text.trim() !== '' ? { rejected: 'repeatsBelow' } : current;
    current = next;
  }
};

/** Cuts at the first place from which on the text is, character by character, at least a telling line of the suffix. */
function trimRunOver(text: string, around: Surroundings): string {
  const { suffix } = around;
  if (suffix.trim() === '') return text;
  for (let start = 0; start < text.length; start++) {
    if (text[start] !== suffix[0]) continue;
    const length = commonLength(text, start, suffix);
    if (length < 4) continue;
    const isToEnd = start + length >= text.trimEnd().length;
    if (isToEnd && mendsBrackets(text, start, around)) return text.slice(0, start);
    if (isTellingRun(suffix.slice(0, length), isToEnd, suffix, around)) return text.slice(0, start);
  }
  return text;
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
 * Whether a common run is the suffix itself rather than chance: two whole telling lines,
 * or one that the document has nowhere else.
 */
function isTellingRun(
  run: string,
  isToEnd: boolean,
  suffix: string,
  around: Surroundings,
): boolean {
  const reachesLineEnd = suffix.length === run.length || suffix[run.length] === '\n' || isToEnd;
  const lines = run.split('\n');
  const whole = (reachesLineEnd ? lines : lines.slice(0, -1)).filter(line => isTellingLine(line));
  if (whole.length >= 2) return true;
  const [line] = whole;
  if (line === undefined || line.trim().length < (isToEnd ? 8 : 10)) return false;
  return isUnique(line, around);
}

function isTellingLine(line: string): boolean {
  const { length } = line.trim();
  return (length >= 5 && /\p{L}{3}/u.test(line)) || (length >= 20 && /[\p{L}\p{N}]/u.test(line));
}

/** Whether a line of the suffix stands nowhere else near the cursor. */
function isUnique(line: string, { prefix, suffix }: Surroundings): boolean {
  const trimmed = line.trim();
  const near = [...prefix.split('\n').slice(-150), ...suffix.split('\n').slice(0, 150)];
  return near.filter(other => other.trim() === trimmed).length <= 1;
}

/** Cuts whole lines that say, apart from indentation, what the lines after the cursor say, up to the text's end. */
function trimRepeatedLines(text: string, around: Surroundings): string {
  const lines = text.split('\n');
  const below = around.suffix
    .split('\n')
    .slice(1)
    .map(line => line.trim())
    .filter(line => line !== '');
  const firstLine = around.linePrefix.trim() === '' && around.lineSuffix.trim() === '' ? 0 : 1;
  for (let start = firstLine; start < lines.length; start++) {
    const tail = lines
      .slice(start)
      .map(line => line.trim())
      .filter(line => line !== '');
    if (lines[start]!.trim() === '' || tail.length === 0) continue;
    let count = 0;
    while (count < tail.length && tail[count] === below[count]) count++;
    const isCutOff =
      count === tail.length - 1 && count > 0 && below[count]?.startsWith(tail[count]!);
    const matched = tail.slice(0, count).filter(line => isTellingLine(line));
    const isAll = count === tail.length || isCutOff;
    const isEnough = isAll
      ? matched.length >= 2 || matched.some(line => line.length >= 10 && isUnique(line, around))
      : matched.length >= 3;
    if (isEnough) return lines.slice(0, start).join('\n');
  }
  return text;
}

/** Cuts the end of the text that the suffix starts with. */
function trimTail(text: string, around: Surroundings): string {
  const { suffix } = around;
  const longest = Math.min(text.length, suffix.length);
  for (let length = longest; length > 0; length--) {
    const overlap = suffix.slice(0, length);
    if (overlap.trim() === '' || !text.endsWith(overlap)) continue;
    if (isDouble(text, overlap, around)) return text.slice(0, text.length - length);
  }
  return text;
}

/** Whether the overlap at the end would stand there twice, rather than being needed twice. */
function isDouble(text: string, overlap: string, around: Surroundings): boolean {
  const kept = text.slice(0, text.length - overlap.length);
  if (isInsideWord(kept, overlap)) return false;
  if (mendsBrackets(text, kept.length, around)) return true;
  const { syntax, state } = around.brackets;
  // In a comment or a long string everything is text, and what ends it comes only once.
  const end = scanCode(kept, syntax, state).state;
  if (!syntax.isProse && overlap.includes('\n') && isText(end)) return true;
  const closers = scanCode(overlap, syntax).brackets.filter(({ character }) => isCloser(character));
  if (!syntax.isProse && state.in === 'code' && closers.length > 0) {
    const excess = redundantClosers(text, around).length;
    const net = closersBeyond(overlap, around).length;
    if (net > 0 && excess < net) return false;
    if (net > 0) return true;
  }
  if (/\p{L}{3}|\n[ \t]*\p{L}/u.test(overlap)) return !isOwnEnd(overlap, text, around);
  return isDoublePunctuation(kept, overlap, around);
}

function isText(state: ScanState): boolean {
  return state.in === 'comment' ? state.close !== '\n' : state.in === 'string' && state.isLong;
}

function isInsideWord(kept: string, overlap: string): boolean {
  const isWord = /[\p{L}\p{N}_]$/u.test(kept) && /^[\p{L}\p{N}_]/u.test(overlap);
  return isWord && overlap.length < 8;
}

/** `end` and the like belong to the text when a line of the text with the same indentation opened the block. */
function isOwnEnd(overlap: string, text: string, around: Surroundings): boolean {
  const endLine =
    /^\n([ \t]*)(end|fi|done|esac|endif|else|pass|break;?|continue;?|return;?|<\/[\w.-]+>)\s*$/.exec(
      overlap,
    );
  if (!endLine) return false;
  const lines = `${around.linePrefix}${text.slice(0, text.length - overlap.length)}`.split('\n');
  return lines.some(line => opensAt(line, endLine[1]!, endLine[2]!));
}

function opensAt(line: string, indent: string, end: string): boolean {
  if (!line.startsWith(indent) || /^\s/.test(line.slice(indent.length))) return false;
  const rest = line.slice(indent.length);
  if (end.startsWith('</')) return rest.startsWith(`<${end.slice(2, -1)}`) && !rest.includes(end);
  return /\b(?:do|then|if|unless|def|class|module|begin|case|while|for|function|until)\b/.test(
    rest,
  );
}

const singlePunctuation = /^[;,:>"'`=|&]+\s*$/;

/** Punctuation at both sides of the border is meant once, unless it is the end of something the text began. */
function isDoublePunctuation(kept: string, overlap: string, around: Surroundings): boolean {
  if (!singlePunctuation.test(overlap.trim())) return false;
  if (overlap.includes('\n')) return overlap.trim().length > 0 && !/^\s*["'`]/.test(overlap);
  const first = overlap.trim()[0]!;
  if (first === '>') return count(kept, '<') < count(kept, '>') + 1;
  if (/["'`]/.test(first)) return count(`${around.linePrefix}${kept}`, first) % 2 === 1;
  return /[;,:]/.test(first);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
