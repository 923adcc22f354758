import * as vscode from 'vscode';
import { type Attachment, showsCode } from '../../core/chat/attachment.ts';
import type { Turn } from '../../core/chat/conversation.ts';
import { declaredIn } from '../../core/context/usageLines.ts';
import type { AskedInWords } from '../context/codeFinder.ts';
import type { SymbolPlace } from '../context/usages.ts';

/** Questions further back were about something else. */
const mostEarlier = 3;
/** Who asks in the chat waits longer than who edits. */
const embeddingMs = 1200;

/** What a question looks for: its words and those of the questions before it, and what is selected. */
export function askedIn(turn: Turn, earlier: readonly Turn[]): AskedInWords {
  const attached = turn.attachments.findLast(showsCode) ?? turn.attachments.at(-1);
  const active = vscode.window.activeTextEditor?.document.uri;
  return {
    question: turn.question,
    earlier: earlier.slice(-mostEarlier).map(({ question }) => question),
    symbol: attached && symbolIn(attached),
    mapFrom: attached ? vscode.Uri.parse(attached.uri) : active,
    embeddingMs,
  };
}

/** Of a selection the first name that it declares; of a file the name at the cursor. */
function symbolIn({ kind, uri, text, startLine }: Attachment): SymbolPlace | undefined {
  if (kind !== 'selection') return symbolAtCursor(uri);
  const lines = text.split(/\r?\n/);
  const found = declaredIn(lines, 0, lines.length);
  if (!found) return symbolAtCursor(uri);
  const { name, line, column } = found;
  const position = new vscode.Position(startLine + line, column);
  return { uri: vscode.Uri.parse(uri), position, name };
}

function symbolAtCursor(uri: string): SymbolPlace | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri) return undefined;
  const { active } = editor.selection;
  const word = editor.document.getWordRangeAtPosition(active);
  const name = word && editor.document.getText(word);
  if (name === undefined || !/^[\p{L}_$][\p{L}\p{N}_$]{2,}$/u.test(name)) return undefined;
  return { uri: editor.document.uri, position: active, name };
}
