import { withDeadline } from '../../base/deadline.ts';
import { growLines } from '../../core/edit/growLines.ts';
import { lineStarts, splitLines } from '../../core/text/lines.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { Services } from '../services.ts';
import type { EditTarget } from './editTarget.ts';

/** So long a command may wait for the syntax of its selection; the first time a grammar is loaded. */
const syntaxMs = 300;

/** The target with its lines grown to whole statements, where the syntax is known soon enough. */
export async function grownTarget(
  target: EditTarget,
  { syntax, clock }: Pick<Services, 'syntax' | 'clock'>,
): Promise<EditTarget> {
  const { base, range } = target;
  const { uri, languageId } = target.document;
  const starts = lineStarts(splitLines(base));
  const selected = {
    start: starts[range.start] ?? base.length,
    endExclusive: starts[range.endExclusive] ?? base.length,
  };
  const source = { path: relativePathOf(uri), languageId, text: base };
  const nodes = await withDeadline(clock, syntaxMs, signal =>
    syntax.grow(source, selected, signal),
  );
  return { ...target, range: growLines(range, nodes, starts) };
}
