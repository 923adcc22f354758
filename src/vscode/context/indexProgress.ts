import type { Disposable } from '../../base/disposable.ts';
import type { IndexClient } from '../../node/indexClient.ts';
import type { IndexProgress } from '../../node/indexFolderOptions.ts';
import type { Status } from '../status.ts';

/** Says in the status bar's tooltip and menu how far the reading of the workspace is, and stops it from there. */
export function showProgress(index: IndexClient, status: Status): Disposable {
  return index.onDidProgress(progress => {
    status.setActivity(progress && { label: labelOf(progress), stop: () => index.stop() });
  });
}

function labelOf({ phase, done, total }: IndexProgress): string {
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  const what = phase === 'words' ? 'Reading the workspace' : 'Reading the symbols of the workspace';
  return `${what}: ${percent} % of ${total} files.`;
}
