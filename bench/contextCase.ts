import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { CursorContext } from '../src/core/context/cursorContext.ts';
import { linesOf, OpenTexts } from '../src/core/context/openTexts.ts';
import { shownLines } from '../src/core/context/recentEdits.ts';
import type { Snippet } from '../src/core/context/snippet.ts';
import { identifiersOf } from '../src/core/context/terms.ts';
import { createEngine } from '../src/core/embedded/createEngine.ts';
import type { EmbeddedEngine } from '../src/core/embedded/engine.ts';
import { Grammars } from '../src/node/grammars.ts';
import { learnFolders } from '../src/node/learnFolders.ts';
import { locateLines } from '../src/node/matchedLines.ts';
import { WorkspaceIndex } from '../src/node/workspaceIndex.ts';

export const caseSchema = z.object({
  id: z.union([z.string(), z.number()]),
  root: z.string(),
  path: z.string(),
  line: z.number().int().min(0),
  column: z.number().int().min(0),
  budgetTokens: z.number().int().min(0),
  open: z.array(z.string()).default([]),
  recentEdits: z
    .array(z.object({ path: z.string(), before: z.string(), after: z.string() }))
    .default([]),
});

export type ContextCase = z.infer<typeof caseSchema>;

/** As many as the editor's retrievers hand out. */
const mostSimilar = 24;
const mostOpen = 8;
const maxFiles = 50_000;
const grammarFolder = join(process.env.INKLING_ROOT ?? process.cwd(), 'dist', 'syntax');

/** The index of a root's words, as the editor builds it. */
export async function buildIndex(root: string): Promise<WorkspaceIndex> {
  const index = new WorkspaceIndex({ grammars: new Grammars(grammarFolder) });
  await index.indexFolder(root, { maxFiles });
  return index;
}

/** What is known of a root: the index of its words, and the embedded engine. */
export interface CaseIndex {
  readonly words: WorkspaceIndex;
  readonly engine: EmbeddedEngine;
}

export async function buildCaseIndex(root: string): Promise<CaseIndex> {
  const words = await buildIndex(root);
  const engine = createEngine();
  await learnFolders(
    engine.project,
    { roots: [{ folder: root, prefix: '' }], maxFiles },
    { isStale: () => false, isNewer: () => false, report: () => {} },
  );
  return { words, engine };
}

/** What was retrieved for a place, and how long each retriever took. */
export interface Retrieved {
  readonly context: CursorContext;
  readonly snippets: readonly Snippet[];
  readonly ms: Readonly<Record<string, number>>;
}

/** A case with everything that was retrieved for it. */
export interface PreparedCase extends Retrieved {
  /** The same before the last character was typed: the first question at a place that nobody has been at. */
  readonly keyBefore: Retrieved | undefined;
  /** Names in the hidden rest of the line that stand nowhere else in the file. */
  readonly hiddenNames: readonly string[];
}

/** Retrieves for a case as the editor does, with the case's file masked: for one key, and for the next. */
export async function prepareCase(
  test: ContextCase,
  index: CaseIndex,
): Promise<PreparedCase | undefined> {
  const masked = await maskedContext(test);
  if (!masked) return undefined;
  const { context, text, file } = masked;
  const { words, engine } = index;
  const { prefix, suffix } = context;
  await words.setFile(file, prefix + suffix);
  engine.project.focus(test.path);
  engine.project.setFiles([{ path: test.path, text: prefix + suffix }]);
  try {
    const open = await openTexts(test, context);
    const earlier = { ...context, prefix: prefix.slice(0, prefix.endsWith('\r\n') ? -2 : -1) };
    const keyBefore = prefix === '' ? undefined : await retrieve(test, earlier, index, open);
    const retrieved = await retrieve(test, context, index, open);
    return { ...retrieved, keyBefore, hiddenNames: hiddenNames(context, text) };
  } finally {
    await words.setFile(file, text);
    engine.project.setFiles([{ path: test.path, text }]);
  }
}

