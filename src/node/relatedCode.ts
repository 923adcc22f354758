import { LruMap } from '../base/lruMap.ts';
import type { Codebase, OutlinedFile } from '../core/context/related/codebase.ts';
import { importsOf } from '../core/context/related/imports.ts';
import { outlineOf } from '../core/context/related/outline.ts';
import { packOutline, unpackOutline } from '../core/context/related/packedOutline.ts';
import { PathLookup } from '../core/context/related/resolveImport.ts';
import { declarationTerm } from '../core/context/terms.ts';
import type { CodeIndex, PathListener, Place } from '../core/index/codeIndex.ts';
import type { FileFacts } from '../core/index/fileTable.ts';

/** A name that so many places declare is not told by where it is declared. */
const mostDeclarations = 200;

/** Of so many files what they declare is at hand: those around a few cursors. About 2 MB. */
const mostOutlines = 400;
/** Names that were looked up since the index changed. */
const mostNames = 2000;

/** What is remembered of a file, so that its text need not be read again. */
export function noteOf(path: string, text: string): string {
  const lines = text.split('\n');
  const declarations = outlineOf(lines, path);
  return [...handedOn(lines, declarations.length), '', packOutline(declarations)].join('\n');
}

/** The same; that of the file as it is known where its text has not changed. */
export function noteFor({ path, hash }: FileFacts, text: string, known?: FileFacts): string {
  return known?.hash === hash && known.note !== undefined ? known.note : noteOf(path, text);
}

/** What a file declares, and where the index had it when that was read. It does not hold on to that. */
interface Outlined {
  readonly place: WeakRef<Place>;
  readonly file: OutlinedFile;
}

/** The files of an index as a {@link Codebase}, by their paths on disk. */
export class RelatedCode implements Codebase, PathListener {
  private readonly paths = new PathLookup();
  private index: CodeIndex | undefined;
  private readonly outlines = new LruMap<string, Outlined>(mostOutlines);
  private readonly files = new LruMap<string, readonly string[]>(mostNames);
  private readonly counts = new LruMap<string, number>(mostNames);
  private namesVersion: number | undefined;

  /** The index tells its paths while it is being made. */
  attach(index: CodeIndex): void {
    this.index = index;
  }

  added(path: string): void {
    this.paths.add(path);
  }

  removed(path: string): void {
    this.paths.remove(path);
  }

  outline(path: string): OutlinedFile | undefined {
    const place = this.index?.placeOf(path);
    if (!place) return undefined;
    const known = this.outlines.get(path);
    if (known?.place.deref() === place) return known.file;
    const { note } = place.segment.factsOf(place.file);
    if (note === undefined) return undefined;
    const end = note.startsWith('\n') ? 0 : note.indexOf('\n\n') + 1;
    const handsOn = note.slice(0, end).split('\n').filter(Boolean);
    const file = { path, declarations: unpackOutline(note.slice(end + 1)), handsOn };
    this.outlines.set(path, { place: new WeakRef(place), file });
    return file;
  }

  resolve(module: string, from: string): readonly string[] {
    return this.paths.resolve(module, from);
  }

  beside(path: string): readonly string[] {
    return this.paths.beside(path);
  }

  companions(path: string): readonly string[] {
    return this.paths.companions(path);
  }

  declaring(name: string): readonly string[] {
    this.forgetWhereChanged();
    const known = this.files.get(name);
    if (known) return known;
    const paths = this.index?.pathsWith(declarationTerm(name), mostDeclarations) ?? [];
    this.files.set(name, paths);
    return paths;
  }

  frequency(name: string): number {
    this.forgetWhereChanged();
    const known = this.counts.get(name);
    if (known !== undefined) return known;
    const count = this.index?.frequency(name.toLowerCase()) ?? 0;
    this.counts.set(name, count);
    return count;
  }

  /** What was looked up of names holds until the index changes. */
  private forgetWhereChanged(): void {
    const version = this.index?.version;
    if (version === this.namesVersion) return;
    this.namesVersion = version;
    this.files.clear();
    this.counts.clear();
  }
}

const reExport = /^\s*(?:export\b.*\bfrom\b|\}\s*from\b|from\s+\.|pub use\b|#include\s*")/;

/** The modules that a file hands on, where it declares little itself. */
function handedOn(lines: readonly string[], nDeclarations: number): readonly string[] {
  const count = lines.filter(line => reExport.test(line)).length;
  if (count === 0 || nDeclarations > 3 * count) return [];
  return [...new Set(importsOf(lines).map(({ module }) => module))];
}
