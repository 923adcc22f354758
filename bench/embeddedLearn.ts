import { createEngine } from '../src/core/embedded/createEngine.ts';
import type { EmbeddedEngine } from '../src/core/embedded/engine.ts';
import type { FileStamp } from '../src/core/embedded/snapshot.ts';
import { learnFolders } from '../src/node/learnFolders.ts';

/** More than the setting's default: a case may lie anywhere in its root. */
const maxFiles = 20_000;

export interface Learned {
  readonly engine: EmbeddedEngine;
  readonly stamps: ReadonlyMap<string, FileStamp>;
  /** Own time of building. */
  readonly ms: number;
}

/** An engine that has learned a folder, with the code of the worker. */
export async function learn(root: string): Promise<Learned> {
  const engine = createEngine();
  const stamps = new Map<string, FileStamp>();
  const start = process.threadCpuUsage();
  await learnFolders(
    engine.project,
    { roots: [{ folder: root, prefix: '' }], maxFiles },
    { isStale: () => false, isNewer: () => false, report: () => {} },
    stamps,
  );
  return { engine, stamps, ms: Math.round(milliseconds(process.threadCpuUsage(start))) };
}

/**
 * Own time of some work, in ms. The system counts that of a thread in steps of some milliseconds; that of the process,
 * with what the compiler and the collector do beside it, and the time that passes are exact and never shorter.
 */
export function ownMs(work: () => void): number {
  const start = process.cpuUsage();
  const startedAt = performance.now();
  work();
  const passed = performance.now() - startedAt;
  return Math.min(passed, milliseconds(process.cpuUsage(start)));
}

const milliseconds = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

export interface Spread {
  readonly p50: number;
  readonly p95: number;
}

export function spreadOf(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}
