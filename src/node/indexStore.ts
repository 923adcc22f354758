import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { Segment } from '../core/index/segment.ts';
import { segmentFromBytes, segmentPieces } from '../core/index/segmentBytes.ts';
import type { Steps } from '../core/index/steps.ts';
import { inTransaction, openSqlite } from './sqliteFile.ts';

const shape = {
  version: 4,
  tables: {
    segment: '(id INTEGER PRIMARY KEY, checksum INTEGER NOT NULL)',
    /** What a segment's bytes are made of, in their order. Of a segment that there is not, they count nowhere. */
    piece: '(id INTEGER PRIMARY KEY, segment INTEGER NOT NULL, data BLOB NOT NULL)',
    dead: '(segment INTEGER, file INTEGER, PRIMARY KEY (segment, file)) WITHOUT ROWID',
  },
};

/** Bytes that are written in one step: a few milliseconds. */
const pieceBytes = 262_144;

/**
 * Segments on disk, in SQLite. Pieces are written one by one; which of them count is changed in one transaction, so that
 * whoever opens it next finds all of a change or nothing, wherever the process ended. What can not be read is forgotten
 * and indexed anew: nothing in here exists only here.
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
    const rows = this.database.prepare('SELECT id, checksum FROM segment ORDER BY id').all();
    const piecesOf = this.database.prepare('SELECT data FROM piece WHERE segment = ? ORDER BY id');
    const deadOf = this.database.prepare('SELECT file FROM dead WHERE segment = ?');
    const segments: Segment[] = [];
    for (const { id, checksum } of rows as Record<string, number>[]) {
      const bytes = Buffer.concat(piecesOf.all(id!).map(({ data }) => data as Uint8Array));
      const data = crc32(bytes) === checksum ? segmentFromBytes(bytes) : undefined;
      if (data === undefined) {
        this.database.exec(
          `DELETE FROM segment WHERE id = ${id}; DELETE FROM dead WHERE segment = ${id}`,
        );
        continue;
      }
      const segment = new Segment(data);
      segment.storedAs = id!;
      for (const { file } of deadOf.all(id!)) segment.kill(file as number);
      segment.unsavedDead.length = 0;
      segments.push(segment);
    }
    return segments;
  }

  /** Makes the store hold just these segments, and what is dead in them by the time they are all written. */
  *save(segments: readonly Segment[]): Steps<void> {
    const { database } = this;
    const checksums = new Map<Segment, number>();
    try {
      for (const segment of segments) {
        if (segment.storedAs === undefined) checksums.set(segment, yield* this.write(segment));
      }
      inTransaction(database, () => {
        const ids = segments.map(({ storedAs }) => storedAs).join();
        database.exec(`DELETE FROM segment WHERE id NOT IN (${ids})`);
        database.exec(`DELETE FROM dead WHERE segment NOT IN (${ids})`);
        const add = database.prepare('INSERT INTO segment VALUES (?, ?)');
        for (const [{ storedAs }, checksum] of checksums) add.run(storedAs!, checksum);
        const kill = database.prepare('INSERT OR IGNORE INTO dead VALUES (?, ?)');
        for (const { storedAs, unsavedDead } of segments) {
          for (const file of unsavedDead) kill.run(storedAs!, file);
        }
      });
    } catch (error) {
      // What was taken back is not stored.
      for (const segment of checksums.keys()) segment.storedAs = undefined;
      throw error;
    }
    for (const segment of segments) segment.unsavedDead.length = 0;
    const sweep = database.prepare(
      'DELETE FROM piece WHERE id = (SELECT id FROM piece WHERE segment NOT IN (SELECT id FROM segment) LIMIT 1)',
    );
    while (sweep.run().changes > 0) yield;
  }

  close(): void {
    this.database.close();
  }

  /** Writes the pieces of a segment under a number that no other has had; answers their checksum. */
  private *write(segment: Segment): Steps<number> {
    const { database } = this;
    const last = database.prepare('SELECT max(segment) AS id FROM piece').get()?.id;
    const id = Number(last) + 1;
    const insert = database.prepare('INSERT INTO piece (segment, data) VALUES (?, ?)');
    let checksum = 0;
    for (const piece of segmentPieces(segment.data, pieceBytes)) {
      checksum = crc32(piece, checksum);
      insert.run(id, piece);
      yield;
    }
    segment.storedAs = id;
    return checksum;
  }
}
