import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BoostOptions, boostTrees, type Table } from './boostTrees.ts';
import { calibrate } from './calibrate.ts';
import { CandidateTables } from './collectCandidates.ts';
import { collectEvents, VoteEvents } from './collectVotes.ts';
import { examplesOf, loadProject } from './examples.ts';
import { fitWeights } from './fitWeights.ts';
import { fitProjects } from './projects.ts';
import { startWeights } from './startWeights.ts';
import { calibrationSource, rankerSource, weightsSource } from './write.ts';

/** Positions per unit of a project's share: for the weights of votes, and others for the ranker. */
const votePositions = 450;
const rankerPositions = 1000;
/** Seeds of the positions; those of the ranker differ, so that it does not judge what the votes know by heart. */
const voteSeed = 2;
const rankerSeed = 1002;
const trees = { trees: 118, depth: 4, learningRate: 0.1, leastRows: 20, sample: 0.7 };
const nextTrees = { ...trees, trees: 52, depth: 3 };

const root = process.env.INKLING_ROOT ?? process.cwd();
const cache = join(root, 'out', 'fit');
const target = join(root, 'src', 'core', 'embedded');
const log = (line: string): void => void process.stderr.write(`${line}\n`);

/** Fits the weights of the votes and the trees of the ranker, and writes them where the engine has them. */
async function run(): Promise<void> {
  const projects = [];
  for (const project of fitProjects) {
    projects.push({ ...project, ...(await loadProject(project, cache)) });
  }
  const events = new VoteEvents();
  for (const [i, { index, sources, share, package: name }] of projects.entries()) {
    const examples = examplesOf(sources, Math.round(votePositions * share), voteSeed + i);
    collectEvents(index, examples, events);
    log(`${name}: ${index.fileCount} files, ${events.count} tokens so far`);
  }
  const weights = fitWeights(events, startWeights(), log).map(w => Math.round(w * 100) / 100);
  writeFileSync(join(target, 'fittedWeights.ts'), weightsSource(weights));
  const tables = new CandidateTables(weights);
  const names = [...new Set(projects.map(project => project.package))];
  for (const [i, { index, sources, share, package: name }] of projects.entries()) {
    const examples = examplesOf(sources, Math.round(rankerPositions * share), rankerSeed + i);
    tables.add(index, examples, names.indexOf(name));
    log(`${name}: ${tables.first.rows.length} candidates so far`);
  }
  const write = (name: string, table: Table, options: BoostOptions): void => {
    const source = rankerSource(name, boostTrees(table, options), options.depth);
    writeFileSync(join(target, `${name}Trees.ts`), source);
  };
  write('ranker', tables.first, trees);
  const calibration = calibrate(tables.first, trees);
  writeFileSync(join(target, 'rankerCalibration.ts'), calibrationSource(calibration));
  write('nextRanker', tables.next, nextTrees);
}

await run();
