import Database from 'better-sqlite3';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../shared/errors.ts';
import type { Hold, PlanChange, PlanNote } from '../../shared/plan.ts';
import { attempt } from './connection.ts';
import { parseStored } from './json.ts';
import { decodeChange, encodeChange } from './plan-encoding.ts';
import { closedMeanwhile } from './problems.ts';

/**
 * The changes of one plan: a small database of its own beside the store. Hundreds of megabytes are written once, without
 * a log, and forgotten by deleting the file. It counts from the moment on that the store's `plan` row names it.
 */
export type PlanFileWriter = {
  readonly name: string;
  /** Answers what `PlanWriter.add` does. */
  add(change: PlanChange, order: number): string;
  note(note: PlanNote, order: number): void;
  /** False when there is no such change. */
  hold(changeId: string, hold: Hold | null): boolean;
  /** Brings everything to the disk, so that a row which names the file never outlives it. */
  finish(): void;
  /** Gives the file up, unless it was finished. */
  abandon(): void;
};

export type PlanFileReader = {
  changes(): Generator<PlanChange, void, undefined>;
  change(id: string): PlanChange | null;
  changesOf(anchor: string): readonly PlanChange[];
  notes(): Generator<PlanNote, void, undefined>;
  /** Closes once the streams that read now are done. */
  release(): void;
  /** Closes now; a stream that reads throws. */
  close(): void;
};

const namePattern = /^plan-[0-9a-f-]{36}\.db$/;

const rows = 'SELECT id, anchor, hold, json FROM change';

/** The reading statements; proved with EXPLAIN QUERY PLAN. */
export const planFileQueries = {
  changes: `${rows} ORDER BY rank, id`,
  change: `${rows} WHERE id = ?`,
  changesOf: `${rows} WHERE anchor = ? ORDER BY rank, id`,
  notes: 'SELECT json FROM note ORDER BY position',
} as const;

const idIndex = 'CREATE UNIQUE INDEX IF NOT EXISTS change_id ON change (id)';

/** The room goes to the indexes. */
const sortNotes = 'INSERT INTO note (json) SELECT json FROM unsorted_note ORDER BY rank, json; DROP TABLE unsorted_note';

/** Removes the plan files of this folder that are not among `kept`; one that somebody still reads is left for later. */
export function sweepPlanFiles(folder: string, kept: ReadonlySet<string>): void {
  for (const name of readdirSync(folder)) if (namePattern.test(name) && !kept.has(name)) removePlanFile(folder, name);
}

function removePlanFile(folder: string, name: string): void {
  try {
    rmSync(join(folder, name), { force: true });
  } catch {
    // Windows does not delete what another process has open.
  }
}

