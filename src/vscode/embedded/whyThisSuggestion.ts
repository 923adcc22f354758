import * as vscode from 'vscode';
import type { Explanation } from '../../core/embedded/engine.ts';
import { findLine, type SourceLine } from '../../core/embedded/sources.ts';
import type { EmbeddedClient } from '../../node/embeddedClient.ts';
import { sourcePath } from '../../provider/embedded.ts';
import { sourceUri } from './sourceUri.ts';

interface SourcePick extends vscode.QuickPickItem {
  readonly location?: vscode.Location;
  /** `shop/handlers/placeOrder.ts:13` */
  readonly place?: string;
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
  return picks.map(({ label, place }) => `${place}: ${label}`);
}

async function show(title: string, picks: readonly SourcePick[]): Promise<void> {
  const none: SourcePick = { label: 'No line of the workspace explains it.' };
  const picked = await vscode.window.showQuickPick(picks.length === 0 ? [none] : picks, {
    title,
    matchOnDetail: true,
  });
  if (!picked?.location) return;
  const { uri, range } = picked.location;
  await vscode.window.showTextDocument(uri, { selection: range });
}

function describe({ guess }: Explanation): string {
  if (guess.kind === 'none') return 'The embedded engine has no suggestion here';
  const line = guess.text.split('\n')[0]!.trim();
  return `${Math.round(guess.confidence * 100)} % sure, learned from these lines: ${line}`;
}

/** The line as it stands in its file now; undefined where it is gone. */
async function pickOf(source: SourceLine): Promise<SourcePick | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(sourceUri(source.path));
    const line = findLine(document.getText(), source.words);
    if (line === undefined) return undefined;
    const { range, text } = document.lineAt(line);
    const place = `${vscode.workspace.asRelativePath(document.uri)}:${line + 1}`;
    const slash = place.lastIndexOf('/');
    const folder = slash < 0 ? '' : `, in ${place.slice(0, slash)}`;
    return {
      label: text.trim(),
      // What is too long is cut off at its end.
      detail: `${Math.round(source.share * 100)} % of it: ${place.slice(slash + 1)}${folder}`,
      place,
      location: new vscode.Location(document.uri, range),
    };
  } catch {
    return undefined;
  }
}
