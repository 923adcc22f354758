import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import type { Segment } from '../core/index/segment.ts';
import { Segment as LoadedSegment } from '../core/index/segment.ts';
import { segmentFromBytes, segmentToBytes } from '../core/index/segmentBytes.ts';
import { openSqlite } from './sqliteFile.ts';

const shape = {
  version: 3,
  tables: {
    segment: '(id INTEGER PRIMARY KEY, checksum INTEGER NOT NULL, data BLOB NOT NULL)',
    dead: '(segment INTEGER, file INTEGER, PRIMARY KEY (segment, file)) WITHOUT ROWID',
  },
};

/**
 * Segments on disk, in SQLite. Every change is one transaction, so that whoever opens it next finds all of it or nothing,
 * wherever the process ended. What can not be read is forgotten and indexed anew: nothing in here exists only here.
 */
export class IndexStore {
  private constructor(private readonly database: DatabaseSync) {}

  /** Undefined where this Node has no SQLite, or the disk takes no file. */
  static open(filePath: string): IndexStore | undefined {
    const database = openSqlite(filePath, shape);
    return database && new IndexStore(database);
  }

  /** All segments that can be read, oldest first. */
  load(): Segment[] {
    const rows = this.database.prepare('SELECT id, checksum, data FROM segment ORDER BY id').all();
    const deadOf = this.database.prepare('SELECT file FROM dead WHERE segment = ?');
    const segments: Segment[] = [];
    for (const { id, checksum, data } of rows) {
      const bytes = data as Uint8Array;
      const read = crc32(bytes) === checksum ? segmentFromBytes(bytes) : undefined;
      if (read === undefined) {
        this.database.prepare('DELETE FROM segment WHERE id = ?').run(id as number);
        continue;
      }
      const segment = new LoadedSegment(read);
      segment.storedAs = id as number;
      for (const { file } of deadOf.all(id as number)) segment.kill(file as number);
      segment.unsavedDead.length = 0;
      segments.push(segment);
    }
    return segments;
  }

  /** Makes the store hold just these segments, and what is dead in them. */
  save(segments: readonly Segment[]): void {
    const { database } = this;
    database.exec('BEGIN IMMEDIATE');
    const added = segments.filter(({ storedAs }) => storedAs === undefined);
    try {
      const kept = new Set(segments.map(({ storedAs }) => storedAs));
      for (const { id } of database.prepare('SELECT id FROM segment').all()) {
        if (kept.has(id as number)) continue;
        database.prepare('DELETE FROM segment WHERE id = ?').run(id as number);
        database.prepare('DELETE FROM dead WHERE segment = ?').run(id as number);
      }
      for (const segment of segments) this.saveOne(segment);
      database.exec('COMMIT');
      for (const segment of segments) segment.unsavedDead.length = 0;
    } catch (error) {
      // What was taken back is not stored.
      for (const segment of added) segment.storedAs = undefined;
      database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.database.close();
  }

  private saveOne(segment: Segment): void {
    if (segment.storedAs === undefined) {
      const bytes = segmentToBytes(segment.data);
      const { lastInsertRowid } = this.database
        .prepare('INSERT INTO segment (checksum, data) VALUES (?, ?)')
        .run(crc32(bytes), bytes);
      segment.storedAs = Number(lastInsertRowid);
      for (let file = 0; file < segment.fileCount; file++) {
        if (segment.isDead(file)) this.saveDead(segment.storedAs, file);
      }
    } else {
      for (const file of segment.unsavedDead) this.saveDead(segment.storedAs, file);
    }
  }

  private saveDead(segment: number, file: number): void {
    this.database.prepare('INSERT OR IGNORE INTO dead VALUES (?, ?)').run(segment, file);
  }
}
