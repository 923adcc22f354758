import { nextLineFeatures } from '../../src/core/embedded/candidateFeatures.ts';
import { commentStyleOf } from '../../src/core/embedded/commentStyle.ts';
import { EmbeddedEngine } from '../../src/core/embedded/engine.ts';
import { buildLocalContext } from '../../src/core/embedded/localContext.ts';
import { Indents, likeliestStart, sceneAfter } from '../../src/core/embedded/nextLines.ts';
import type { ProjectIndex } from '../../src/core/embedded/projectIndex.ts';
import { Ranker } from '../../src/core/embedded/ranker.ts';
import { createScene } from '../../src/core/embedded/scene.ts';
import { Voter } from '../../src/core/embedded/voter.ts';
import type { VotingScene } from '../../src/core/embedded/votes/votingScene.ts';
import { MaskedFile } from '../embeddedMask.ts';
import type { Table } from './boostTrees.ts';
import type { Example } from './examples.ts';

const never = () => false;
/** Lines after the cursor's that are learned from at each place. */
const maxNextLines = 2;

/** Candidates at places, with whether each is what was written: for the cursor's line, and for lines after it. */
export class CandidateTables {
  readonly first: Table & { places: number[]; projects: number[] } = {
    ...{ rows: [], isRight: [] },
    ...{ places: [], projects: [] },
  };
  readonly next: Table = { rows: [], isRight: [] };

  constructor(private readonly weights: Float64Array) {}

  /** `project` is a number for it; parts of one project share it. */
  add(index: ProjectIndex, examples: Iterable<Example>, project: number): void {
    const silent = new Ranker(0, 1, []);
    const engine = new EmbeddedEngine(this.weights, silent, silent, index);
    const file = new MaskedFile(index);
    for (const example of examples) {
      const { cursor, hidden, whole } = example;
      file.mask(cursor, whole);
      const local = buildLocalContext(cursor, commentStyleOf(cursor.path), index.vocabulary);
      if (local.endsInComment) continue;
      const scene = createScene(index, cursor.path, local);
      const { candidates } = engine.candidates(scene, cursor.prefix, '', never);
      this.first.places.push(this.first.rows.length);
      this.first.projects.push(project);
      for (const { text, features } of candidates) {
        addRow(this.first, features, text.trim() === hidden.trim());
      }
      this.addNext(engine, scene, example);
    }
    file.restore();
  }

  /** Lines after the cursor's, with those before them as they were written. */
  private addNext(engine: EmbeddedEngine, first: VotingScene, example: Example): void {
    const { cursor, hidden, hiddenLines } = example;
    const indents = new Indents(cursor.prefix);
    let scene = first;
    let written = hidden;
    let left = hiddenLines;
    for (let i = 0; i < maxNextLines; i++) {
      const steps = tokensOf(engine.project, cursor.path, scene.local.partial + written);
      const end = distributionAfter(scene, steps, this.weights);
      const start = likeliestStart(end);
      const next = start && sceneAfter(scene, steps, start);
      if (!start || !next) return;
      const indent = indents.next(start);
      const lead = `${start.isAfterBlank ? '\n' : ''}${indent}`;
      const at = left.findIndex(line => line.trim() !== '');
      const truth =
        at === -1
          ? undefined
          : left
              .slice(0, at + 1)
              .join('\n')
              .trimEnd();
      const { candidates } = engine.candidates(next, indent, '', never);
      for (const { text, features } of candidates) {
        addRow(this.next, nextLineFeatures(features, start, next), lead + text === truth);
      }
      if (truth === undefined || !truth.startsWith(lead)) return;
      written = truth.slice(lead.length);
      left = left.slice(at + 1);
      scene = next;
    }
  }
}

function addRow(table: Table, features: readonly number[], isRight: boolean): void {
  table.rows.push(Float64Array.from(features));
  table.isRight.push(isRight ? 1 : 0);
}

/** The tokens of a piece of a line, as the steps that would decode it. */
function tokensOf({ vocabulary }: ProjectIndex, path: string, text: string) {
  const local = buildLocalContext(
    { prefix: `${text}\n`, suffix: '' },
    commentStyleOf(path),
    vocabulary,
  );
  const tokens = [...local.before.slice(2, local.beforeLength - 1)];
  return tokens.map(token => ({ choice: { token } }));
}

function distributionAfter(
  scene: VotingScene,
  steps: ReturnType<typeof tokensOf>,
  weights: Float64Array,
): Float64Array {
  scene.contextLength = scene.local.beforeLength;
  for (const { choice } of steps) scene.context[scene.contextLength++] = choice.token;
  const { lineEnds } = new Voter(scene, weights).next();
  scene.contextLength = scene.local.beforeLength;
  return lineEnds;
}