/** `words`: see `Plans.begin`. */
export function createPlanFile(folder: string, words: readonly string[] = []): PlanFileWriter {
  const name = `plan-${randomUUID()}.db`;
  const file = join(folder, name);
  const database = attempt(file, () => {
    closeSync(openSync(file, 'wx', 0o600));
    return new Database(file);
  });
  attempt(file, () => {
    for (const setting of ['page_size = 8192', 'journal_mode = OFF', 'synchronous = OFF', 'locking_mode = EXCLUSIVE', 'cache_size = -8000', 'temp_store = MEMORY']) database.pragma(setting);
    // The indexes come last: rows are then only appended.
    database.exec(`
      CREATE TABLE change (position INTEGER PRIMARY KEY, rank REAL NOT NULL, id TEXT NOT NULL, anchor TEXT NOT NULL, hold TEXT, json TEXT NOT NULL);
      CREATE TABLE note (position INTEGER PRIMARY KEY, json TEXT NOT NULL);
      CREATE TABLE unsorted_note (rank INTEGER NOT NULL, json TEXT NOT NULL);
      CREATE TABLE word (number INTEGER PRIMARY KEY, word TEXT NOT NULL);
      BEGIN`);
  });
  const insertChange = database.prepare<[number, string, string, string | null, string]>('INSERT INTO change (rank, id, anchor, hold, json) VALUES (?, ?, ?, ?, ?)');
  const insertNote = database.prepare<[number, string]>('INSERT INTO unsorted_note (rank, json) VALUES (?, ?)');
  const insertWord = database.prepare<[number, string]>('INSERT INTO word (number, word) VALUES (?, ?)');
  const numbers = new Map(words.map((word, number) => [word, number]));
  let setHold: Database.Statement<[string | null, string]> | null = null;

  return {
    name,
    add(change, order) {
      const json = encodeChange(change, numbers);
      attempt(file, () => insertChange.run(order, change.id, change.anchor, textOf(change.hold), json));
      return `${change.anchor} ${json}`;
    },
    note: (note, order) => void attempt(file, () => insertNote.run(order, JSON.stringify(note))),
    hold: (changeId, hold) =>
      attempt(file, () => {
        if (setHold === null) {
          database.exec(idIndex);
          setHold = database.prepare('UPDATE change SET hold = ? WHERE id = ?');
        }
        return setHold.run(textOf(hold), changeId).changes > 0;
      }),
    finish: () =>
      attempt(file, () => {
        for (const [word, number] of numbers) insertWord.run(number, word);
        database.exec(sortNotes);
        database.exec(`${idIndex}; CREATE INDEX change_order ON change (rank, id); CREATE INDEX change_anchor ON change (anchor, rank, id); COMMIT`);
        database.close();
        const handle = openSync(file, 'r+');
        try {
          fsyncSync(handle);
        } finally {
          closeSync(handle);
        }
      }),
    abandon() {
      if (!database.open) return;
      database.close();
      removePlanFile(folder, name);
    },
  };
}

function textOf(hold: Hold | null): string | null {
  return hold === null ? null : JSON.stringify(hold);
}

/** Opens the file of a finished plan. It never changes, so any number of streams share one connection. */
export function openPlanFile(folder: string, name: string): PlanFileReader {
  const file = join(folder, name);
  if (!existsSync(file)) throw lost(file);
  type Row = { readonly id: string; readonly anchor: string; readonly hold: string | null; readonly json: string };
  const { database, words } = attempt(file, () => {
    const opened = new Database(file, { readonly: true, fileMustExist: true });
    opened.pragma('cache_size = -4000');
    // One read transaction for as long as it is open: nothing is locked and looked at anew for each row.
    opened.exec('BEGIN');
    return { database: opened, words: opened.prepare<[], { word: string }>('SELECT word FROM word ORDER BY number').all().map((row) => row.word) };
  });
  const byId = database.prepare<[string], Row>(planFileQueries.change);
  const byAnchor = database.prepare<[string], Row>(planFileQueries.changesOf);
  const active = new Set<Iterator<unknown>>();
  let released = false;
  const toChange = ({ id, anchor, hold, json }: Row): PlanChange => decodeChange(id, anchor, hold === null ? null : parseStored<Hold>(hold, file), parseStored<unknown>(json, file), words);

  function* stream<Stored>(sql: string): Generator<Stored, void, undefined> {
    const iterator = attempt(file, () => database.prepare<[], Stored>(sql).iterate());
    active.add(iterator);
    try {
      for (;;) {
        if (!database.open) throw closedMeanwhile(file);
        const next = attempt(file, () => iterator.next());
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      if (active.delete(iterator)) iterator.return?.();
      if (released && active.size === 0) database.close();
    }
  }

  return {
    *changes() {
      for (const row of stream<Row>(planFileQueries.changes)) yield toChange(row);
    },
    change(id) {
      const row = attempt(file, () => byId.get(id));
      return row === undefined ? null : toChange(row);
    },
    changesOf: (anchor) => attempt(file, () => byAnchor.all(anchor)).map(toChange),
    *notes() {
      for (const row of stream<{ readonly json: string }>(planFileQueries.notes)) yield parseStored<PlanNote>(row.json, file);
    },
    release() {
      released = true;
      if (active.size === 0) database.close();
    },
    close() {
      for (const iterator of active) iterator.return?.();
      active.clear();
      database.close();
    },
  };
}

function lost(file: string): Problem {
  return new Problem('store', `The file ${file}, which holds the changes of a plan, is gone.`, 'Run `causeway preview`: it computes the plan anew.');
}
