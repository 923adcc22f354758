import { readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';

/** What a suite hands back: one result per case, in order, and the line with the figure that matters. */
export interface SuiteResult {
  readonly results: readonly object[];
  readonly summary: string;
}

interface Suite {
  runSuite(cases: readonly unknown[]): Promise<SuiteResult>;
}

/** Cases whose `root` lies in this project say so relative to it. */
const projectRoot = process.env.INKLING_ROOT ?? process.cwd();
const workingFolder = process.env.INIT_CWD ?? process.cwd();

const suites: Record<string, () => Promise<Suite>> = {
  filters: () => import('./filters.ts'),
  edits: () => import('./edits.ts'),
  context: () => import('./context.ts'),
  ablation: () => import('./ablation.ts'),
  question: () => import('./question.ts'),
  embedded: () => import('./embedded.ts'),
  tokens: () => import('./tokens.ts'),
  typing: () => import('./typing.ts'),
  index: () => import('./index.ts'),
  kills: () => import('./kills.ts'),
  footprint: () => import('./footprint.ts'),
  workbench: () => import('./workbench.ts'),
};

interface Options {
  readonly suite: string;
  readonly casesFile: string | undefined;
  readonly outFile: string | undefined;
}

function parseArguments(commandLine: readonly string[]): Options {
  const [suite = '', ...rest] = commandLine;
  const value = (flag: string) => {
    const index = rest.indexOf(flag);
    const given = index === -1 ? undefined : rest[index + 1];
    if (index !== -1 && given === undefined) throw new UsageError(`${flag} needs a file.`);
    return given === undefined ? undefined : resolve(workingFolder, given);
  };
  if (!(suite in suites)) throw new UsageError(`There is no suite "${suite}".`);
  return { suite, casesFile: value('--cases'), outFile: value('--out') };
}

class UsageError extends Error {}

/** Reads one JSON object a line; a malformed line is reported with its number and left out. */
function readCases(file: string): { cases: object[]; nMalformed: number } {
  let nMalformed = 0;
  const cases = readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line, index) => {
      if (line.trim() === '') return [];
      try {
        const parsed: unknown = JSON.parse(line);
        if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
          return [parsed];
      } catch {
        // Reported below, together with lines that are JSON but no object.
      }
      nMalformed++;
      process.stderr.write(`${file}:${index + 1}: not a JSON object\n`);
      return [];
    });
  return { cases, nMalformed };
}

/** A root in a case from outside is relative to where the command was called, in a shipped one to the project. */
function withAbsoluteRoot(testCase: object, base: string): object {
  const root = 'root' in testCase && typeof testCase.root === 'string' ? testCase.root : undefined;
  return root === undefined || isAbsolute(root)
    ? testCase
    : { ...testCase, root: resolve(base, root) };
}

/** Resolves when a pipe has taken everything; ending before would cut it off. */
function written(text: string): Promise<void> {
  return new Promise(resolve => process.stdout.write(text, () => resolve()));
}

async function main(): Promise<number> {
  const { suite, casesFile, outFile } = parseArguments(process.argv.slice(2));
  const load = suites[suite];
  if (!load) throw new UsageError(`There is no suite "${suite}".`);
  const shippedName = suite === 'ablation' ? 'context' : suite;
  const shipped = join(projectRoot, 'bench', 'cases', `${shippedName}.jsonl`);
  const { cases, nMalformed } = ['footprint', 'workbench'].includes(suite)
    ? { cases: [], nMalformed: 0 }
    : readCases(casesFile ?? shipped);
  const base = casesFile ? workingFolder : projectRoot;
  const { runSuite } = await load();
  const { results, summary } = await runSuite(
    cases.map(testCase => withAbsoluteRoot(testCase, base)),
  );
  const lines = results.map(result => `${JSON.stringify(result)}\n`).join('');
  if (outFile) writeFileSync(outFile, lines);
  await written(outFile ? `${summary}\n` : `${lines}${summary}\n`);
  return nMalformed > 0 ? 2 : 0;
}

main().then(
  code => process.exit(code),
  (error: unknown) => {
    const usage = `Usage: npm run -s bench -- <${Object.keys(suites).join('|')}> [--cases FILE.jsonl] [--out FILE.jsonl]`;
    process.stderr.write(
      error instanceof UsageError
        ? `${error.message}\n${usage}\n`
        : `${error instanceof Error ? error.stack : error}\n`,
    );
    process.exit(1);
  },
);
