import { enclosingBlock, firstBelowComments } from '../edit/enclosingBlock.ts';
import { hasGap, readSketch } from '../edit/lazy/sketch.ts';
import { headAbove } from '../text/headAbove.ts';
import { isBlank, lineStarts, splitLines } from '../text/lines.ts';

const functionHead = /\b(?:function|def|fn|func|fun)\b|^[^=;]*\([^;]*\)[^;=]*\{$|=>\s*\{$/;
/** What holds several things is often shown with one of them only. */
const container =
  /^\W*(?:if|for|foreach|while|switch|try|catch|else|do|with|using|match|loop|unless|until|describe|suite|context|it|test)\b|\b(?:class|interface|struct|enum|impl|trait|module|namespace|object|extension)\b/;

/**
 * The text of the function in a document that some code is a new version of: the only one with the same head. Code that
 * begins with comments means the comments above the function too. Undefined where the code is no whole function.
 */
export function sameFunctionIn(text: string, code: string): string | undefined {
  const lines = splitLines(code.trimEnd()).lines;
  const head = firstBelowComments(lines);
  const first = lines[head]?.trim();
  if (first === undefined || !functionHead.test(first) || container.test(first)) return undefined;
  const whole = enclosingBlock(lines, head);
  if (whole.start !== head || whole.endExclusive !== lines.length) return undefined;
  const document = splitLines(text);
  if (hasGap(readSketch(lines, document.lines, 4))) return undefined;
  const places = document.lines.flatMap((line, at) => (line.trim() === first ? [at] : []));
  const [place] = places;
  if (place === undefined || places.length > 1) return undefined;
  const block = enclosingBlock(document.lines, place);
  if (block.start !== place || block.endExclusive - place < 2) return undefined;
  const hasComment = lines.slice(0, head).some(line => !isBlank(line));
  const start = hasComment ? headAbove(document.lines, place) : place;
  const starts = lineStarts(document);
  const last = block.endExclusive - 1;
  return text.slice(starts[start]!, starts[last]! + document.lines[last]!.length);
}
