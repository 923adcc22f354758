import * as vscode from 'vscode';
import type { Attachment } from '../../core/chat/attachment.ts';
import { problemList, type ReportedProblem } from '../../core/chat/problemList.ts';
import { relativePathOf } from '../context/folderPaths.ts';

/** More files are a list, not a question. */
const mostFiles = 10;

/** The errors and warnings that are reported for an attachment's lines, as they are now; undefined where there are none. */
export function problemsOf(code: Attachment): Attachment | undefined {
  const { uri, path, startLine, endLineExclusive } = code;
  const found = vscode.languages.getDiagnostics(vscode.Uri.parse(uri, true));
  const inside = found.filter(
    ({ range }) => range.start.line < endLineExclusive && range.end.line >= startLine,
  );
  const text = problemList(inside.flatMap(reported));
  if (text === undefined) return undefined;
  const place = { uri, path, startLine, endLineExclusive };
  return { kind: 'diagnostic', languageId: 'plaintext', ...place, text };
}

/** The problems of the workspace's files, those with errors first; and how many files there was no room for. */
export function workspaceProblems(): { attachments: readonly Attachment[]; leftOut: number } {
  const files = vscode.languages
    .getDiagnostics()
    .filter(([uri, found]) => isInside(uri) && found.some(each => reported(each).length > 0))
    .sort(
      ([one, a], [other, b]) => worst(a) - worst(b) || (one.toString() < other.toString() ? -1 : 1),
    );
  const attachments = files.slice(0, mostFiles).flatMap(([uri, found]): Attachment[] => {
    const lastLine = Math.max(...found.map(({ range }) => range.end.line));
    const identity = { uri: uri.toString(), path: relativePathOf(uri), languageId: '' };
    const lines = { startLine: 0, endLineExclusive: lastLine + 1 };
    const problems = problemsOf({ kind: 'file', ...identity, ...lines, text: '' });
    return problems ? [problems] : [];
  });
  return { attachments, leftOut: Math.max(0, files.length - mostFiles) };
}

function isInside(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

function worst(found: readonly vscode.Diagnostic[]): number {
  return Math.min(...found.map(({ severity }) => severity));
}

/** What counts as a problem: hints and remarks do not, nor what a review by a model found. */
function reported(found: vscode.Diagnostic): readonly ReportedProblem[] {
  const levels = vscode.DiagnosticSeverity;
  if (found.severity > levels.Warning || found.source === 'Inkling review') return [];
  const severity = found.severity === levels.Error ? 'error' : 'warning';
  const { message, range, source = '' } = found;
  return [{ severity, line: range.start.line, message, source }];
}
