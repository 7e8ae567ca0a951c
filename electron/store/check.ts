import Database from 'better-sqlite3';
import { join } from 'node:path';
import { Problem } from '../../shared/errors.ts';
import { attempt } from './connection.ts';
import { databaseName, openStore } from './open.ts';
import { damaged } from './problems.ts';

/**
 * Opens the store and reads all of its pages (`PRAGMA quick_check`, about a second for 100,000 objects), which
 * `openStore` does after an unclean end only. Answers what is wrong, or null. For `causeway rebuild` and `check`.
 */
export function checkStore(folder: string): Problem | null {
  const file = join(folder, databaseName);
  try {
    openStore(folder).close();
    const verdict = attempt(file, () => {
      const database = new Database(file, { readonly: true, fileMustExist: true });
      try {
        return String(database.pragma('quick_check(1)', { simple: true }));
      } finally {
        database.close();
      }
    });
    return verdict === 'ok' ? null : damaged(file, verdict.replaceAll(/\s+/g, ' ').trim());
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
