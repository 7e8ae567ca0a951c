import Database from 'better-sqlite3';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from './connection.ts';
import { tooNew } from './problems.ts';
import { newestVersion } from './migrations/all.ts';
import { databaseName } from './open.ts';

export type StoreStatistics = {
  readonly file: string;
  /** Size of the database and of its write-ahead log, in bytes. */
  readonly bytes: number;
  readonly logBytes: number;
  readonly schema: number;
  /** Rows by `kind.state`, such as `user.present`. */
  readonly source: Readonly<Record<string, number>>;
  readonly target: Readonly<Record<string, number>>;
  readonly sourceMemberships: number;
  readonly targetMemberships: number;
  /** Links by `type.state`, such as `user.linked`. */
  readonly links: Readonly<Record<string, number>>;
  readonly unconfirmed: number;
  readonly conflicts: number;
  readonly resolutions: number;
  readonly refusals: number;
  readonly runs: number;
  readonly inFlight: number;
};

/** What a store holds, read beside a run without disturbing it. Null when the data folder has no store yet. */
export function storeStatistics(folder: string): StoreStatistics | null {
  const file = join(folder, databaseName);
  if (!existsSync(file)) return null;
  return attempt(file, () => {
    const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 10_000 });
    try {
      return read(database, file);
    } finally {
      database.close();
    }
  });
}

function read(database: Database.Database, file: string): StoreStatistics | null {
  const schema = Number(database.pragma('user_version', { simple: true }));
  if (schema > newestVersion()) throw tooNew(file, schema, newestVersion());
  // Made, but not migrated yet: nothing to count.
  if (schema < newestVersion()) return null;
  const number = (sql: string): number => database.prepare<[], { number: number }>(`SELECT count(*) AS number FROM ${sql}`).get()?.number ?? 0;
  const groups = (table: string, name: string): Record<string, number> =>
    Object.fromEntries(
      database
        .prepare<[], { name: string; number: number }>(`SELECT ${name} || '.' || state AS name, count(*) AS number FROM ${table} GROUP BY 1 ORDER BY 1`)
        .all()
        .map((row) => [row.name, row.number]),
    );
  return {
    file,
    bytes: statSync(file).size,
    logBytes: existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0,
    schema,
    source: groups('source_object', 'kind'),
    target: groups('target_object', 'kind'),
    sourceMemberships: database.prepare<[], { number: number }>('SELECT coalesce(sum(member_count), 0) AS number FROM source_object').get()?.number ?? 0,
    targetMemberships: number('target_member'),
    links: groups('link', 'type'),
    unconfirmed: number('target_pending'),
    conflicts: number('conflict'),
    resolutions: number('resolution'),
    refusals: number('refusal'),
    runs: number('run'),
    inFlight: number(`journal WHERE state = 'sent'`),
  };
}
