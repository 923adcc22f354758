import { isBlank } from '../../text/lines.ts';
import type { PatchLine } from '../hunk.ts';

/**
 * The lines of a patch hunk without the blank that some models put behind each `+` and `-`, not before quoted lines:
 * the text has what goes only without it. `known` are the text's lines.
 */
export function withoutGapBehindSigns(
  lines: readonly PatchLine[],
  known: ReadonlyMap<string, unknown>,
): readonly PatchLine[] {
  const has = (text: string) => known.has(text.trimEnd());
  const isGap = lines.every(
    ({ kind, text }) =>
      isBlank(text) ||
      ((kind === ' ' ? has(text) : text.startsWith(' ')) &&
        (kind !== '-' || (!has(text) && has(text.slice(1))))),
  );
  if (!isGap || !lines.some(({ kind, text }) => kind === '-' && !isBlank(text))) return lines;
  return lines.map(line => (line.kind === ' ' ? line : { ...line, text: line.text.slice(1) }));
}

/** Where blank lines without a mark stand between lines of a kind, or at least beside one. */
export function unmarkedBlanks(
  lines: readonly PatchLine[],
  kind: '-' | '+',
  isBetween = true,
): number[] {
  const isBare = (line: PatchLine) => line.isBare === true && isBlank(line.text);
  return lines.flatMap((line, at) => {
    if (!isBare(line)) return [];
    const above = lines.slice(0, at).findLast(other => !isBare(other));
    const below = lines.slice(at).find(other => !isBare(other));
    const sides = [above?.kind === kind, below?.kind === kind];
    return (isBetween ? sides.every(Boolean) : sides.some(Boolean)) ? [at] : [];
  });
}

/**
 * Blank lines without a mark are quoted ones if the text has them there; else those between new lines are new, and
 * those beside one where only then the others stand in the text.
 */
export function withNewBlanks(
  lines: readonly PatchLine[],
  text: readonly string[],
): readonly PatchLine[] {
  const beside = unmarkedBlanks(lines, '+', false);
  if (beside.length === 0) return lines;
  const joined = (of: readonly string[]) => `\n${of.map(line => line.trim()).join('\n')}\n`;
  const whole = joined(text);
  const stands = (as: readonly PatchLine[]) =>
    whole.includes(joined(as.filter(({ kind }) => kind !== '+').map(line => line.text)));
  if (stands(lines)) return lines;
  const [inner, all] = [unmarkedBlanks(lines, '+'), beside].map(at => marked(lines, at, '+'));
  return !stands(inner!) && stands(all!) ? all! : inner!;
}

/** The lines with a mark at some of them. */
export function marked(
  lines: readonly PatchLine[],
  places: readonly number[],
  kind: '-' | '+',
): readonly PatchLine[] {
  return lines.map((line, at) => (places.includes(at) ? { kind, text: line.text } : line));
}
