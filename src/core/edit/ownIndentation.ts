import { detectIndentStyle, type IndentStyle, indentOf } from '../text/indentation.ts';
import { isSolid } from '../text/lines.ts';

/** So many indented lines of a document, all alike, make a style where the replaced ones have none. */
const minStyleLines = 20;
/** The most blanks that stand for one tab. */
const widestTab = 8;

/**
 * What replaces `old` lines with the document's own tabs or blanks: models often answer in the other kind. Only
 * where the document has one kind and all of what is indented in the answer is the other; else as it is.
 */
export function inOwnIndentation(
  lines: readonly string[],
  old: readonly string[],
  document: readonly string[],
): readonly string[] {
  const style = detectIndentStyle(document);
  const isForeign = (indent: string) => indent.startsWith('\t') !== style.usesTabs;
  const own = indentsOf(document);
  const said = indentsOf(lines);
  const hasStyle = indentsOf(old).length > 0 || own.length >= minStyleLines;
  if (!hasStyle || own.some(isForeign) || said.length === 0 || !said.every(isForeign)) return lines;
  const width = style.usesTabs ? blanksPerTab(lines, old) : style.size;
  return lines.map(line => {
    const indent = indentOf(line);
    return converted(indent, style, width) + line.slice(indent.length);
  });
}

/** What remains of a tab's width are blanks that align something. */
function converted(indent: string, { usesTabs }: IndentStyle, width: number): string {
  if (!usesTabs) return indent.replaceAll('\t', ' '.repeat(width));
  return '\t'.repeat(Math.floor(indent.length / width)) + indent.slice(0, indent.length % width);
}

/** One blank is alignment, as in block comments. */
function indentsOf(lines: readonly string[]): string[] {
  return lines
    .filter(isSolid)
    .map(indentOf)
    .filter(indent => indent.length > 1 || indent === '\t');
}

/**
 * Lines that were only quoted tell, by how much deeper one is than another or, unless the answer starts at the margin,
 * by their depths; then the first line, which stands where the old one stood; then the answer's own steps.
 */
function blanksPerTab(lines: readonly string[], old: readonly string[]): number {
  const depth = (line: string) => indentOf(line).length;
  const tabs = new Map(saidOnce(old).map(line => [line.trim(), depth(line)]));
  const quoted = saidOnce(lines).flatMap(line => {
    const real = tabs.get(line.trim());
    return real === undefined ? [] : [{ said: depth(line), real }];
  });
  const [top] = quoted;
  const steps = quoted.map(({ said, real }) => (said - top!.said) / (real - top!.real));
  const isAtMargin = lines.some(line => isSolid(line) && depth(line) === 0);
  const firsts = [lines, old].map(texts => depth(texts.find(isSolid) ?? ''));
  const depths = [...quoted.map(({ said, real }) => said / real), firsts[0]! / firsts[1]!];
  const isWidth = (width: number) => Number.isInteger(width) && width > 1 && width <= widestTab;
  return [...steps, ...(isAtMargin ? [] : depths)].find(isWidth) ?? detectIndentStyle(lines).size;
}

/** A closing bracket that stands at several depths tells nothing. */
function saidOnce(lines: readonly string[]): string[] {
  const times = new Map<string, number>();
  for (const line of lines) times.set(line.trim(), (times.get(line.trim()) ?? 0) + 1);
  return lines.filter(line => isSolid(line) && times.get(line.trim()) === 1);
}
