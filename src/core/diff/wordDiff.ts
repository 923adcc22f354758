import { diffArrays } from 'diff';
import { OffsetRange } from '../text/offsetRange.ts';

/** What differs inside two texts: ranges of the old one and of the new one, word by word. */
export interface WordMarks {
  readonly removed: readonly OffsetRange[];
  readonly added: readonly OffsetRange[];
}

/** Over this length a word diff costs more than it tells. */
const maxLength = 4000;
/** Where less than this share of the text is common, marking words only makes noise. */
const minCommonShare = 0.3;

/** Marks the words that differ; no marks where the texts have little in common. */
export function diffWordMarks(before: string, after: string): WordMarks {
  const none: WordMarks = { removed: [], added: [] };
  if (before.length > maxLength || after.length > maxLength) return none;
  const removed: OffsetRange[] = [];
  const added: OffsetRange[] = [];
  let oldAt = 0;
  let newAt = 0;
  let common = 0;
  for (const part of diffArrays(words(before), words(after))) {
    const length = part.value.join('').length;
    if (part.removed) removed.push(OffsetRange.ofLength(oldAt, length));
    else if (part.added) added.push(OffsetRange.ofLength(newAt, length));
    else common += part.value.join('').replace(/\s/g, '').length;
    if (!part.added) oldAt += length;
    if (!part.removed) newAt += length;
  }
  const longer = Math.max(before.length, after.length);
  return common < longer * minCommonShare ? none : { removed, added };
}

function words(text: string): string[] {
  return text.match(/[\p{L}\p{N}_$]+|\s+|[^\p{L}\p{N}_$\s]/gu) ?? [];
}
