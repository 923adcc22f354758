import * as vscode from 'vscode';
import { type PromptFile, readPromptFile, remembered } from '../../core/edit/promptFile.ts';
import type { EditTarget } from './editTarget.ts';

const storageKey = 'inkling.instructions';
/** Where people keep prompt files: Inkling's own folder, and the one that VS Code knows. */
const promptFiles = '{.inkling/prompts/*.md,.github/prompts/*.prompt.md}';
const maxPromptFiles = 100;

/** The user's own instructions: those given before, and those kept in files of the workspace. */
export class Instructions {
  constructor(private readonly storage: vscode.Memento) {}

  get history(): readonly string[] {
    return this.storage.get(storageKey, []);
  }

  remember(instruction: string): void {
    void this.storage.update(storageKey, remembered(this.history, instruction));
  }

  /** Prompt files are instructions to the model, so an untrusted workspace has none. */
  async files(): Promise<PromptFile[]> {
    if (!vscode.workspace.isTrusted) return [];
    const uris = await vscode.workspace.findFiles(promptFiles, undefined, maxPromptFiles);
    const files = await Promise.all(uris.map(readPrompt));
    return files.flatMap(file => file ?? []).sort((a, b) => a.name.localeCompare(b.name));
  }
}

async function readPrompt(uri: vscode.Uri): Promise<PromptFile | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    return readPromptFile(uri.path, new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

interface Item extends vscode.QuickPickItem {
  readonly instruction: string;
}

/** Asks for an instruction: what is typed counts, earlier ones and prompt files can be picked. */
export function askInstruction(
  { range }: EditTarget,
  instructions: Instructions,
): Promise<string | undefined> {
  const { start, endExclusive } = range;
  const isLine = endExclusive - start <= 1;
  const place = isLine ? `line ${start + 1}` : `lines ${start + 1}–${endExclusive}`;
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = `Inkling: Edit ${place}`;
  pick.placeholder = 'What should change? For example: handle an empty list';
  pick.matchOnDescription = true;
  let kept: Item[] = instructions.history.map(instruction => ({ label: instruction, instruction }));
  const show = () => {
    const said = pick.value.trim();
    const typed = { label: said, description: 'Enter asks the model', instruction: said };
    // What is typed comes first, whatever of the others it is like.
    const others = kept.filter(({ instruction }) => instruction !== said);
    pick.items = said === '' ? kept : [{ ...typed, alwaysShow: true }, ...others];
    pick.activeItems = pick.items.slice(0, 1);
  };
  // The list follows what is typed a moment later: until its entry is there, Enter means what is typed all the same.
  let shownFor = '';
  pick.onDidChangeActive(([active]) => {
    if (active?.instruction === pick.value.trim()) shownFor = active.instruction;
  });
  pick.onDidChangeValue(show);
  show();
  void instructions.files().then(files => {
    const items = files.map(({ name, description, instruction }) => {
      return { label: `$(file) ${name}`, description, instruction };
    });
    if (items.length === 0) return;
    kept = [...kept, ...items];
    show();
  });
  return new Promise(resolve => {
    pick.onDidAccept(() => {
      const said = pick.value.trim();
      const isListed = said === '' || said === shownFor;
      const [picked = pick.activeItems[0]] = isListed ? pick.selectedItems : [];
      resolve(isListed ? picked?.instruction : said);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
