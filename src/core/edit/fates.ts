import type { HunkFate } from './match/resolveHunks.ts';

/** The same failure for each hunk of a request (one, where it has none). */
export function failed(reason: string, count = 1): HunkFate[] {
  return Array.from({ length: Math.max(1, count) }, () => ({ kind: 'failed', reason }));
}

export function applied(confidence: number): HunkFate[] {
  return [{ kind: 'applied', step: 'exact', confidence }];
}

export function newPath(path: string): string {
  return path
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(?:\.\/)+/, '');
}

export function noSuchFile(path: string | undefined): string {
  return path === undefined
    ? 'The reply does not say which file it changes.'
    : `There is no file ${path}.`;
}

export function isApplied(fate: HunkFate): boolean {
  return fate.kind === 'applied';
}

export function confidenceOfFate(fate: HunkFate): number {
  return fate.kind === 'applied' ? fate.confidence : 0;
}
