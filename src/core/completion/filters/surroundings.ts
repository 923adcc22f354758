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
  /** Brackets around the cursor, looked at when first needed. */
  readonly brackets: BracketView;
}

/** The surroundings of a cursor for one scope. */
export function surroundingsOf(context: CursorContext, scope: Scope): Surroundings {
  const prefix = nearEnd(context.prefix).replace(/\r\n?/g, '\n');
  const suffix = context.suffix.slice(0, maxSuffix).replace(/\r\n?/g, '\n');
  let brackets: BracketView | undefined;
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
      brackets ??= viewBrackets(prefix, suffix, context.languageId);
      return brackets;
    },
  };
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
