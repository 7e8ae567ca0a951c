import Database from 'better-sqlite3';
import { attempt } from './connection.ts';
import type { SqlValue } from './connection.ts';
import { closedMeanwhile } from './problems.ts';

/** Streams of rows beside the writing connection. */
export type Readers = {
  /**
   * The rows of `sql`, one by one. Sees everything committed before the first row is asked for, and nothing later:
   * every stream has a read-only connection of its own, because a connection that still reads keeps its old snapshot.
   */
  stream<Row>(sql: string, ...parameters: readonly SqlValue[]): Generator<Row, void, undefined>;
  close(): void;
};

type Reader = { readonly database: Database.Database; readonly statements: Map<string, Database.Statement<SqlValue[], unknown>> };

const idleReaders = 3;

/** Opens read-only connections as streams need them and keeps a few for the next ones. */
export function openReaders(file: string): Readers {
  const idle: Reader[] = [];
  const active = new Map<Reader, Iterator<unknown>>();
  let closed = false;

  function open(): Reader {
    const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
    database.pragma('cache_size = -4000');
    return { database, statements: new Map() };
  }

  function release(reader: Reader): void {
    if (!active.delete(reader)) return;
    if (closed || idle.length >= idleReaders) reader.database.close();
    else idle.push(reader);
  }

  function* stream<Row>(sql: string, ...parameters: readonly SqlValue[]): Generator<Row, void, undefined> {
    if (closed) throw closedMeanwhile(file);
    const reader = attempt(file, () => idle.pop() ?? open());
    const rows = attempt(file, () => {
      const statement = reader.statements.get(sql) ?? reader.database.prepare<SqlValue[], unknown>(sql);
      reader.statements.set(sql, statement);
      return statement.iterate(...parameters);
    });
    active.set(reader, rows);
    try {
      for (;;) {
        if (closed) throw closedMeanwhile(file);
        const next = attempt(file, () => rows.next());
        if (next.done === true) return;
        yield next.value as Row;
      }
    } finally {
      if (active.has(reader)) rows.return?.();
      release(reader);
    }
  }

  return {
    stream,
    close() {
      closed = true;
      for (const [reader, rows] of active) {
        rows.return?.();
        reader.database.close();
      }
      active.clear();
      for (const reader of idle.splice(0)) reader.database.close();
    },
  };
}
