import * as vscode from 'vscode';
import type { LastChange } from '../../core/completion/lastChange.ts';
import type { Situation } from '../../core/completion/question.ts';
import type { IgnoreRules } from '../../core/outbound/gate.ts';
import { IgnoreFiles } from '../../core/outbound/ignoreFiles.ts';
import type { Settings } from '../../core/settings.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { Switches } from './switches.ts';

/** Characters beyond which typing in a file must not cost more than typing. */
const hugeFile = 5_000_000;
const patternsBySettings = new WeakMap<Settings, IgnoreFiles>();
/** Documents of these kinds show something; nobody writes in them. */
const shownOnly = new Set(['output', 'debug', 'git', 'vscode-interactive-output']);

/** What the editor knows about a document right now. */
export function situationOf(
  document: vscode.TextDocument,
  settings: Settings,
  lastChange: LastChange,
  { ignoreRules, switches }: { readonly ignoreRules: IgnoreRules; readonly switches: Switches },
): Situation {
  const editor = vscode.window.activeTextEditor;
  const selections = editor?.document === document ? editor.selections : [];
  return {
    isEnabled: settings['completion.enabled'] && wantsSuggestions(document),
    isSnoozed: switches.isSnoozed,
    switchedOffBy: patternsOf(settings)?.excludedBy(relativePathOf(document.uri)),
    isWantedIn: {
      comment: settings['completion.inComments'],
      string: settings['completion.inStrings'],
    },
    isAiDisabled: isAiDisabled(),
    isTrusted: vscode.workspace.isTrusted,
    excludedBy: ignoreRules.excludedBy(document.uri.toString(), relativePathOf(document.uri)),
    isReadOnly: isReadOnly(document),
    isHuge: document.offsetAt(new vscode.Position(document.lineCount, 0)) > hugeFile,
    hasSelection: selections.some(selection => !selection.isEmpty),
    hasSeveralCursors: selections.length > 1,
    lastChange,
    // Known to the session.
    isBackingOff: false,
    isPausing: false,
  };
}

/** The patterns of `completion.exclude`, read once for each settings that hold. */
function patternsOf(settings: Settings): IgnoreFiles | undefined {
  const patterns = settings['completion.exclude'];
  if (patterns.length === 0) return undefined;
  const known = patternsBySettings.get(settings);
  if (known) return known;
  const read = new IgnoreFiles([{ path: 'inkling.completion.exclude', text: patterns.join('\n') }]);
  patternsBySettings.set(settings, read);
  return read;
}

/** VS Code's own switch for AI features. */
export function isAiDisabled(): boolean {
  return vscode.workspace.getConfiguration('chat').get('disableAIFeatures') === true;
}

/** With VS Code's inline suggestions off nobody would ask for what is prepared. */
function wantsSuggestions(document: vscode.TextDocument): boolean {
  return (
    vscode.workspace.getConfiguration('editor', document).get('inlineSuggest.enabled') !== false
  );
}

function isReadOnly(document: vscode.TextDocument): boolean {
  const { scheme } = document.uri;
  if (shownOnly.has(scheme) || scheme.startsWith('inkling')) return true;
  return vscode.workspace.fs.isWritableFileSystem(scheme) === false;
}
