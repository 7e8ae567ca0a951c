import Database from 'better-sqlite3';
import { Problem } from '../../shared/errors.ts';

const rebuildFix = 'Run `causeway rebuild`: your resolutions are kept, everything else is read again by the next run.';

/** The staging store cannot be read any more. `detail` is SQLite's own short text or what did not parse. */
export function damaged(file: string, detail: string, cause?: unknown): Problem {
  return new Problem('store', `The staging store ${file} is damaged (${detail}).`, rebuildFix, { cause });
}

/** The staging store was written by a Causeway with more migrations than this one has. */
export function tooNew(file: string, found: number, known: number): Problem {
  return new Problem(
    'store',
    `The staging store ${file} was written by a newer Causeway (schema ${found}, this one knows ${known}).`,
    'Use the newer Causeway with this data folder, or choose another data folder.',
  );
}

/** A stream that was cut short must not look like a complete one. */
export function closedMeanwhile(file: string): Problem {
  return new Problem('internal', `The staging store ${file} was closed while it was being read.`, 'Run the command again.');
}

/**
 * An error of SQLite or of the file system as a Problem; anything else as it is.
 * Result codes: https://www.sqlite.org/rescode.html
 */
export function asStoreProblem(error: unknown, file: string): unknown {
  const code = codeOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return damaged(file, detail, error);
  if (code === 'SQLITE_FULL' || code === 'ENOSPC')
    return new Problem('store', `The disk that holds the staging store ${file} is full.`, 'Free some space there, then run the command again.', { cause: error });
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new Problem('store', `Another process is writing to the staging store ${file}.`, 'Wait until it is done, then run the command again.', { cause: error });
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|IOERR|AUTH)/.test(code) || /^E(ACCES|PERM|ROFS|NOTDIR|ISDIR|EXIST|IO)$/.test(code))
    return new Problem('store', `The staging store ${file} cannot be opened or written (${detail}).`, 'Make the data folder writable for the account that runs Causeway, or choose another one.', {
      cause: error,
    });
  return error;
}

function codeOf(error: unknown): string {
  if (error instanceof Database.SqliteError) return error.code;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return '';
}