async function retrieve(
  test: ContextCase,
  context: CursorContext,
  { words, engine }: CaseIndex,
  open: OpenTexts,
): Promise<Retrieved> {
  const ms: Record<string, number> = {};
  const timed = async <T>(kind: string, work: () => T | Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    const result = await work();
    ms[kind] = performance.now() - startedAt;
    return result;
  };
  const recentEdit = await recentSnippets(test, context);
  const openEditor = await timed('openEditor', () => open.snippets(context, mostOpen));
  const query = { ...context, filePath: join(test.root, test.path), limit: mostSimilar };
  const { similar, declared } = await timed('index', () => words.related(query));
  const matched = await timed('matched', () => matchedSnippets(test, context, engine));
  const snippets = [
    ...recentEdit,
    ...openEditor,
    ...similar.map((lines): Snippet => ({ kind: 'similar', ...lines })),
    ...declared.map((lines): Snippet => ({ kind: 'declaration', ...lines })),
    ...matched,
  ];
  return { context, snippets, ms };
}

/** The file as it is before the rest of the line is typed. */
async function maskedContext(test: ContextCase) {
  const filePath = join(test.root, test.path);
  const text = (await readFile(filePath, 'utf8')).replace(/^\uFEFF/, '');
  const lines = text.split('\n');
  const line = lines[test.line];
  if (line === undefined || test.column > line.length) return undefined;
  const offset = lines
    .slice(0, test.line)
    .reduce((sum, before) => sum + before.length + 1, test.column);
  const lineEnd = offset - test.column + line.replace(/\r$/, '').length;
  const context: CursorContext = {
    uri: pathToFileURL(filePath).toString(),
    path: test.path,
    languageId: '',
    version: 1,
    prefix: text.slice(0, offset),
    suffix: text.slice(Math.max(offset, lineEnd)),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    indentUnit: '  ',
  };
  return { context, text, file: { filePath, path: test.path } };
}

async function openTexts(test: ContextCase, context: CursorContext): Promise<OpenTexts> {
  const open = new OpenTexts('openEditor');
  for (const path of test.open) {
    const uri = pathToFileURL(join(test.root, path)).toString();
    const text = await readOptional(join(test.root, path));
    if (text !== undefined && uri !== context.uri) open.set({ uri, path, text });
  }
  return open;
}

/** What the embedded engine matches, in the files as they are on disk. */
async function matchedSnippets(
  test: ContextCase,
  { prefix, suffix }: CursorContext,
  engine: EmbeddedEngine,
): Promise<Snippet[]> {
  const sources = engine.matches({ path: test.path, prefix, suffix }, () => false);
  const lines = await locateLines(sources, path => readOptional(join(test.root, path)));
  return lines.map(({ path, line, text, share }) => ({
    kind: 'matched',
    uri: pathToFileURL(join(test.root, path)).toString(),
    path,
    startLine: line,
    endLineExclusive: line + 1,
    text: `${text}\n`,
    score: share,
  }));
}

/** Where the text after an edit stands now; an edit that can't be found is as good as none. */
async function recentSnippets(test: ContextCase, context: CursorContext): Promise<Snippet[]> {
  const snippets: Snippet[] = [];
  for (const { path, after } of test.recentEdits) {
    const uri = pathToFileURL(join(test.root, path)).toString();
    const text = uri === context.uri ? undefined : await readOptional(join(test.root, path));
    const at = text === undefined || after.trim() === '' ? -1 : text.indexOf(after);
    if (text === undefined || at === -1) continue;
    const startLine = text.slice(0, at).split('\n').length - 1;
    const edited = { uri, startLine, endLineExclusive: startLine + after.split('\n').length };
    const lines = shownLines(edited, text.split('\n').length);
    snippets.push({
      kind: 'recentEdit',
      path,
      ...lines,
      text: linesOf(text, lines.startLine, lines.endLineExclusive),
      score: 1,
    });
  }
  return snippets;
}

async function readOptional(filePath: string): Promise<string | undefined> {
  return readFile(filePath, 'utf8').catch(() => undefined);
}

function hiddenNames({ prefix, suffix }: CursorContext, text: string): readonly string[] {
  const rest = text.slice(prefix.length, text.length - suffix.length);
  const visible = new Set(identifiersOf(`${prefix}\n${suffix}`));
  return [...new Set(identifiersOf(rest))].filter(name => name.length > 2 && !visible.has(name));
}
