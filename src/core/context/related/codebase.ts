import type { Declaration } from './outline.ts';

/** A file with what it declares. */
export interface OutlinedFile {
  readonly path: string;
  readonly declarations: readonly Declaration[];
  /** It only hands on what other files declare: these modules. */
  readonly handsOn: readonly string[];
}

/** What a codebase can tell without understanding it. Paths are relative to its root. */
export interface Codebase {
  outline(path: string): OutlinedFile | undefined;
  /** Files that an import may mean, best first. */
  resolve(module: string, from: string): readonly string[];
  beside(path: string): readonly string[];
  companions(path: string): readonly string[];
  /** Files that seem to declare a name, in a steady order. */
  declaring(name: string): readonly string[];
  /** In how many places a name stands. */
  frequency(name: string): number;
}

/** Why a file is looked at. */
export interface FileRole {
  imported: number;
  companion: number;
  beside: number;
}
