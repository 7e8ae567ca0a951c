import Database from 'better-sqlite3';
import { asStoreProblem } from './problems.ts';

/** Bytes are bound as a BLOB: a statement that takes a text as bytes says `CAST(? AS TEXT)`. */
export type SqlValue = string | number | null | Uint8Array;

/** A prepared statement. `Row` is what its SELECT names; the statement's author vouches for it. */
export type Statement<Parameters extends readonly SqlValue[], Row> = {
  run(...parameters: Parameters): { readonly changes: number; readonly id: number };
  get(...parameters: Parameters): Row | undefined;
  all(...parameters: Parameters): Row[];
};

/** The one writing connection. Every error of SQLite leaves it as a Problem. */
export type Connection = {
  readonly file: string;
  prepare<Parameters extends readonly SqlValue[], Row = never>(sql: string): Statement<Parameters, Row>;
  exec(sql: string): void;
  pragma(text: string): unknown;
  /** All or nothing; a nested call is a savepoint of the outer one. */
  transaction<T>(work: () => T): T;
  /** Runs `work` once what is written now is committed (at once outside a transaction), never after a rollback. */
  afterCommit(work: () => void): void;
  close(): void;
};

const busyTimeoutMs = 10_000;

/**
 * Opens the database file for writing: WAL, so that readers see a snapshot while we write (https://www.sqlite.org/wal.html).
 * 16 MiB of page cache; a checkpoint every 48 MiB of log, and the log file is cut back to 64 MiB.
 */
export function openConnection(file: string): Connection {
  const database = attempt(file, () => new Database(file, { timeout: busyTimeoutMs }));
  try {
    for (const setting of ['journal_mode = WAL', 'synchronous = NORMAL', 'cache_size = -16000', 'journal_size_limit = 67108864', 'wal_autocheckpoint = 12000', 'temp_store = MEMORY', 'trusted_schema = OFF'])
      attempt(file, () => database.pragma(setting));
  } catch (error) {
    database.close();
    throw error;
  }
  return connectionOn(database, file);
}

function connectionOn(database: Database.Database, file: string): Connection {
  let waiting: (() => void)[] = [];

  const transaction = <T>(work: () => T): T => {
    const outermost = !database.inTransaction;
    const pending = waiting.length;
    attempt(file, () => database.exec(outermost ? 'BEGIN IMMEDIATE' : 'SAVEPOINT inner_work'));
    let result: T;
    try {
      result = work();
      attempt(file, () => database.exec(outermost ? 'COMMIT' : 'RELEASE inner_work'));
    } catch (error) {
      waiting = waiting.slice(0, pending);
      // SQLite itself rolls back on some errors (disk full, I/O); then there is nothing left to roll back.
      if (database.inTransaction) database.exec(outermost ? 'ROLLBACK' : 'ROLLBACK TO inner_work; RELEASE inner_work');
      throw error;
    }
    if (outermost) {
      const due = waiting;
      waiting = [];
      for (const next of due) next();
    }
    return result;
  };

  return {
    file,
    prepare: <Parameters extends readonly SqlValue[], Row>(sql: string) => statementOn<Parameters, Row>(attempt(file, () => database.prepare<SqlValue[], Row>(sql)), file),
    exec: (sql) => void attempt(file, () => database.exec(sql)),
    pragma: (text) => attempt(file, () => database.pragma(text, { simple: true })),
    transaction,
    afterCommit: (work) => {
      if (database.inTransaction) waiting.push(work);
      else work();
    },
    close: () => void attempt(file, () => database.close()),
  };
}

function statementOn<Parameters extends readonly SqlValue[], Row>(prepared: Database.Statement<SqlValue[], Row>, file: string): Statement<Parameters, Row> {
  return {
    run(...parameters) {
      try {
        const result = prepared.run(...parameters);
        return { changes: result.changes, id: Number(result.lastInsertRowid) };
      } catch (error) {
        throw asStoreProblem(error, file);
      }
    },
    get(...parameters) {
      try {
        return prepared.get(...parameters);
      } catch (error) {
        throw asStoreProblem(error, file);
      }
    },
    all(...parameters) {
      try {
        return prepared.all(...parameters);
      } catch (error) {
        throw asStoreProblem(error, file);
      }
    },
  };
}

/** Runs `work`; what SQLite or the file system throws comes out as a Problem. */
export function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asStoreProblem(error, file);
  }
}
