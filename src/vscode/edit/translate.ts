import * as vscode from 'vscode';
import { applyReply } from '../../core/edit/applyReply.ts';
import { translation } from '../../core/edit/editTasks.ts';
import { draftConversion } from '../../core/prompt/askPrompts.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { EditOutcome } from './editRun.ts';
import type { EditRunner } from './editRunner.ts';
import type { EditTarget } from './editTarget.ts';
import { openBeside } from './proposal.ts';

/** Languages that people speak; any other can be typed. */
const spoken = ['English', 'Deutsch', 'Español', 'Français', '中文', '日本語', 'Português'];
/** Languages that machines run, by what VS Code calls them. */
const programming: Readonly<Record<string, string>> = {
  C: 'c',
  'C#': 'csharp',
  'C++': 'cpp',
  Go: 'go',
  Java: 'java',
  JavaScript: 'javascript',
  Kotlin: 'kotlin',
  PHP: 'php',
  Python: 'python',
  Ruby: 'ruby',
  Rust: 'rust',
  Swift: 'swift',
  TypeScript: 'typescript',
};
const outputTokens = 4000;

/**
 * Translates the comments and texts of the target in place, or its code into another programming
 * language, which opens beside it.
 */
export async function translate(
  runner: EditRunner,
  target: EditTarget,
  given: unknown,
): Promise<EditOutcome> {
  const language = (typeof given === 'string' ? given : await askLanguage())?.trim();
  if (!language) return { kind: 'cancelled' };
  const id = programming[language];
  if (id !== undefined) return convert(runner, target, language, id);
  const instruction = translation(language);
  return runner.run(target, { title: 'Translating', instruction, task: 'rewrite' });
}

function convert(
  runner: EditRunner,
  { document, lines, range }: EditTarget,
  language: string,
  id: string,
): Promise<EditOutcome> {
  const text = lines.slice(range.start, range.endExclusive).join('\n');
  const path = relativePathOf(document.uri);
  const code = { uri: document.uri.toString(), path, ...range, text };
  const draft = draftConversion(code, document.languageId, language);
  const asked = { draft, outputTokens, uri: document.uri };
  return runner.ask(`Translating into ${language}`, asked, async reply => {
    const { files, reason } = applyReply('rewrite', new Map([['code', '']]), reply);
    const converted = files.get('code');
    if (typeof converted !== 'string') {
      const message = reason ?? 'The model wrote no code.';
      return { kind: 'told', message, mayRetry: true };
    }
    await openBeside(converted, id);
    return { kind: 'done' };
  });
}

/** Any language can be typed; the usual ones can be picked. */
function askLanguage(): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick();
  pick.title = 'Inkling: Translate into…';
  pick.placeholder = 'A language; Enter takes what is typed';
  pick.items = [
    { label: 'Comments and texts', kind: vscode.QuickPickItemKind.Separator },
    ...spoken.map(label => ({ label })),
    { label: 'The code, into a new document', kind: vscode.QuickPickItemKind.Separator },
    ...Object.keys(programming).map(label => ({ label })),
  ];
  return new Promise(resolve => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.label ?? pick.value);
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
