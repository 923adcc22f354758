import { declarationTerm, type LexicalIndex } from '../core/context/lexicalIndex.ts';
import type { Codebase, OutlinedFile } from '../core/context/related/codebase.ts';
import { importsOf } from '../core/context/related/imports.ts';
import { outlineOf } from '../core/context/related/outline.ts';
import { packOutline, unpackOutline } from '../core/context/related/packedOutline.ts';
import { PathLookup } from '../core/context/related/resolveImport.ts';

/** A name that so many places declare is not told by where it is declared. */
const mostDeclarations = 200;

interface PackedFile {
  readonly outline: string;
  readonly handsOn: readonly string[];
}

/** The files of an index as a {@link Codebase}, by their paths on disk. */
export class RelatedCode implements Codebase {
  private readonly paths = new PathLookup();
  private readonly files = new Map<string, PackedFile>();

  constructor(private readonly index: LexicalIndex) {}

  set(path: string, text: string): void {
    const lines = text.split('\n');
    const declarations = outlineOf(lines, path);
    this.paths.add(path);
    const handsOn = handedOn(lines, declarations.length);
    this.files.set(path, { outline: packOutline(declarations), handsOn });
  }

  remove(path: string): void {
    this.files.delete(path);
    this.paths.remove(path);
  }

  outline(path: string): OutlinedFile | undefined {
    const file = this.files.get(path);
    return file && { path, declarations: unpackOutline(file.outline), handsOn: file.handsOn };
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
    return this.index.pathsWith(declarationTerm(name), mostDeclarations);
  }

  frequency(name: string): number {
    return this.index.frequency(name.toLowerCase());
  }
}

const reExport = /^\s*(?:export\b.*\bfrom\b|\}\s*from\b|from\s+\.|pub use\b|#include\s*")/;

/** The modules that a file hands on, where it declares little itself. */
function handedOn(lines: readonly string[], nDeclarations: number): readonly string[] {
  const count = lines.filter(line => reExport.test(line)).length;
  if (count === 0 || nDeclarations > 3 * count) return [];
  return [...new Set(importsOf(lines).map(({ module }) => module))];
}
