import type { LineChange } from '../../diff/lineDiff.ts';
import { columnsOf, indentOf } from '../../text/indentation.ts';
import { isBlank } from '../../text/lines.ts';
import type { IndexedText } from './indexedText.ts';
import type { Placement } from './placement.ts';

/**
 * On which side of blank lines an insertion goes that the reply puts between two lines which only
 * the text parts. Undefined where there is no such insertion; 'unclear' where nothing tells.
 */
export function sideOfUnseenBlank(
  text: IndexedText,
  { hunk, lineOf, columns }: Placement,
  { oldStart, oldEnd, newStart, newEnd }: LineChange,
): 'above' | 'below' | 'unclear' | undefined {
  const above = lineOf[oldStart - 1] ?? -1;
  const below = lineOf[oldStart] ?? -1;
  if (columns || oldStart !== oldEnd || above === -1 || below === -1) return undefined;
  const between = text.lines.slice(above + 1, below);
  if (between.length === 0 || !between.every(isBlank)) return undefined;
  const added = hunk.after.slice(newStart, newEnd);
  if (between.length > 1 || added.length === 0) return 'unclear';
  const startsBlank = isBlank(added[0]!);
  const endsBlank = isBlank(added.at(-1)!);
  if (startsBlank !== endsBlank) return startsBlank ? 'above' : 'below';
  if (startsBlank) return 'unclear';
  // Lines as deep as those of one side only go on with them.
  const depthOf = (line: string) => columnsOf(indentOf(line), text.indentStyle.size);
  const saidAbove = hunk.before[oldStart - 1]!;
  const saidBelow = hunk.before[oldStart]!;
  const goesOn = depthOf(added[0]!) === depthOf(saidAbove);
  const leadsTo = depthOf(added.at(-1)!) === depthOf(saidBelow);
  if (goesOn === leadsTo) return 'unclear';
  return goesOn ? 'above' : 'below';
}
