import * as vscode from 'vscode';
import { changeTexts } from '../../core/chat/changeTexts.ts';
import { CommitBox } from '../../core/edit/commitBox.ts';
import type { FileDiff } from '../../core/edit/diffFiles.ts';
import { draftCommit, type FileText } from '../../core/prompt/askPrompts.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import { gitRepositories, type Repository } from '../context/gitRepositories.ts';
import type { EditOutcome } from './editRun.ts';
import type { EditRunner } from './editRunner.ts';

const outputTokens = 400;
const maxSubjects = 10;

/**
 * Writes a commit message for what is staged (or, where nothing is, for all changes) into the box of
 * the source-control view, as it comes; what stood there comes back where none came.
 */
export async function commitMessage(runner: EditRunner, given: unknown): Promise<EditOutcome> {
  const repository = await repositoryOf(given);
  if (!repository) return runner.inform('There is no git repository in this workspace.');
  const diffs = changeTexts([(await repository.diff(true)) || (await repository.diff(false))]);
  if (diffs.length === 0) return runner.inform('There is nothing to commit.');
  const uris = diffs.map(({ path }) => vscode.Uri.joinPath(repository.rootUri, path));
  await runner.ports.services.ignoreRules.whenRead(uris);
  const draft = draftCommit(
    diffs.map(diff => fileText(repository, diff)),
    await subjects(repository),
  );
  const box = new CommitBox(repository.inputBox);
  const asked = { draft, outputTokens, uri: repository.rootUri };
  const use = async (reply: string): Promise<EditOutcome> => {
    box.show(reply);
    return { kind: 'done' };
  };
  const show = (text: string) => box.show(text);
  const outcome = await runner.ask('Writing a commit message', asked, use, show);
  if (outcome.kind !== 'done') box.restore();
  return outcome;
}

/** The repository whose button was pressed, else the one of the active file, else the only one. */
async function repositoryOf(given: unknown): Promise<Repository | undefined> {
  const repositories = await gitRepositories();
  const root = (given as { rootUri?: vscode.Uri } | undefined)?.rootUri?.toString();
  const pressed = repositories.find(({ rootUri }) => rootUri.toString() === root);
  const active = vscode.window.activeTextEditor?.document.uri;
  const around = repositories
    .filter(({ rootUri }) => active?.path.startsWith(`${rootUri.path}/`))
    .sort((a, b) => b.rootUri.path.length - a.rootUri.path.length);
  return pressed ?? around[0] ?? repositories[0];
}

function fileText({ rootUri }: Repository, { path, from, text }: FileDiff): FileText {
  const placeOf = (name: string) => {
    const uri = vscode.Uri.joinPath(rootUri, name);
    return { uri: uri.toString(), path: relativePathOf(uri) };
  };
  const lines = { start: 0, endExclusive: text.split('\n').length, text };
  return { ...placeOf(path), ...lines, ...(from !== undefined && { from: placeOf(from) }) };
}

/** A repository without commits has no log. */
async function subjects(repository: Repository): Promise<string[]> {
  try {
    const commits = await repository.log({ maxEntries: maxSubjects });
    return commits.map(({ message }) => message.split('\n')[0]!);
  } catch {
    return [];
  }
}
