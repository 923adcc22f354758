import { commentStyleOf } from '../../src/core/embedded/commentStyle.ts';
import { EmbeddedEngine } from '../../src/core/embedded/engine.ts';
import { buildLocalContext } from '../../src/core/embedded/localContext.ts';
import type { ProjectIndex } from '../../src/core/embedded/projectIndex.ts';
import { Ranker } from '../../src/core/embedded/ranker.ts';
import { createScene } from '../../src/core/embedded/scene.ts';
import type { Table } from './boostTrees.ts';
import { type Example, focus } from './examples.ts';

const never = () => false;

/** All candidates at the examples' places, with whether each is what was written. */
export function collectCandidates(
  index: ProjectIndex,
  examples: Iterable<Example>,
  weights: Float64Array,
  table: Table,
): void {
  const engine = new EmbeddedEngine(weights, new Ranker(0, 1, []), index);
  for (const example of examples) {
    focus(index, example);
    const { cursor, hidden } = example;
    const local = buildLocalContext(cursor, commentStyleOf(cursor.path), index.vocabulary);
    if (local.endsInComment) continue;
    const scene = createScene(index, cursor.path, local);
    for (const { text, features } of engine.candidates(cursor, scene, never).candidates) {
      table.rows.push(Float64Array.from(features));
      table.isRight.push(text.trim() === hidden.trim() ? 1 : 0);
    }
  }
}
