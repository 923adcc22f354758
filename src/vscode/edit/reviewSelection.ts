import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposable.ts';
import { type Finding, readFindings } from '../../core/edit/findings.ts';
import { draftReview } from '../../core/prompt/askPrompts.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { EditOutcome } from './editRun.ts';
import type { EditRunner } from './editRunner.ts';
import { documentRange, type EditTarget } from './editTarget.ts';

/** The longest list of findings that anybody reads. */
const outputTokens = 1500;

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
} as const;

/** Reviews of code by the model: what it finds stands among the problems, where the lightbulb can fix it. */
export class SelectionReviews implements Disposable {
  private readonly store = new DisposableStore();
  private readonly found = this.store.add(vscode.languages.createDiagnosticCollection('Inkling'));

  constructor(private readonly runner: EditRunner) {
    this.store.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.found.delete(uri)));
    // A finding is about the text that was reviewed.
    this.store.add(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const known = this.found.get(document.uri) ?? [];
        const left = known.filter(
          ({ range }) => !contentChanges.some(change => change.range.intersection(range)),
        );
        const moves = contentChanges.some(({ range, text }) => !isSameHeight(range, text));
        if (moves || left.length < known.length) this.found.set(document.uri, moves ? [] : left);
      }),
    );
  }

  run(): Promise<EditOutcome> {
    return this.runner.withTarget(target => this.review(target));
  }

  private review(target: EditTarget): Promise<EditOutcome> {
    const { document, lines, range } = target;
    const code = {
      uri: document.uri.toString(),
      path: relativePathOf(document.uri),
      ...range,
      text: lines.slice(range.start, range.endExclusive).join('\n'),
    };
    const draft = draftReview(code, document.languageId);
    const version = document.version;
    return this.runner.ask('Reviewing', { draft, outputTokens, uri: document.uri }, async reply => {
      const findings = document.version === version ? readFindings(reply, range) : undefined;
      if (!findings) return told('The code changed meanwhile; review it again.');
      this.show(target, findings);
      if (findings.length > 0) return { kind: 'done' };
      return told('The model found nothing to report.');
    });
  }

  private show(target: EditTarget, findings: readonly Finding[]): void {
    const { document } = target;
    const within = documentRange(target);
    const others = (this.found.get(document.uri) ?? []).filter(
      ({ range }) => !within.contains(range),
    );
    const diagnostics = findings.map(({ line, severity, message }) => {
      const { range, firstNonWhitespaceCharacterIndex: first } = document.lineAt(line);
      const at = new vscode.Range(line, first, line, range.end.character);
      const diagnostic = new vscode.Diagnostic(at, message, severities[severity]);
      diagnostic.source = 'Inkling review';
      return diagnostic;
    });
    this.found.set(document.uri, [...others, ...diagnostics]);
  }

  dispose(): void {
    this.store.dispose();
  }
}

function isSameHeight(range: vscode.Range, text: string): boolean {
  return range.end.line - range.start.line === text.split('\n').length - 1;
}

function told(message: string): EditOutcome {
  return { kind: 'told', message, mayRetry: false };
}
