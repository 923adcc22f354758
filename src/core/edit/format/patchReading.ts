import { indentOf } from '../../text/indentation.ts';
import { isBlank } from '../../text/lines.ts';
import type { PatchLine } from '../hunk.ts';
import { withNewBlanks, withoutGapBehindSigns } from './patchMarks.ts';

/** A text's lines, blanks at their ends aside: where each stands. */
type Positions = ReadonlyMap<string, readonly number[]>;

/**
 * The lines of a patch hunk as they are meant. Models forget the blank in front of quoted lines, of all or of some
 * (then one that starts with `-` or `+` reads like a change), or the `+` of a new line. Lines that stand in the text as they
 * were read are left as they are; else the one reading that stands there is meant.
 */
export function asMeant(
  written: readonly PatchLine[],
  text: readonly string[],
): readonly PatchLine[] {
  const known = positionsOf(text);
  const lines = withoutGapBehindSigns(withNewBlanks(written, text), known);
  const isShort = (line: PatchLine) => isShortIn(known, line);
  const isSigned = ({ kind, text: said }: PatchLine) =>
    kind !== ' ' && !known.has(said.trimEnd()) && known.has(kind + said.trimEnd());
  const nPluses = lines.filter(line => line.kind === '+' && isSigned(line)).length;
  const quotesPlus = nPluses > 1 || (nPluses > 0 && lacksMarks(lines, known));
  const isOdd = (line: PatchLine, at: number) =>
    isShort(line) || (line.kind === '-' && isSigned(line)) || isNewLine(lines, at, known);
  if (!quotesPlus && !lines.some(isOdd)) return lines;
  const signed = quotesPlus ? readingsIn(lines, text, known, true) : [];
  const readings = signed.length > 0 ? signed : readingsIn(lines, text, known, false);
  const [reading] = readings;
  if (reading) {
    if (isDedented(lines, reading)) return lines;
    const isOne = readings.every(other => JSON.stringify(other) === JSON.stringify(reading));
    return isOne ? reading : lines;
  }
  const isKept = lines.some(
    line =>
      (line.kind === ' ' && !isBlank(line.text) && known.has(line.text.trimEnd())) ||
      (line.kind === '-' && known.has(` ${line.text}`.trimEnd())),
  );
  return isKept ? lines : lines.map(line => (isShort(line) ? withBlank(line) : line));
}

/** A quoted line that the text has only with one more blank in front. */
function isShortIn(known: Positions, { kind, text }: PatchLine): boolean {
  if (kind !== ' ' || isBlank(text)) return false;
  return !known.has(text.trimEnd()) && known.has(` ${text}`.trimEnd());
}

/** True where the new lines are as deep as the quoted ones were read: then all were moved, and none lost its mark. */
function isDedented(lines: readonly PatchLine[], reading: readonly PatchLine[]): boolean {
  if (
    lines === reading ||
    lines.some(({ kind, isBare, text }) => kind === '-' || (isBare && !isBlank(text)))
  )
    return false;
  const depth = (of: readonly PatchLine[], kind: PatchLine['kind']) =>
    Math.min(
      ...of
        .filter(line => line.kind === kind && !isBlank(line.text))
        .map(line => indentOf(line.text).length),
    );
  const read = depth(lines, ' ');
  return depth(lines, '+') === read && depth(reading, ' ') > read;
}

/** True where no quoted line has its mark. */
function lacksMarks(lines: readonly PatchLine[], known: Positions): boolean {
  const quoted = lines.filter(({ kind, text }) => kind === ' ' && !isBlank(text));
  const isMarked = (line: PatchLine) => !line.isBare && known.has(line.text.trimEnd());
  return quoted.some(({ isBare }) => isBare) && !quoted.some(isMarked);
}

function withBlank(line: PatchLine): PatchLine {
  return { kind: ' ', text: ` ${line.text}` };
}

/** How the hunk can be read so that its old lines stand in the text, in each place; as it was read first of all. */
function readingsIn(
  lines: readonly PatchLine[],
  text: readonly string[],
  known: Positions,
  quotesPlus: boolean,
): (readonly PatchLine[])[] {
  const first = lines.find(({ kind }) => quotesPlus || kind !== '+');
  if (!first) return [];
  const starts = (...forms: string[]) => forms.flatMap(form => known.get(form.trimEnd()) ?? []);
  if (!quotesPlus && standsIn(lines, text, known)) return [lines];
  return starts(first.text, ` ${first.text}`, first.kind + first.text).flatMap(start => {
    const reading = readAt(lines, text, start, known, quotesPlus);
    return reading ? [reading] : [];
  });
}

