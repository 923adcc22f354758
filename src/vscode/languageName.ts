import * as vscode from 'vscode';

interface LanguageContribution {
  readonly id?: unknown;
  readonly aliases?: unknown;
}

/** A language's name as people read it (`TypeScript`), from the extension that brings it; else its identifier. */
export function languageName(languageId: string): string {
  for (const { packageJSON } of vscode.extensions.all) {
    const languages: unknown = packageJSON?.contributes?.languages;
    if (!Array.isArray(languages)) continue;
    for (const { id, aliases } of languages as LanguageContribution[]) {
      if (id === languageId && Array.isArray(aliases) && typeof aliases[0] === 'string') {
        return aliases[0];
      }
    }
  }
  return languageId;
}
