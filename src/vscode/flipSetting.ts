import * as vscode from 'vscode';

/** Flips a switch of Inkling's where it is set now: for the language, if it has a value of its own, else everywhere. */
export async function flipSetting(
  key: string,
  document: vscode.TextDocument | undefined,
): Promise<boolean> {
  const scope = document && { uri: document.uri, languageId: document.languageId };
  const configuration = vscode.workspace.getConfiguration('inkling', scope ?? null);
  const next = configuration.get<boolean>(key) === false;
  const found = configuration.inspect<boolean>(key);
  const isForLanguage =
    found?.globalLanguageValue !== undefined || found?.workspaceLanguageValue !== undefined;
  const target =
    found?.workspaceFolderValue !== undefined
      ? vscode.ConfigurationTarget.WorkspaceFolder
      : found?.workspaceValue !== undefined || found?.workspaceLanguageValue !== undefined
        ? vscode.ConfigurationTarget.Workspace
        : vscode.ConfigurationTarget.Global;
  await configuration.update(key, next, target, isForLanguage);
  return next;
}
