import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/attachment.ts';

/** Opens what was attached: the file, with the lines selected that were; of changes what git shows. */
export async function showAttachment(attachment: Attachment): Promise<void> {
  if (attachment.kind === 'diff') {
    const uri = vscode.Uri.parse(attachment.uri, true);
    await vscode.commands.executeCommand('git.openChange', uri);
    return;
  }
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(attachment.uri, true));
  const { startLine, endLineExclusive, kind } = attachment;
  const selection = document.validateRange(new vscode.Range(startLine, 0, endLineExclusive, 0));
  await vscode.window.showTextDocument(document, {
    preview: true,
    ...(kind === 'selection' && { selection }),
  });
}
