/** Lines of a document that were edited lately. */
export interface EditedLines {
  readonly uri: string;
  readonly startLine: number;
  readonly endLineExclusive: number;
}

/** A change as the editor tells it: lines `startLine` to `endLine` (inclusive) became `newLines` lines. */
export interface LineChange {
  readonly startLine: number;
  readonly endLine: number;
  readonly newLines: number;
}

/** Enough to show what someone is at; older edits say more about the past. */
const capacity = 8;
/** Edits as near as this are one. */
const mergeDistance = 3;

/** Remembers where the user edited lately, through all later changes of lines. */
export class RecentEdits {
  /** Latest first. */
  private edits: readonly EditedLines[] = [];

  record(uri: string, change: LineChange): void {
    const growth = change.newLines - (change.endLine - change.startLine + 1);
    let merged: EditedLines = {
      uri,
      startLine: change.startLine,
      endLineExclusive: change.startLine + change.newLines,
    };
    const others: EditedLines[] = [];
    for (const edit of this.edits) {
      const moved = edit.uri === uri ? afterChange(edit, change, growth) : edit;
      if (moved.uri === uri && areNear(moved, merged)) merged = union(moved, merged);
      else others.push(moved);
    }
    this.edits = [merged, ...others].slice(0, capacity);
  }

  forget(uri: string): void {
    this.edits = this.edits.filter(edit => edit.uri !== uri);
  }

  /** Latest first. */
  list(): readonly EditedLines[] {
    return this.edits;
  }
}

function afterChange(edit: EditedLines, change: LineChange, growth: number): EditedLines {
  if (change.startLine >= edit.endLineExclusive) return edit;
  if (change.endLine < edit.startLine) return shifted(edit, growth, growth);
  const startLine = Math.min(edit.startLine, change.startLine);
  const endLineExclusive = Math.max(
    edit.endLineExclusive + growth,
    change.startLine + change.newLines,
  );
  return { ...edit, startLine, endLineExclusive };
}

function shifted(edit: EditedLines, start: number, end: number): EditedLines {
  return {
    ...edit,
    startLine: edit.startLine + start,
    endLineExclusive: edit.endLineExclusive + end,
  };
}

function areNear(one: EditedLines, other: EditedLines): boolean {
  return (
    one.startLine <= other.endLineExclusive + mergeDistance &&
    other.startLine <= one.endLineExclusive + mergeDistance
  );
}

function union(one: EditedLines, other: EditedLines): EditedLines {
  return {
    uri: one.uri,
    startLine: Math.min(one.startLine, other.startLine),
    endLineExclusive: Math.max(one.endLineExclusive, other.endLineExclusive),
  };
}

/** The lines to show of an edit: a few around it, and of a long one only its start. */
export function shownLines(edit: EditedLines, lineCount: number): EditedLines {
  const startLine = Math.max(0, Math.min(edit.startLine - contextLines, lineCount));
  const wanted = Math.min(edit.endLineExclusive + contextLines, startLine + mostShownLines);
  return { ...edit, startLine, endLineExclusive: Math.max(startLine, Math.min(wanted, lineCount)) };
}

const contextLines = 3;
const mostShownLines = 24;
