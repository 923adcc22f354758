import { join, sep } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { CodeIndex } from '../core/index/codeIndex.ts';
import { mergeSegments } from '../core/index/mergeSegments.ts';
import type { Segment } from '../core/index/segment.ts';
import { segmentBytes } from '../core/index/segmentBytes.ts';
import { type Breathe, breathing } from '../core/index/steps.ts';
import { collectGrown } from './collectGarbage.ts';
import type { IndexStore } from './indexStore.ts';
import { RelatedCode } from './relatedCode.ts';

/** So many segments of few files make one together, so that a query need not ask each. */
const mostSmallSegments = 24;
const smallBytes = 200_000;
const mostMiddleSegments = 12;
const middleBytes = 6_000_000;
/** Segments that become one hold no more than this together: while they are merged, all is in memory three times. */
const mergedBytes = 24_000_000;
/** Work leaves much behind; beyond this it is cleared away before there is more. */
export const mostLeftBytes = 32_000_000;

/** The segments of an index, kept few and safe on disk: one such work after the other, while the index is changed and asked. */
export class KeptIndex {
  private working = Promise.resolve();
  private hasTold = false;
  readonly code = new RelatedCode();
  readonly index = new CodeIndex(this.code);
  /** Resolves when all that the store keeps is in the index: it may be asked before, and changed only then. */
  readonly loaded: Promise<void>;

  /** `tell` hears of the first thing that goes wrong and ends nothing; `breathe` is awaited while the store is read. */
  constructor(
    private readonly store?: IndexStore,
    private readonly tell?: (error: unknown) => void,
    breathe: Breathe = () => setImmediate(),
  ) {
    this.code.attach(this.index);
    const steps = store?.load(segment => this.index.addSteps(segment));
    const load = async () => steps && breathing(steps, breathe);
    this.loaded = this.inTurn(load).catch(this.note);
  }

  /** Notes what went wrong. The work goes on, and may fail again and again: that is said once. */
  readonly note = (error: unknown): void => {
    if (!this.hasTold) this.tell?.(error);
    this.hasTold = true;
  };

  /** Files below a folder, or at this very path. */
  pathsBelow(root: string): string[] {
    const start = join(root, sep);
    return [...this.index.paths()].filter(path => path === root || path.startsWith(start));
  }

  /** Makes one segment of many small ones. Where it can't they stay as they are. */
  tidy(breathe: Breathe): Promise<void> {
    return this.inTurn(async () => {
      const small = this.below(smallBytes);
      if (small.length > mostSmallSegments) await this.merge([small], breathe);
      const middle = this.below(middleBytes);
      if (middle.length > mostMiddleSegments + mostSmallSegments) await this.mergeAll(breathe);
    }).catch(this.note);
  }

  /** Makes few of all segments that are not large: each has a dictionary of its own, which costs room. */
  settle(breathe: Breathe): Promise<void> {
    return this.inTurn(() => this.mergeAll(breathe)).catch(this.note);
  }

  save(breathe: Breathe): Promise<void> {
    return this.inTurn(() => this.saveAll(breathe));
  }

  close(): Promise<void> {
    return this.inTurn(() => Promise.resolve(this.store?.close()));
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.working.then(work);
    this.working = done.catch(() => {});
    return done;
  }

  private below(bytes: number): Segment[] {
    return this.index.segments.filter(({ data }) => segmentBytes(data) < bytes);
  }

  private mergeAll(breathe: Breathe): Promise<void> {
    return this.merge(groupsOf(this.below(middleBytes)), breathe);
  }

  /** Makes one segment of each group. `groups` is empty afterwards: what has been merged would stay in memory until all are. */
  private async merge(groups: (readonly Segment[])[], breathe: Breathe): Promise<void> {
    while (groups.length > 0) {
      await this.replace(groups.shift()!, breathe);
      await this.saveAll(breathe);
      collectGrown(mostLeftBytes);
    }
  }

  private async replace(segments: readonly Segment[], breathe: Breathe): Promise<void> {
    this.index.replaceSegments(segments, await mergeSegments(segments, breathe));
  }

  /** A store that can't be written is no reason to stop: the next window reads again what this one could not keep. */
  private async saveAll(breathe: Breathe): Promise<void> {
    if (!this.store) return;
    // What comes to be meanwhile is not waited for.
    const segments = [...this.index.segments];
    await breathing(this.store.save(segments), breathe).catch(this.note);
  }
}

/** Neighbours that may become one segment, two at least. */
function groupsOf(segments: readonly Segment[]): (readonly Segment[])[] {
  const groups: Segment[][] = [];
  let size = 0;
  for (const segment of segments) {
    const bytes = segmentBytes(segment.data);
    if (groups.length === 0 || size + bytes > mergedBytes) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)!.push(segment);
    size += bytes;
  }
  return groups.filter(({ length }) => length > 1);
}
