import * as vscode from 'vscode';
import { enclosingBlock } from '../../core/edit/enclosingBlock.ts';
import { readNames } from '../../core/edit/findings.ts';
import { draftNames } from '../../core/prompt/askPrompts.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { EditOutcome } from './editRun.ts';
import type { EditRunner } from './editRunner.ts';
import type { EditTarget } from './editTarget.ts';
import { canRename, rename } from './languageRename.ts';

const outputTokens = 200;
/** So many lines on either side of a name say what it is for. */
const linesAround = 40;

/** Suggests names for the symbol at the cursor; the language's own rename makes the change everywhere. */
export function renameCommand(runner: EditRunner): Promise<EditOutcome> {
  return runner.withTarget(async target => {
    const position = vscode.window.activeTextEditor?.selection.active;
    const word = position && target.document.getWordRangeAtPosition(position);
    if (!position || !word) return runner.inform('Put the cursor on a name first.');
    const name = target.document.getText(word);
    if (!(await canRename(target.document, position))) {
      return runner.inform(`The language offers no rename for ${name}.`);
    }
    const draft = draftNames(name, around(target, position.line), target.document.languageId);
    let names: string[] = [];
    const asked = { draft, outputTokens, uri: target.document.uri };
    const outcome = await runner.ask(`Finding names for ${name}`, asked, async reply => {
      names = readNames(reply, name);
      const message = 'The model suggested no other name.';
      return names.length > 0 ? { kind: 'done' } : { kind: 'told', message, mayRetry: false };
    });
    if (names.length === 0) return outcome;
    const title = `Inkling: Rename ${name} to…`;
    const chosen = await vscode.window.showQuickPick(names, { title });
    if (chosen === undefined) return { kind: 'cancelled' };
    return rename(target.document, position, chosen);
  });
}

function around({ document, lines }: EditTarget, line: number) {
  const block = enclosingBlock(lines, line);
  const start = Math.max(0, Math.min(block.start, line - linesAround));
  const endExclusive = Math.min(lines.length, Math.max(block.endExclusive, line + linesAround));
  const text = lines.slice(start, endExclusive).join('\n');
  const { uri } = document;
  return { uri: uri.toString(), path: relativePathOf(uri), start, endExclusive, text };
}
