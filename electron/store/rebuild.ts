import Database from 'better-sqlite3';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Resolution } from '../../shared/conflict.ts';
import { attempt } from './connection.ts';
import { lockDataFolder } from './lock.ts';
import { databaseName, openStore } from './open.ts';
import { isResolution, readMirror, writeMirror } from './resolution-mirror.ts';

export type Rebuilt = {
  /** Where the old file is now; null when there was none. */
  readonly movedTo: string | null;
  readonly resolutions: number;
  /** Where the resolutions came from; `both`: the old file could be read in part only. */
  readonly from: 'store' | 'mirror' | 'both' | 'none';
};

/**
 * Replaces a damaged store by a new one. Only the resolutions are carried over, because nobody else knows them; the
 * next run reads everything else again, and links come back by anchor and unique name. The old file is kept under a
 * dated name. Takes the lock of the data folder meanwhile.
 */
export function rebuildStore(folder: string, at: Date): Rebuilt {
  const lock = lockDataFolder(folder, 'rebuild', at);
  try {
    const file = join(folder, databaseName);
    const { resolutions, from } = rescue(file, folder);
    // A new store takes over the mirror.
    writeMirror(folder, resolutions);
    const movedTo = existsSync(file) ? moveAside(file, at) : null;
    openStore(folder).close();
    return { movedTo, resolutions: resolutions.length, from };
  } finally {
    lock.release();
  }
}

function rescue(file: string, folder: string): { readonly resolutions: readonly Resolution[]; readonly from: Rebuilt['from'] } {
  const { rows, complete } = existsSync(file) ? readDamaged(file) : { rows: [], complete: false };
  if (complete) return { resolutions: rows, from: 'store' };
  // The mirror is written on every change, so it outranks the rows around a damage.
  const mirror = readMirror(folder) ?? [];
  const known = new Set(mirror.map((resolution) => resolution.conflictId));
  const added = rows.filter((resolution) => !known.has(resolution.conflictId));
  const from = mirror.length === 0 ? (added.length === 0 ? 'none' : 'store') : added.length === 0 ? 'mirror' : 'both';
  return { resolutions: [...mirror, ...added], from };
}

/** The resolutions as far as they can be read, row by row, and whether that was all of them. */
function readDamaged(file: string): { readonly rows: readonly Resolution[]; readonly complete: boolean } {
  const rows: Resolution[] = [];
  let database: Database.Database | null = null;
  try {
    database = new Database(file, { readonly: true, fileMustExist: true });
    for (const row of database.prepare<[], { json: unknown }>('SELECT json FROM resolution').iterate()) {
      const value: unknown = JSON.parse(String(row.json));
      if (!isResolution(value)) return { rows, complete: false };
      rows.push(value);
    }
    return { rows, complete: true };
  } catch {
    return { rows, complete: false };
  } finally {
    database?.close();
  }
}

/** Renames the database and its companions; a name that is taken gets a number. */
function moveAside(file: string, at: Date): string {
  const stamp = at.toISOString().slice(0, 19).replaceAll(':', '-');
  let target = `${file}.damaged-${stamp}`;
  for (let number = 2; existsSync(target); number += 1) target = `${file}.damaged-${stamp}-${number}`;
  attempt(file, () => {
    for (const suffix of ['-wal', '-shm', '']) if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${target}${suffix}`);
  });
  return target;
}
