import type { Chunk } from '../context/chunks.ts';
import { type FileFacts, pathAt } from './fileTable.ts';
import {
  countOf,
  type IndexHit,
  pathsWith,
  type QueryTerm,
  type SearchOptions,
  search,
} from './search.ts';
import type { IndexedDefinition, Segment } from './segment.ts';
import { atOnce, type Steps } from './steps.ts';

/** So many files are taken in in one step: a few milliseconds. */
const filesAtOnce = 1000;

/** Where a file's words are. */
export interface Place {
  readonly segment: Segment;
  readonly file: number;
}

/** Hears which files the index comes to hold, and no longer holds. */
export interface PathListener {
  added(filePath: string): void;
  removed(filePath: string): void;
}

/**
 * All segments together, as one index of files.
 * Law: what it answers depends on the texts it holds, never on how it came to hold them: what a dead file held counts
 * nowhere, and equal scores are ordered by path and line.
 */
export class CodeIndex {
  constructor(private readonly listener?: PathListener) {}

  private readonly segmentList: Segment[] = [];
  private readonly places = new Map<string, Place>();
  /** Goes up with every change. */
  version = 0;

  get segments(): readonly Segment[] {
    return this.segmentList;
  }

  get fileCount(): number {
    return this.places.size;
  }

  /** Takes a segment in; its files replace those of the same name. What it does not take counts as dead. */
  addSegment(segment: Segment, takes?: (filePath: string) => boolean): void {
    atOnce(this.addSteps(segment, takes));
  }

  /** The same in steps, for a segment whose files are new: between them some are there and some are not yet. */
  *addSteps(segment: Segment, takes: (filePath: string) => boolean = () => true): Steps<void> {
    this.segmentList.push(segment);
    for (const [file, filePath] of segment.paths.entries()) {
      if (file % filesAtOnce === filesAtOnce - 1) yield;
      if (!segment.isDead(file) && !takes(filePath)) segment.kill(file);
      if (segment.isDead(file)) continue;
      this.kill(filePath);
      if (!this.places.has(filePath)) this.listener?.added(filePath);
      this.places.set(filePath, { segment, file });
      this.version++;
    }
    this.dropEmpty();
    this.version++;
  }

  removeFile(filePath: string): void {
    if (!this.places.has(filePath)) return;
    this.kill(filePath);
    this.places.delete(filePath);
    this.listener?.removed(filePath);
    this.dropEmpty();
    this.version++;
  }

  /** Puts one segment in the place of several, whose files it holds; what changed meanwhile stays changed. */
  replaceSegments(old: readonly Segment[], merged: Segment): void {
    merged.paths.forEach((filePath, file) => {
      const place = this.places.get(filePath);
      if (place && old.includes(place.segment)) {
        this.places.set(filePath, { segment: merged, file });
      } else merged.kill(file);
    });
    const kept = this.segmentList.filter(segment => !old.includes(segment));
    this.segmentList.splice(0, this.segmentList.length, ...kept, merged);
    this.dropEmpty();
    this.version++;
  }

  factsOf(filePath: string): FileFacts | undefined {
    const place = this.places.get(filePath);
    return place?.segment.factsOf(place.file);
  }

  /** The path of a file in its folder. */
  relativePathOf(filePath: string): string | undefined {
    const place = this.places.get(filePath);
    return place && pathAt(place.segment.data.files, place.file, filePath);
  }

  /** The very object for as long as the file is the same. */
  placeOf(filePath: string): Place | undefined {
    return this.places.get(filePath);
  }

  definitionsOf(filePath: string): readonly IndexedDefinition[] {
    const place = this.places.get(filePath);
    return place?.segment.definitionsOf(place.file) ?? [];
  }

  /** The stretches of lines that a file was cut into. */
  chunksOf(filePath: string): readonly Chunk[] {
    const place = this.places.get(filePath);
    return place?.segment.chunksOf(place.file) ?? [];
  }

  paths(): Iterable<string> {
    return this.places.keys();
  }

  /** In how many chunks a term stands. */
  frequency(term: string): number {
    return countOf(this.segmentList, term);
  }

  /** The files with a term, sorted; none where it stands in too many chunks to tell anything. */
  pathsWith(term: string, mostChunks: number): string[] {
    return pathsWith(this.segmentList, term, mostChunks);
  }

  /** The best chunks for a query, best first. */
  search(query: readonly QueryTerm[], options: SearchOptions): IndexHit[] {
    return search(this.segmentList, query, options);
  }

  private kill(filePath: string): void {
    const place = this.places.get(filePath);
    place?.segment.kill(place.file);
  }

  private dropEmpty(): void {
    const living = this.segmentList.filter(segment => segment.deadFileCount < segment.fileCount);
    if (living.length < this.segmentList.length) {
      this.segmentList.splice(0, this.segmentList.length, ...living);
    }
  }
}
