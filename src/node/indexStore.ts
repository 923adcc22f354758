import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { filePathAt } from '../core/index/fileTable.ts';
import { Segment } from '../core/index/segment.ts';
import { segmentFromBytes, segmentPieces } from '../core/index/segmentBytes.ts';
import type { Steps } from '../core/index/steps.ts';
import { inTransaction, openSqlite, removeSqlite } from './sqliteFile.ts';

const shape = {
  version: 5,
  tables: {
    segment: '(id INTEGER PRIMARY KEY, checksum INTEGER NOT NULL)',
    /** What a segment's bytes are made of, in their order. Of a segment that there is not, they count nowhere. */
    piece: '(id INTEGER PRIMARY KEY, segment INTEGER NOT NULL, data BLOB NOT NULL)',
    dead: '(segment INTEGER, file INTEGER, PRIMARY KEY (segment, file)) WITHOUT ROWID',
  },
};

/** So many paths are read in one step: a few milliseconds. */
const filesAtOnce = 4000;
/** Bytes that are written in one step: a few milliseconds. */
const pieceBytes = 262_144;

/**
 * Segments on disk, in SQLite. Pieces are written one by one; which of them count is changed in one transaction, so that
 * whoever opens it next finds all of a change or nothing, wherever the process ended. What can not be read is forgotten
 * and indexed anew: nothing in here exists only here.
 */
export class IndexStore {
  private constructor(
    private database: DatabaseSync,
    private readonly filePath: string,
  ) {}

  /** Undefined where this Node has no SQLite, or the disk takes no file. */
  static open(filePath: string): IndexStore | undefined {
    const database = openSqlite(filePath, shape);
    return database && new IndexStore(database, filePath);
  }

  /** Hands over all segments that can be read, oldest first. Throws where SQLite finds its file damaged; it is made anew. */
  *load(take: (segment: Segment) => Steps<void>): Steps<void> {
    const taken: Segment[] = [];
    try {
      const rows = this.database.prepare('SELECT id, checksum FROM segment ORDER BY id').all();
      const deadOf = this.database.prepare('SELECT file FROM dead WHERE segment = ?');
      for (const { id, checksum } of rows as Record<string, number>[]) {
        const segment = yield* this.read(id!, checksum!);
        if (segment === undefined) {
          this.database.exec(
            `DELETE FROM segment WHERE id = ${id}; DELETE FROM dead WHERE segment = ${id}`,
          );
          continue;
        }
        for (const { file } of deadOf.all(id!)) segment.kill(file as number);
        segment.unsavedDead.length = 0;
        taken.push(segment);
        yield* take(segment);
      }
    } catch (error) {
      for (const segment of taken) segment.storedAs = undefined;
      this.close();
      removeSqlite(this.filePath);
      this.database = openSqlite(this.filePath, shape) ?? this.database;
      throw error;
    }
  }

  /** A segment without what is dead in it; undefined where its bytes are not those that were written. */
  private *read(id: number, checksum: number): Steps<Segment | undefined> {
    const pieces = this.database
      .prepare('SELECT id, length(data) AS bytes FROM piece WHERE segment = ? ORDER BY id')
      .all(id) as { id: number; bytes: number }[];
    const dataOf = this.database.prepare('SELECT data FROM piece WHERE id = ?');
    const all = new Uint8Array(pieces.reduce((sum, { bytes }) => sum + bytes, 0));
    let at = 0;
    let found = 0;
    for (const piece of pieces) {
      const data = (dataOf.get(piece.id)?.data ?? new Uint8Array()) as Uint8Array;
      all.set(data, at);
      found = crc32(data, found);
      at += piece.bytes;
      yield;
    }
    const data = found === checksum ? yield* segmentFromBytes(all) : undefined;
    if (!data) return undefined;
    const paths: string[] = [];
    for (let file = 0; file < data.files.offsets.length - 1; file++) {
      paths.push(filePathAt(data.files, file));
      if (file % filesAtOnce === filesAtOnce - 1) yield;
    }
    const segment = new Segment(data, paths);
    segment.storedAs = id;
    return segment;
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
