import * as vscode from 'vscode';
import { doneWithin } from '../../base/deadline.ts';
import { type PackedFile, packSnippets } from '../../core/context/packing.ts';
import { rankSnippets } from '../../core/context/rankSnippets.ts';
import type { Snippet } from '../../core/context/snippet.ts';
import { declaredIn } from '../../core/context/usageLines.ts';
import type { EditQuestion } from '../../core/prompt/editPrompt.ts';
import { estimateTokens } from '../../core/prompt/estimateTokens.ts';
import { cursorContextOf } from '../context/cursorContextOf.ts';
import { relativePathOf } from '../context/folderPaths.ts';
import type { SymbolPlace } from '../context/usages.ts';
import type { Services } from '../services.ts';
import { documentRange, type EditTarget } from './editTarget.ts';

/** What takes longer than this is not waited for. */
const retrieveMs = 500;
/** Tokens for code from elsewhere: beyond them it tells a model little that is new. */
const snippetTokens = 2000;

/** What is asked for, and code to follow that goes with the other snippets. */
export interface AskedEdit {
  readonly target: EditTarget;
  readonly instruction: string;
  readonly task: EditQuestion['task'];
  readonly examples: readonly Snippet[];
}

/** Gathers what goes with an instruction: problems in the lines, related code from elsewhere. */
export async function editQuestion(
  { target, instruction, task, examples }: AskedEdit,
  services: Pick<Services, 'retrievers' | 'clock' | 'rulesFor' | 'mapFor' | 'finder'>,
  signal: AbortSignal,
): Promise<EditQuestion> {
  const { document, lines, range } = target;
  return {
    uri: document.uri.toString(),
    path: relativePathOf(document.uri),
    languageId: document.languageId,
    instruction,
    lines,
    start: range.start,
    endExclusive: range.endExclusive,
    problems: problemsIn(target).map(
      ({ message, range: at }) => `Line ${at.start.line + 1}: ${message}`,
    ),
    snippets: await snippetsFor(target, instruction, examples, services, signal),
    rules: await services.rulesFor(document.uri),
    task,
  };
}

/** Errors and warnings that touch the target's lines. */
export function problemsIn(target: EditTarget): vscode.Diagnostic[] {
  const range = documentRange(target);
  return vscode.languages
    .getDiagnostics(target.document.uri)
    .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
    .filter(diagnostic => diagnostic.range.intersection(range) !== undefined);
}

async function snippetsFor(
  target: EditTarget,
  instruction: string,
  examples: readonly Snippet[],
  {
    retrievers,
    clock,
    mapFor,
    finder,
  }: Pick<Services, 'retrievers' | 'clock' | 'mapFor' | 'finder'>,
  signal: AbortSignal,
): Promise<readonly PackedFile[]> {
  const { document, range, lines } = target;
  const position = document.lineAt(Math.min(range.start, document.lineCount - 1)).range.end;
  const context = cursorContextOf(document, position);
  const selected = lines.slice(range.start, range.endExclusive).join('\n');
  const question = { question: instruction, symbol: symbolOf(target), withinMs: retrieveMs };
  const found = finder.find(question, signal);
  const related = await doneWithin(clock, retrieveMs, signal, [
    ...retrievers.map(retriever => (late: AbortSignal) => retriever.retrieve(context, late)),
    late => mapFor(document.uri, `${instruction}\n${selected}`, late),
  ]);
  const snippets = [...examples, ...related.flatMap(one => one ?? []), ...(await found)];
  const others = snippets.filter(({ uri }) => uri !== context.uri);
  return packSnippets(rankSnippets(others), snippetTokens, { count: estimateTokens }).files;
}

/** What the lines declare first: who changes it wants to see who uses it. */
function symbolOf({ document, range, lines }: EditTarget): SymbolPlace | undefined {
  const found = declaredIn(lines, range.start, range.endExclusive);
  if (!found) return undefined;
  const { name, line, column } = found;
  return { uri: document.uri, position: new vscode.Position(line, column), name };
}
