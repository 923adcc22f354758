import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../src/core/embedded/createEngine.ts';
import type { CursorText, EmbeddedEngine } from '../src/core/embedded/engine.ts';
import { ProjectIndex } from '../src/core/embedded/projectIndex.ts';
import { hash } from '../src/core/embedded/textTable.ts';
import { type CastVotes, voters } from '../src/core/embedded/votes/vote.ts';
import { isRightByCounting } from './countingModel.ts';
import { readSources } from './embeddedFit/examples.ts';
import { type Below, mask, type Place } from './embeddedMask.ts';

/** What is measured at the shipped places: with all, without one kind of vote, with a part of the files. */
interface Variant {
  readonly name: string;
  readonly voters: readonly CastVotes[];
  /** Part of the project's files that is learned, from 0 to 1. */
  readonly share: number;
}

const all = Object.values(voters);
const without = (name: string, ...left: readonly CastVotes[]): Variant => ({
  name: `without ${name}`,
  voters: all.filter(voter => !left.includes(voter)),
  share: 1,
});

const ablations: readonly Variant[] = [
  { name: 'all votes', voters: all, share: 1 },
  without('matches in other files', voters.projectExact),
  without('matches of shape', voters.projectSkeleton, voters.localSkeleton),
  without('matches in the open file', voters.localExact),
  without('lines by the line below', voters.nextLine),
  without('names by file name', voters.fileName),
  without('names of folders', voters.path),
  without('recent tokens', voters.recency),
];
const curve: readonly Variant[] = [0, 0.1, 0.25, 0.5, 1].map(share => ({
  name: `${share * 100} % of the files`,
  voters: all,
  share,
}));

interface Judged {
  readonly confidence: number;
  readonly isRight: boolean;
}

/** The two tables as Markdown. */
export async function embeddedTables(projectRoot: string): Promise<string> {
  const places = readFileSync(join(projectRoot, 'bench/cases/embedded.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Place)
    .filter(({ path }) => path !== undefined)
    .sort((a, b) => (a.root + a.path < b.root + b.path ? -1 : 1));
  const rows = [];
  for (const variant of [...ablations, ...curve])
    rows.push(await measure(projectRoot, places, variant));
  const head =
    '| | exact, all below | surest third | exact, block absent | surest third |\n|---|---|---|---|---|';
  const table = (some: readonly string[]) => [head, ...some].join('\n');
  const tables = [table(rows.slice(0, ablations.length)), table(rows.slice(ablations.length))];
  return `${[...tables, await comparison(projectRoot, places)].join('\n\n')}\n`;
}

/** The engine beside a model that only counts, where the rest of the line needs a name from another file, and elsewhere. */
async function comparison(projectRoot: string, places: readonly Place[]): Promise<string> {
  const right = {
    needed: { all: 0, engine: 0, counting: 0 },
    other: { all: 0, engine: 0, counting: 0 },
  };
  for (const root of new Set(places.map(place => place.root))) {
    const folder = join(projectRoot, root);
    const engine = await learn(folder, { name: '', voters: all, share: 1 });
    for (const place of places.filter(each => each.root === root)) {
      const whole = { ...place, root: folder, below: 'full' as const };
      const { isRight } = judge(engine, whole);
      const { cursor, hidden } = mask(whole);
      const into = needsAnotherFile(engine.project, cursor, hidden) ? right.needed : right.other;
      into.all++;
      if (isRight) into.engine++;
      if (isRightByCounting(engine.project, cursor, hidden)) into.counting++;
    }
  }
  const row = (name: string, { all, engine, counting }: typeof right.needed): string =>
    `| ${name} | ${all} | ${percent(engine, all)} | ${percent(counting, all)} |`;
  return [
    '| | places | exact | counting n-grams |\n|---|---|---|---|',
    row('needs a name from another file', right.needed),
    row('all others', right.other),
  ].join('\n');
}

/** Whether the rest of a line has a name that its own file does not have, but another one. */
function needsAnotherFile(
  { vocabulary, corpus }: ProjectIndex,
  { prefix, suffix }: CursorText,
  hidden: string,
): boolean {
  const name = /[A-Za-z_$][\w$]{3,}/g;
  const own = new Set(`${prefix}\n${suffix}`.match(name));
  return (hidden.match(name) ?? []).some(word => {
    const files = corpus.documentFrequency[vocabulary.intern(word)] ?? 0;
    return !own.has(word) && files > 0;
  });
}

async function measure(
  projectRoot: string,
  places: readonly Place[],
  variant: Variant,
): Promise<string> {
  const modes: readonly Below[] = ['full', 'block'];
  const judged: Record<string, Judged[]> = { full: [], block: [] };
  for (const root of new Set(places.map(place => place.root))) {
    const folder = join(projectRoot, root);
    const engine = await learn(folder, variant);
    for (const place of places.filter(each => each.root === root)) {
      for (const below of modes)
        judged[below]!.push(judge(engine, { ...place, root: folder, below }));
    }
  }
  const cells = modes.flatMap(below => figures(judged[below]!));
  process.stderr.write(`${variant.name}: ${cells.join(' ')}\n`);
  return `| ${variant.name} | ${cells.join(' | ')} |`;
}

async function learn(folder: string, { voters, share }: Variant): Promise<EmbeddedEngine> {
  const project = new ProjectIndex();
  const sources = await readSources(folder, ['.']);
  project.setFiles(sources.filter(({ path }) => hash(path) / 2 ** 32 < share));
  return createEngine(project, voters);
}

function judge(engine: EmbeddedEngine, place: Place): Judged {
  const { cursor, hidden } = mask(place);
  engine.project.focus(cursor.path);
  const guess = engine.guess(cursor, () => false);
  if (guess.kind === 'none') return { confidence: 0, isRight: false };
  const [first = ''] = guess.text.split('\n');
  return { confidence: guess.confidence, isRight: first.trim() === hidden.trim() };
}

function figures(judged: readonly Judged[]): readonly string[] {
  const rightOf = (some: readonly Judged[]): string =>
    percent(some.filter(({ isRight }) => isRight).length, some.length);
  const surest = [...judged].sort((a, b) => b.confidence - a.confidence);
  return [rightOf(judged), rightOf(surest.slice(0, Math.round(judged.length / 3)))];
}

const percent = (part: number, all: number): string => `${((100 * part) / all).toFixed(1)} %`;

process.stdout.write(await embeddedTables(process.env.INKLING_ROOT ?? process.cwd()));
