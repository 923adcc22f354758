import type { Situation } from '../completion/question.ts';
import type { NextEditReason } from './reason.ts';

/**
 * Why nobody asks for a next edit now, before anything is read; cheap checks first. The situation is that of inline
 * completion, with its switches for files and for a while.
 */
export function gateReason(isOn: boolean, situation: Situation): NextEditReason | undefined {
  if (!isOn) return 'off';
  if (situation.excludedBy !== undefined) return 'excluded';
  if (situation.isReadOnly) return 'readOnly';
  if (situation.isAiDisabled) return 'aiDisabled';
  if (situation.isSnoozed) return 'snoozed';
  if (situation.switchedOffBy !== undefined) return 'fileOff';
  if (situation.hasSeveralCursors) return 'severalCursors';
  if (situation.hasSelection) return 'selection';
  if (situation.isHuge) return 'hugeFile';
  if (!situation.isTrusted) return 'untrusted';
  if (situation.isPausing) return 'pausing';
  if (situation.isBackingOff) return 'backOff';
  if (situation.lastChange === 'composed') return 'composing';
  if (situation.lastChange === 'undone') return 'afterUndo';
  if (situation.lastChange === 'pasted') return 'afterPaste';
  return situation.lastChange === 'program' ? 'afterProgram' : undefined;
}
