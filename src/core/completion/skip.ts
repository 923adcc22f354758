import { type CursorContext, linePrefix, lineSuffix } from '../context/cursorContext.ts';
import { placeKind } from './placeKind.ts';
import type { Question } from './question.ts';
import type { NothingReason } from './reason.ts';

/** Characters of the cursor's line beyond which nobody wants its text proposed while typing. */
const longestLine = 5000;
/** Closing brackets and quotes, and what may end a statement after them. */
const onlyClosers = /^[\s)\]}>"'`]*[:;,{]?\s*$/;

/**
 * Why a question is not answered at all, not even from memory; cheap checks first.
 * Privacy holds for explicit triggers too; everything else is for automatic ones only.
 */
export function skipReason(question: Question): NothingReason | undefined {
  const { situation, model } = question;
  if (situation.excludedBy !== undefined) return 'excluded';
  if (situation.isReadOnly) return 'readOnly';
  if (isBinary(question)) return 'binary';
  if (question.trigger === 'automatic') {
    if (situation.isAiDisabled) return 'aiDisabled';
    if (!situation.isEnabled) return 'disabled';
    if (situation.isSnoozed) return 'snoozed';
    if (situation.isPausing) return 'pausing';
    if (situation.switchedOffBy !== undefined) return 'fileOff';
    if (situation.hasSeveralCursors) return 'severalCursors';
    if (situation.hasSelection) return 'selection';
    if (situation.lastChange === 'composed') return 'composing';
    if (situation.isHuge) return 'hugeFile';
    const off = offInPlace(question);
    if (off) return off;
  }
  if (!model) return 'noModel';
  // The embedded engine is a part of this extension: asking it sends nothing.
  if (!situation.isTrusted && model.info.origin !== 'embedded') return 'untrusted';
  return undefined;
}

/** The text is read only for those who want a difference. */
function offInPlace({ context, situation }: Question): NothingReason | undefined {
  const { comment, string } = situation.isWantedIn;
  if (comment && string) return undefined;
  const kind = placeKind(context);
  if (kind === 'comment' && !comment) return 'commentOff';
  return kind === 'string' && !string ? 'stringOff' : undefined;
}

/** Bytes that no text has, near the cursor: VS Code opens such files when somebody insists. */
function isBinary({ context: { prefix, suffix } }: Question): boolean {
  return prefix.includes('\0') || suffix.includes('\0');
}

/** Why the model is not asked although a remembered answer would be shown; automatic triggers only. */
export function holdBackReason({
  trigger,
  situation,
  context,
  model,
}: Question): NothingReason | undefined {
  if (trigger === 'explicit') return undefined;
  if (situation.lastChange === 'deleted') return 'afterDelete';
  if (situation.lastChange === 'undone') return 'afterUndo';
  if (situation.lastChange === 'pasted') return 'afterPaste';
  if (situation.lastChange === 'program') return 'afterProgram';
  if (situation.isBackingOff) return 'backOff';
  const rest = lineSuffix(context);
  if (/^[\p{L}\p{N}_$]/u.test(rest)) return 'midWord';
  if (!onlyClosers.test(rest)) return 'midLine';
  const lineStart = context.prefix.lastIndexOf('\n') + 1;
  if (context.prefix.length - lineStart + rest.length > longestLine) return 'hugeLine';
  // The embedded engine knows by itself that nothing more comes on the line.
  if (model?.info.origin !== 'embedded' && isStatementFinished(context)) return 'statementEnd';
  return undefined;
}

/** A semicolon ends the line, and nothing that the line opened is open: `for (a;` and `{ b;` go on. */
function isStatementFinished(context: CursorContext): boolean {
  const before = linePrefix(context);
  if (!/;[ \t]*$/.test(before) || lineSuffix(context).trim() !== '') return false;
  const count = (brackets: RegExp) => before.match(brackets)?.length ?? 0;
  return count(/[({[]/g) <= count(/[)}\]]/g);
}
