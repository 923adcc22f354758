import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** What a database holds. */
export interface SqliteShape {
  /** Another number means another format: what is stored is thrown away. */
  readonly version: number;
  /** Columns of each table, as SQL. */
  readonly tables: Readonly<Record<string, string>>;
}

/**
 * Opens a database, or makes it anew where it is damaged, of another kind or of another format. Undefined where this Node
 * has no SQLite, or the disk takes no file.
 */
export function openSqlite(filePath: string, shape: SqliteShape): DatabaseSync | undefined {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      mkdirSync(dirname(filePath), { recursive: true });
      return open(filePath, shape);
    } catch {
      removeSqlite(filePath);
    }
  }
  return undefined;
}

/** Takes the files of a closed database away. */
export function removeSqlite(filePath: string): void {
  try {
    for (const end of ['', '-wal', '-shm']) rmSync(filePath + end, { force: true });
  } catch {
    // What can't be removed can't be opened either.
  }
}

/** Does several changes, all or none. */
export function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function open(filePath: string, { version, tables }: SqliteShape): DatabaseSync {
  // Not every Node that runs extensions has SQLite.
  const sqlite = process.getBuiltinModule('node:sqlite') as
    | typeof import('node:sqlite')
    | undefined;
  if (sqlite === undefined) throw new Error('This Node has no SQLite.');
  const database = new sqlite.DatabaseSync(filePath);
  try {
    database.exec(
      'PRAGMA auto_vacuum = FULL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000',
    );
    const names = Object.keys(tables);
    if (database.prepare('PRAGMA user_version').get()?.user_version !== version) {
      for (const name of names) {
        database.exec(`DROP TABLE IF EXISTS ${name}; CREATE TABLE ${name} ${tables[name]}`);
      }
      database.exec(`PRAGMA user_version = ${version}`);
    }
    for (const name of names) database.prepare(`SELECT count(*) FROM ${name}`).get();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
