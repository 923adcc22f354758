import { sep } from 'node:path';

/** Paths that changed, on disk if nothing else is said; with a folder changed all that lies below it. */
export class TouchedPaths {
  private readonly paths = new Set<string>();

  constructor(private readonly separator: string = sep) {}

  add(path: string): void {
    this.paths.add(path);
  }

  /** Whether this path, or a folder above it, is among them. */
  has(path: string): boolean {
    if (this.paths.size === 0) return false;
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf(this.separator)))) {
      if (this.paths.has(at)) return true;
    }
    return false;
  }
}
