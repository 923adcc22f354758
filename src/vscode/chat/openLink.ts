import * as vscode from 'vscode';
import { parseFileLink } from '../../core/chat/fileLink.ts';

/** Opens a link of an answer: a web page outside, a file of the workspace in the editor. Says why not. */
export async function openLink(href: string): Promise<string | undefined> {
  if (/^(https?|mailto):/i.test(href)) {
    // VS Code itself asks before it leaves for a site that is not trusted yet.
    await vscode.env.openExternal(vscode.Uri.parse(href, true));
    return undefined;
  }
  const link = parseFileLink(href);
  const uri = link && (await findInWorkspace(link.path));
  if (!link || !uri) return `${href} is neither a web page nor a file of this workspace.`;
  const at = new vscode.Position(link.line ?? 0, 0);
  await vscode.window.showTextDocument(uri, {
    preview: true,
    ...(link.line !== undefined && { selection: new vscode.Range(at, at) }),
  });
  return undefined;
}

/** The file of the workspace that a relative path names; undefined when there is none. */
export async function findInWorkspace(path: string): Promise<vscode.Uri | undefined> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const uri = vscode.Uri.joinPath(folder.uri, path);
    if (!uri.path.startsWith(`${folder.uri.path.replace(/\/$/, '')}/`)) continue;
    try {
      const { type } = await vscode.workspace.fs.stat(uri);
      if (type & vscode.FileType.File) return uri;
    } catch {
      // Not in this folder; perhaps in the next.
    }
  }
  return undefined;
}
