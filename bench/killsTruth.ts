import { declarationTerm } from '../src/core/context/terms.ts';
import type { CodeIndex } from '../src/core/index/codeIndex.ts';
import { FolderReader } from '../src/node/folderReader.ts';
import type { Grammars } from '../src/node/grammars.ts';
import { KeptIndex } from '../src/node/keptIndex.ts';

/** What an index may know of the texts that a project has had. */
export class Truth {
  /** By path, content and whether its syntax was read. */
  private readonly known = new Map<string, string>();
  /** The project's texts as they are now, by path. */
  private current = new Map<string, string>();

  /** Takes in what the project has become, read without a store and without an end in the middle. */
  async read(project: string, grammars: Grammars): Promise<void> {
    const kept = new KeptIndex();
    const reader = new FolderReader(kept, grammars);
    await reader.indexWords(project, { maxFiles: 100_000 });
    this.add(kept.index);
    await reader.indexSymbols(project, { maxFiles: 100_000 });
    this.current = this.add(kept.index);
  }

  /** Of how many files an index knows the words that they hold now, and of how many all. Throws where it knows what never was. */
  check(index: CodeIndex): { words: number; all: number } {
    let words = 0;
    let all = 0;
    for (const path of index.paths()) {
      const { text, key, what } = factsOf(index, path);
      if (this.known.get(key) !== what) throw new Error(`${path} is not what it was.`);
      for (const { name } of index.definitionsOf(path).slice(0, 3)) {
        const found = index.pathsWith(declarationTerm(name), Number.POSITIVE_INFINITY);
        if (index.factsOf(path)?.hasSymbols && !found.includes(path)) {
          throw new Error(`${path} is not found by ${name}.`);
        }
      }
      if (this.current.get(path) !== text) continue;
      words++;
      if (index.factsOf(path)?.hasSymbols) all++;
    }
    return { words, all };
  }

  get fileCount(): number {
    return this.current.size;
  }

  private add(index: CodeIndex): Map<string, string> {
    const texts = new Map<string, string>();
    for (const path of index.paths()) {
      const { text, key, what } = factsOf(index, path);
      this.known.set(key, what);
      texts.set(path, text);
    }
    return texts;
  }
}

/** A file's text as a hash, that with how it was read, and what the index says of it then. */
function factsOf(index: CodeIndex, path: string) {
  const { hash, hasSymbols, note } = index.factsOf(path)!;
  const what = [index.chunksOf(path), index.definitionsOf(path), note];
  return { text: hash, key: `${path} ${hash} ${hasSymbols}`, what: JSON.stringify(what) };
}
