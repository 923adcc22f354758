import type { FileRequest } from './reply.ts';

/**
 * Requests as they are meant together: updates of one file that follow each other are one, whose hunks all mean the
 * same version of it, and a file that is deleted and then made anew is rewritten.
 */
export function joinRequests(
  requests: readonly FileRequest[],
  fileOf: (path: string | undefined) => string | undefined,
): FileRequest[] {
  const joined: FileRequest[] = [];
  for (const request of requests) {
    const file = fileOf(request.path);
    const gone = joined.findIndex(
      other => other.kind === 'delete' && file !== undefined && fileOf(other.path) === file,
    );
    const last = joined.at(-1);
    if (request.kind === 'create' && gone !== -1) {
      joined.splice(gone, 1, { ...request, kind: 'rewrite' });
    } else if (
      request.kind === 'update' &&
      last?.kind === 'update' &&
      last.moveTo === undefined &&
      fileOf(last.path) === file &&
      (file !== undefined || last.path === request.path)
    ) {
      const hunks = [...last.hunks, ...request.hunks];
      joined.splice(-1, 1, { ...request, hunks, isOrdered: false });
    } else joined.push(request);
  }
  return joined;
}
