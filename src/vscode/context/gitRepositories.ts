import * as vscode from 'vscode';

/** What Inkling uses of the API of VS Code's own git extension, version 1. */
interface GitApi {
  readonly repositories: readonly Repository[];
}

export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  readonly state: {
    readonly workingTreeChanges: readonly Change[];
    /** Where `git.untrackedChanges` keeps them apart. */
    readonly untrackedChanges?: readonly Change[];
  };
  /** What is staged against the last commit, else what is not staged against what is. */
  diff(cached?: boolean): Promise<string>;
  /** A file as a commit has it; rejects where it has none. */
  show(commit: string, fsPath: string): Promise<string>;
  log(options: { readonly maxEntries: number }): Promise<readonly { readonly message: string }[]>;
}

interface Change {
  readonly uri: vscode.Uri;
  readonly status: number;
}

/** The git extension's number for a file that git does not know yet. */
export const untracked = 7;

/** The repositories of this window; none where git or its extension is missing. */
export async function gitRepositories(): Promise<readonly Repository[]> {
  const extension = vscode.extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  try {
    return (await extension?.activate())?.getAPI(1).repositories ?? [];
  } catch {
    return [];
  }
}
