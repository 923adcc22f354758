import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of this thread's heap and its arrays after they were last collected: what lives, and what V8 keeps for itself. */
let leftBytes = 0;

/**
 * Gives memory back after a big build. A worker that then waits for messages would keep the
 * leftovers of the build for as long as it lives, because an idle heap is never collected.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  leftBytes = heapBytes();
}

/**
 * Collects where this thread's heap is, with its arrays, larger than `mostBytes`, for use between the steps of a big build.
 * What a collection leaves is no reason for the next one: a heap of which that much lives grows by a third first.
 * @returns whether it collected
 */
export function keepHeapNear(mostBytes: number): boolean {
  const isOver = heapBytes() > Math.max(mostBytes, (leftBytes * 4) / 3);
  if (isOver) collectGarbage();
  return isOver;
}

function heapBytes(): number {
  const { heapTotal, arrayBuffers } = process.memoryUsage();
  return heapTotal + arrayBuffers;
}