/** True where the old lines stand in the text as they were read. */
function standsIn(lines: readonly PatchLine[], text: readonly string[], known: Positions): boolean {
  const old = lines.filter(({ kind }) => kind !== '+').map(line => line.text.trimEnd());
  return (known.get(old[0] ?? '') ?? []).some(start =>
    old.every((line, offset) => text[start + offset]?.trimEnd() === line),
  );
}

/** Reads each line so that the old ones stand in the text from `start`; undefined where they cannot. */
function readAt(
  lines: readonly PatchLine[],
  text: readonly string[],
  start: number,
  known: Positions,
  quotesPlus: boolean,
): readonly PatchLine[] | undefined {
  const reading: PatchLine[] = [];
  let [nDashes, nPluses, nNew, nShort, nWhole] = [0, 0, 0, 0, 0];
  let at = start;
  for (const [index, line] of lines.entries()) {
    const real = text[at]?.trimEnd();
    const isSign = line.kind !== ' ' && (line.kind + line.text).trimEnd() === real;
    if (line.kind === '+' && !(isSign && quotesPlus)) reading.push(line);
    else if (line.kind !== '+' && line.text.trimEnd() === real) {
      reading.push(line);
      at++;
      if (line.kind === '-' || isBlank(line.text)) continue;
      if (line.isBare) nShort++;
      else nWhole++;
    } else if (line.kind === ' ' && ` ${line.text}`.trimEnd() === real) {
      reading.push(withBlank(line));
      at++;
      nShort++;
    } else if (isSign) {
      // Right above new lines it may be the removal of a line that starts with the sign.
      if (line.kind === '-' && lines[index + 1]?.kind === '+') return undefined;
      reading.push({ kind: ' ', text: line.kind + line.text });
      at++;
      if (line.kind === '-') nDashes++;
      else nPluses++;
    } else if (isNewLine(lines, index, known)) {
      reading.push({ kind: '+', text: wholeOf(line) });
      nNew++;
    } else return undefined;
  }
  // A sign is no mark only where most lines have none.
  if (nDashes > 0 && nShort <= nWhole) return undefined;
  if (nPluses > 0 && nShort + nPluses - 1 <= nWhole) return undefined;
  if (nNew > 0 && nShort > 0) return undefined;
  return reading.some(({ kind }) => kind !== ' ') ? reading : undefined;
}

/**
 * A line without any mark between new ones, at a depth of the lines around it, that the text has nowhere. (A quoted
 * line would be one blank deeper, for its mark.)
 */
function isNewLine(lines: readonly PatchLine[], at: number, known: Positions): boolean {
  const line = lines[at]!;
  const { kind, text } = line;
  if (kind !== ' ' || isBlank(text)) return false;
  if (lines[at - 1]?.kind !== '+' || lines[at + 1]?.kind !== '+') return false;
  const whole = wholeOf(line);
  if (known.has(text.trimEnd()) || known.has(whole.trimEnd())) return false;
  if (line.isBare && indentOf(whole) !== '') return true;
  const isSolid = (other: PatchLine) => !isBlank(other.text);
  const beside = [lines.slice(0, at).findLast(isSolid), lines.slice(at + 1).find(isSolid)];
  const steps = beside.flatMap(other =>
    other ? [indentOf(other.text).length - indentOf(whole).length] : [],
  );
  return steps.includes(0) || (steps.length > 0 && steps.every(step => step % 2 === 0));
}

/** A line with what was taken for its mark. */
function wholeOf({ text, isBare }: PatchLine): string {
  return isBare ? text : ` ${text}`;
}

const positions = new WeakMap<readonly string[], Positions>();

/** Made once for a text, however many hunks ask for it. */
function positionsOf(text: readonly string[]): Positions {
  const known = positions.get(text);
  if (known) return known;
  const made = new Map<string, number[]>();
  text.forEach((line, at) => {
    const key = line.trimEnd();
    const places = made.get(key);
    if (places) places.push(at);
    else made.set(key, [at]);
  });
  positions.set(text, made);
  return made;
}
