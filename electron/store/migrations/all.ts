import type { Connection } from '../connection.ts';
import { tooNew } from '../problems.ts';
import { initial } from './0010-initial.ts';
import { refusals } from './0020-refusals.ts';
import { alerts } from './0030-alerts.ts';
import { sources } from './0040-sources.ts';

export type Migration = { readonly version: number; readonly update: (connection: Connection) => void };

/** Every step from an empty file to the schema of today, in order; numbers in steps of ten leave room. */
export const migrations: readonly Migration[] = [
  { version: 10, update: initial },
  { version: 20, update: refusals },
  { version: 30, update: alerts },
  { version: 40, update: sources },
];

/** The schema this Causeway writes. */
export function newestVersion(steps: readonly Migration[] = migrations): number {
  return steps.at(-1)?.version ?? 0;
}

/**
 * Brings the file to the newest schema in one transaction and answers the version it had.
 * The version is SQLite's `user_version` (https://www.sqlite.org/pragma.html#pragma_user_version).
 */
export function migrate(connection: Connection, steps: readonly Migration[] = migrations): number {
  assertMonotonic(steps);
  const found = versionOf(connection);
  const known = newestVersion(steps);
  if (found > known) throw tooNew(connection.file, found, known);
  if (found === known) return found;
  return connection.transaction(() => {
    // Another process may have migrated while this one waited for the write lock.
    const current = versionOf(connection);
    for (const step of steps) {
      if (step.version <= current) continue;
      step.update(connection);
      connection.pragma(`user_version = ${step.version}`);
    }
    return current;
  });
}

function versionOf(connection: Connection): number {
  return Number(connection.pragma('user_version'));
}

function assertMonotonic(steps: readonly Migration[]): void {
  let last = 0;
  for (const { version } of steps) {
    if (!Number.isInteger(version) || version <= last) throw new Error(`migration ${version} does not come after ${last}`);
    last = version;
  }
}
