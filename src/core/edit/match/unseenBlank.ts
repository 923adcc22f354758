import type { LineChange } from '../../diff/lineDiff.ts';
import { columnsOf, indentOf } from '../../text/indentation.ts';
import { isBlank, isSolid } from '../../text/lines.ts';
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
  const [starts, ends] = [blanksAt(added), blanksAt(added.toReversed())];
  if (starts > 0 && ends > 0) return 'unclear';
  const saidAbove = hunk.before.slice(0, oldStart);
  const saidBelow = hunk.before.slice(oldStart);
  // The new lines bring the blank lines of one side: where they are as many as shown there, the unseen one goes on
  // with them.
  if (ends > 0) return ends === blanksAt(saidAbove.toReversed()) ? 'above' : 'below';
  if (starts > 0) return starts === blanksAt(saidBelow) ? 'below' : 'above';
  // Lines as deep as those of one side only go on with them.
  const depthOf = (line: string) => columnsOf(indentOf(line), text.indentStyle.size);
  const goesOn = depthOf(added[0]!) === depthOf(saidAbove.at(-1)!);
  const leadsTo = depthOf(added.at(-1)!) === depthOf(saidBelow[0]!);
  if (goesOn === leadsTo) return 'unclear';
  return goesOn ? 'above' : 'below';
}

/** How many blank lines some lines start with. */
function blanksAt(lines: readonly string[]): number {
  const first = lines.findIndex(isSolid);
  return first === -1 ? lines.length : first;
}
