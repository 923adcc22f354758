import type { LocalContext } from './localContext.ts';
import type { ProjectIndex } from './projectIndex.ts';
import { stemOf } from './stem.ts';
import { linesByNext } from './votes/nextLine.ts';
import type { CarriedChange, FileRenames, VotingScene } from './votes/votingScene.ts';

/** What votes look at for one request: the project, and the document around the cursor. */
export function createScene(project: ProjectIndex, path: string, local: LocalContext): VotingScene {
  const { vocabulary, corpus, exactIndex, skeletonIndex, similarity, nearbyNames } = project;
  similarity.compareWith(local);
  nearbyNames.compareWith(local);
  const stem = stemOf(path);
  const scene = {
    ...{ vocabulary, corpus, exactIndex, skeletonIndex, local },
    context: local.before,
    contextLength: local.beforeLength,
    folder: path.slice(0, path.lastIndexOf('/') + 1),
    similarity,
    stem,
    pathNames: path
      .replace(/\.[^/]*$/, '')
      .split('/')
      .map(name => vocabulary.intern(name)),
    nearbyNames,
    renames: new Map<number, FileRenames>(),
    changes: new Map<number, Map<number, CarriedChange>>(),
  };
  return { ...scene, linesByNext: linesByNext(project, local) };
}
