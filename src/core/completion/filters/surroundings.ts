import { type CursorContext, linePrefix, lineSuffix } from '../../context/cursorContext.ts';
import type { Scope } from '../scope.ts';
import { type BracketView, viewBrackets } from './bracketView.ts';

/** Characters around the cursor that filters look at. */
const maxPrefix = 40_000;
const maxSuffix = 20_000;

/** The text around a candidate as filters see it: line ends are `\n`, and only what is near. */
export interface Surroundings {
  readonly languageId: string;
  readonly eol: '\n' | '\r\n';
  readonly indentUnit: string;
  readonly scope: Scope;
  readonly prefix: string;
  readonly suffix: string;
  /** The cursor's line before and after the cursor. */
  readonly linePrefix: string;
  readonly lineSuffix: string;
  /** The lines before the cursor's line. */
  readonly linesAbove: readonly string[];
  /** The visible lines after the cursor's line, without the white space around them. */
  readonly visibleBelow: readonly string[];
  /** The first line after the cursor's line that is not blank. */
  readonly below: string | undefined;
  /** Brackets around the cursor, looked at when first needed. */
  readonly brackets: BracketView;
}

/** The surroundings of a cursor for one scope. */
export function surroundingsOf(context: CursorContext, scope: Scope): Surroundings {
  const prefix = withLineFeeds(nearEnd(context.prefix));
  const suffix = withLineFeeds(context.suffix.slice(0, maxSuffix));
  const whole = {
    prefix: context.prefix.length <= maxPrefix,
    suffix: context.suffix.length <= maxSuffix,
  };
  let brackets: BracketView | undefined;
  let linesAbove: readonly string[] | undefined;
  let visibleBelow: readonly string[] | undefined;
  return {
    languageId: context.languageId,
    eol: context.eol,
    indentUnit: context.indentUnit,
    scope,
    prefix,
    suffix,
    linePrefix: linePrefix({ prefix }),
    lineSuffix: lineSuffix({ suffix }),
    get brackets() {
      brackets ??= viewBrackets(prefix, suffix, context.languageId, whole);
      return brackets;
    },
    get linesAbove() {
      linesAbove ??= prefix.split('\n').slice(0, -1);
      return linesAbove;
    },
    get visibleBelow() {
      visibleBelow ??= visibleLines(suffix.split('\n').slice(1));
      return visibleBelow;
    },
    below: firstVisibleLine(suffix.slice(lineSuffix({ suffix }).length)),
  };
}

/** The text with `\n` as its only line end. */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** The lines with something in them, without the white space around them. */
export function visibleLines(lines: readonly string[]): readonly string[] {
  return lines.map(line => line.trim()).filter(line => line !== '');
}

function firstVisibleLine(text: string): string | undefined {
  const at = text.search(/\S/);
  if (at === -1) return undefined;
  const end = text.indexOf('\n', at);
  return text.slice(text.lastIndexOf('\n', at) + 1, end === -1 ? undefined : end);
}

/** The end of a long prefix, from a line start on. */
function nearEnd(prefix: string): string {
  if (prefix.length <= maxPrefix) return prefix;
  const start = prefix.indexOf('\n', prefix.length - maxPrefix);
  return prefix.slice(start + 1);
}

/** The same place with another scope; brackets are looked at once for both. */
export function withScope(around: Surroundings, scope: Scope): Surroundings {
  return Object.create(around, { scope: { value: scope, enumerable: true } }) as Surroundings;
}
