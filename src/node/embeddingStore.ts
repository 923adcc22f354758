import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { QuantisedVector } from '../core/vectors/quantise.ts';
import { inTransaction, openSqlite, removeSqlite } from './sqliteFile.ts';

const shape = {
  version: 1,
  tables: {
    space: '(name TEXT NOT NULL, dimensions INTEGER NOT NULL)',
    vector:
      '(key TEXT PRIMARY KEY, checksum INTEGER NOT NULL, scale REAL NOT NULL, data BLOB NOT NULL)',
    cut: '(path TEXT PRIMARY KEY, hash TEXT NOT NULL, chunks TEXT NOT NULL)',
  },
};

/** A chunk of a file as it was last cut: its lines, and the key of its embedding. */
export type KeyedLines = readonly [startLine: number, endLineExclusive: number, key: string];

/** How a file was cut. */
export interface FileCut {
  /** Of the file's content. */
  readonly hash: string;
  readonly chunks: readonly KeyedLines[];
}

/** What a store has, or is to have more of. */
export interface StoredEmbeddings {
  readonly vectors: Iterable<readonly [key: string, vector: QuantisedVector]>;
  readonly cuts: Iterable<readonly [filePath: string, cut: FileCut]>;
}

/** Embeddings that can be compared: of one model, all of one length. */
export interface EmbeddingSpace {
  readonly name: string;
  readonly dimensions: number;
}

/**
 * Embeddings on disk, in SQLite. Every change is one transaction, so that whoever opens it next finds all of it or nothing.
 * What can not be read is forgotten and made anew.
 */
export class EmbeddingStore {
  private constructor(
    private readonly database: DatabaseSync,
    private readonly filePath: string,
  ) {}

  /** Undefined where this Node has no SQLite, or the disk takes no file. */
  static open(filePath: string): EmbeddingStore | undefined {
    const database = openSqlite(filePath, shape);
    return database && new EmbeddingStore(database, filePath);
  }

  /** Whose embeddings are in it; undefined when it is empty. */
  space(): EmbeddingSpace | undefined {
    const row = this.database.prepare('SELECT name, dimensions FROM space').get();
    return row && { name: row.name as string, dimensions: row.dimensions as number };
  }

  *vectors(): Generator<readonly [key: string, vector: QuantisedVector]> {
    const rows = this.database.prepare('SELECT key, checksum, scale, data FROM vector').iterate();
    for (const { key, checksum, scale, data } of rows) {
      const bytes = data as Uint8Array;
      if (crc32(bytes) !== checksum) continue;
      const values = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      yield [key as string, { scale: scale as number, values }];
    }
  }

  *cuts(): Generator<readonly [filePath: string, cut: FileCut]> {
    for (const { path, hash, chunks } of this.database.prepare('SELECT * FROM cut').iterate()) {
      const cut = { hash: hash as string, chunks: JSON.parse(chunks as string) as KeyedLines[] };
      yield [path as string, cut];
    }
  }

  /** Empties it for the embeddings of a space. */
  reset({ name, dimensions }: EmbeddingSpace): void {
    this.change(() => {
      this.database.exec('DELETE FROM space; DELETE FROM vector; DELETE FROM cut');
      this.database.prepare('INSERT INTO space VALUES (?, ?)').run(name, dimensions);
    });
  }

  add({ vectors, cuts }: StoredEmbeddings): void {
    this.change(() => {
      const vector = this.database.prepare('INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?)');
      for (const [key, { scale, values }] of vectors) {
        vector.run(key, crc32(values), scale, values);
      }
      const cut = this.database.prepare('INSERT OR REPLACE INTO cut VALUES (?, ?, ?)');
      for (const [path, { hash, chunks }] of cuts) cut.run(path, hash, JSON.stringify(chunks));
    });
  }

  remove(keys: Iterable<string>, filePaths: Iterable<string>): void {
    this.change(() => {
      const vector = this.database.prepare('DELETE FROM vector WHERE key = ?');
      for (const key of keys) vector.run(key);
      const cut = this.database.prepare('DELETE FROM cut WHERE path = ?');
      for (const path of filePaths) cut.run(path);
    });
  }

  close(): void {
    this.database.close();
  }

  /** Closes it and takes its file away: it turned out to be damaged. */
  discard(): void {
    this.close();
    removeSqlite(this.filePath);
  }

  private change(work: () => void): void {
    inTransaction(this.database, work);
  }
}
