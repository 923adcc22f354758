import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes of this thread's objects and arrays after they were last collected. */
let leftBytes = 0;

/**
 * Gives memory back after a big build. A worker that then waits for messages would keep the
 * leftovers of the build for as long as it lives, because an idle heap is never collected.
 */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  leftBytes = usedBytes();
}

/**
 * Collects where this thread's objects and arrays have grown by so many bytes since it was last collected, for use between
 * the steps of a big build: V8 itself lets hundreds of megabytes of arrays wait.
 * @returns whether it collected
 */
export function collectGrown(bytes: number): boolean {
  const used = usedBytes();
  // Arrays are given back a while after they were collected.
  leftBytes = Math.min(leftBytes, used);
  const isOver = used > leftBytes + bytes;
  if (isOver) collectGarbage();
  return isOver;
}

function usedBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
