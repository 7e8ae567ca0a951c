import Database from 'better-sqlite3';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../shared/errors.ts';
import { isAlive } from './alive.ts';
import { attempt } from './connection.ts';

/** Who holds a data folder; kept beside the lock as text, for the message of the one who has to wait. */
type Holder = { readonly pid: number; readonly run: string | null; readonly since: string };

export type DataFolderLock = { release(): void };

/**
 * Takes the data folder for one run (invariant I9), or throws a Problem (`locked`) that names the holder.
 * The lock is an exclusive transaction on a file of its own: the operating system's lock behind it ends with the
 * process, however it dies (https://www.sqlite.org/lockingv3.html). Keep the result until `release`: a lock that is
 * garbage-collected is released.
 */
export function lockDataFolder(folder: string, run: string | null = null, now: Date = new Date()): DataFolderLock {
  const file = join(folder, 'run.lock');
  const holderFile = join(folder, 'run.lock.json');
  const database = attempt(file, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return new Database(file, { timeout: 0 });
  });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw lockedBy(folder, readHolder(holderFile));
    throw attempt(file, () => {
      throw error;
    });
  }
  const holder: Holder = { pid: process.pid, run, since: now.toISOString() };
  try {
    attempt(holderFile, () => writeFileSync(holderFile, `${JSON.stringify(holder)}\n`, { mode: 0o600 }));
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    release() {
      if (database.open) database.close();
    },
  };
}

function lockedBy(folder: string, holder: Holder | null): Problem {
  const who = holder === null ? 'another process' : `process ${holder.pid}${holder.run === null ? '' : `, run ${holder.run}`}, since ${holder.since}`;
  return new Problem('locked', `Another run is active in the data folder ${folder} (${who}).`, 'Wait until it has ended, or cancel it; then run the command again.');
}

/** The holder as it wrote itself down; null when it has not yet, or the text is a dead one's. */
function readHolder(path: string): Holder | null {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof content !== 'object' || content === null) return null;
    if (!('pid' in content) || typeof content.pid !== 'number' || !isAlive(content.pid)) return null;
    if (!('since' in content) || typeof content.since !== 'string') return null;
    return { pid: content.pid, run: 'run' in content && typeof content.run === 'string' ? content.run : null, since: content.since };
  } catch {
    return null;
  }
}
