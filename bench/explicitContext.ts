import type { CursorContext } from '../src/core/context/cursorContext.ts';
import { detectIndentStyle } from '../src/core/text/indentation.ts';
import { dominantEol, splitLines } from '../src/core/text/lines.ts';

/** The cursor context of a bench case; indentation and line ends are looked up in the text, as an editor does. */
export function explicitContext(one: {
  readonly languageId?: string;
  readonly path?: string;
  readonly prefix: string;
  readonly suffix: string;
}): CursorContext {
  const { ends } = splitLines(one.prefix + one.suffix);
  // A cursor within the indentation of a line says nothing of how deep lines are.
  const lineStart = one.prefix.lastIndexOf('\n') + 1;
  const isIndent = one.prefix.slice(lineStart).trim() === '';
  const before = isIndent ? one.prefix.slice(0, lineStart) : one.prefix;
  const after = before === one.prefix ? one.suffix : one.suffix.replace(/^[^\n]*/, '');
  const { lines } = splitLines(before + after);
  const style = detectIndentStyle(lines);
  // The cursor's line counts too, although it may be blank.
  const usesTabs = style.usesTabs || /(?:^|\n)\t[^\n]*$/.test(one.prefix);
  return {
    uri: `bench:/${one.path ?? 'case'}`,
    path: one.path ?? 'case',
    languageId: one.languageId ?? 'plaintext',
    version: 1,
    prefix: one.prefix,
    suffix: one.suffix,
    eol: dominantEol(ends) === '\r\n' ? '\r\n' : '\n',
    indentUnit: usesTabs ? '\t' : ' '.repeat(style.size),
  };
}
