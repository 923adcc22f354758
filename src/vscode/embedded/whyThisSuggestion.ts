import * as vscode from 'vscode';
import type { Explanation } from '../../core/embedded/engine.ts';
import { findLine, type SourceLine } from '../../core/embedded/sources.ts';
import type { EmbeddedClient } from '../../node/embeddedClient.ts';
import { sourcePath } from '../../provider/embedded.ts';
import { sourceUri } from './sourceUri.ts';

interface SourcePick extends vscode.QuickPickItem {
  readonly location?: vscode.Location;
}

/** Shows from which lines the embedded engine has its suggestion at the cursor; picking one goes there. */
export async function whyThisSuggestion(client: EmbeddedClient): Promise<readonly string[]> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return [];
  const { document, selection } = editor;
  const offset = document.offsetAt(selection.active);
  const text = document.getText();
  const explanation = await client.explain({
    path: sourcePath(document.uri.toString()),
    prefix: text.slice(0, offset),
    suffix: text.slice(offset),
  });
  const picks = (await Promise.all(explanation.sources.map(pickOf))).filter(
    pick => pick !== undefined,
  );
  void show(describe(explanation), picks);
  return picks.map(({ label, description }) => `${description}: ${label}`);
}

async function show(title: string, picks: readonly SourcePick[]): Promise<void> {
  const none: SourcePick = { label: 'No line of the workspace explains it.' };
  const picked = await vscode.window.showQuickPick(picks.length === 0 ? [none] : picks, { title });
  if (!picked?.location) return;
  const { uri, range } = picked.location;
  await vscode.window.showTextDocument(uri, { selection: range });
}

function describe({ guess }: Explanation): string {
  if (guess.kind === 'none') return 'The embedded engine has no suggestion here';
  const line = guess.text.split('\n')[0]!.trim();
  return `“${line}”: ${Math.round(guess.confidence * 100)} % sure, learned from these lines`;
}

/** The line as it stands in its file now; undefined where it is gone. */
async function pickOf(source: SourceLine): Promise<SourcePick | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(sourceUri(source.path));
    const line = findLine(document.getText(), source.words);
    if (line === undefined) return undefined;
    const { range, text } = document.lineAt(line);
    return {
      label: text.trim(),
      description: `${vscode.workspace.asRelativePath(document.uri)}:${line + 1}`,
      detail: `${Math.round(source.share * 100)} % of it`,
      location: new vscode.Location(document.uri, range),
    };
  } catch {
    return undefined;
  }
}
