import { randomUUID } from 'node:crypto';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { StagingStore } from '../sync/store.ts';
import { alertsOf } from './alerts.ts';
import { isAlive } from './alive.ts';
import { conflictsOf } from './conflicts.ts';
import { attempt, openConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { journalOf } from './journal.ts';
import { linksOf } from './links.ts';
import { factsOf, metaOf } from './meta.ts';
import { migrate } from './migrations/all.ts';
import { openPlans } from './plans.ts';
import { damaged } from './problems.ts';
import { openReaders } from './readers.ts';
import { refusalsOf } from './refusals.ts';
import { readMirror } from './resolution-mirror.ts';
import { resolutionsOf } from './resolutions.ts';
import { runsOf } from './runs.ts';
import { sourceSpace } from './source-space.ts';
import { targetSpace } from './target-space.ts';

/** The database file inside a data folder. */
export const databaseName = 'causeway.db';

/**
 * Opens the staging store of a data folder, makes it when there is none, and brings it to the newest schema.
 * Folder and file can be read by their owner only. Throws a Problem (`store`) when it is newer, damaged or not writable.
 */
export function openStore(folder: string): StagingStore {
  const file = join(folder, databaseName);
  attempt(file, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    createPrivate(file);
  });
  const connection = openConnection(file);
  try {
    const isNew = migrate(connection) === 0;
    const store = storeOn(connection, folder, openSession(connection));
    if (isNew) adoptMirror(store, folder);
    return store;
  } catch (error) {
    connection.close();
    throw error;
  }
}

/**
 * Makes the file readable by its owner only; SQLite gives -wal and -shm the same mode. A file that is there is never
 * opened here: closing it would drop the locks that this process holds on it (https://www.sqlite.org/howtocorrupt.html, 2.2).
 */
function createPrivate(file: string): void {
  if (existsSync(file)) chmodSync(file, 0o600);
  else closeSync(openSync(file, 'a', 0o600));
}

/** A new store beside a mirror takes over what was decided; whoever deletes the database does not mean the decisions. */
function adoptMirror(store: StagingStore, folder: string): void {
  store.transaction(() => {
    for (const resolution of readMirror(folder) ?? []) store.resolutions.put(resolution);
  });
}

function storeOn(connection: Connection, folder: string, session: { end(): void }): StagingStore {
  const readers = openReaders(connection.file);
  const meta = metaOf(connection);
  const plans = openPlans(connection, folder);
  let open = true;
  return {
    source: sourceSpace(connection, readers, meta),
    target: targetSpace(connection, readers, meta),
    links: linksOf(connection, readers),
    plans,
    journal: journalOf(connection),
    conflicts: conflictsOf(connection),
    resolutions: resolutionsOf(connection, meta, folder),
    refusals: refusalsOf(connection),
    runs: runsOf(connection),
    alerts: alertsOf(connection),
    facts: factsOf(connection, meta),
    transaction: connection.transaction,
    durable: (on) => void connection.pragma(`synchronous = ${on ? 'FULL' : 'NORMAL'}`),
    close() {
      if (!open) return;
      open = false;
      readers.close();
      plans.close();
      try {
        session.end();
      } finally {
        connection.close();
      }
    },
  };
}

/**
 * Notes that this process has the store open. When one that had it open is dead, the store was not closed cleanly:
 * then, and only then, its pages are checked (about a second for 100,000 objects).
 */
function openSession(connection: Connection): { end(): void } {
  const sessions = connection.prepare<[], { token: string; pid: number }>('SELECT token, pid FROM session');
  const insert = connection.prepare<[string, number]>('INSERT INTO session (token, pid) VALUES (?, ?)');
  const remove = connection.prepare<[string]>('DELETE FROM session WHERE token = ?');
  const token = randomUUID();
  const dead = sessions.all().filter(({ pid }) => !isAlive(pid));
  if (dead.length > 0) {
    const verdict = String(connection.pragma('quick_check(1)'));
    if (verdict !== 'ok') throw damaged(connection.file, verdict.replaceAll(/\s+/g, ' ').trim());
  }
  connection.transaction(() => {
    for (const session of dead) remove.run(session.token);
    insert.run(token, process.pid);
  });
  return { end: () => void remove.run(token) };
}
