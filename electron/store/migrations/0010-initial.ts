import type { Connection } from '../connection.ts';

/**
 * The first schema. GUIDs and ids are text, so that a row can be read by a person; wide JSON stands apart from the
 * narrow rows that references, absence and search go through.
 */
export function initial(connection: Connection): void {
  connection.exec(`
    CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    -- Processes that have the store open; a row of a dead process tells of an unclean end.
    CREATE TABLE session (token TEXT NOT NULL PRIMARY KEY, pid INTEGER NOT NULL) WITHOUT ROWID;

    CREATE TABLE source_object (
      id INTEGER PRIMARY KEY,
      guid TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      dn TEXT NOT NULL,
      -- Lower-case DN; null when a newer object holds this DN.
      dn_key TEXT UNIQUE,
      state TEXT NOT NULL,
      member_count INTEGER NOT NULL,
      -- Members known by name only: these follow renames.
      members_by_name INTEGER NOT NULL,
      -- Of the sorted keys: tells an unchanged group without reading its members.
      members_digest TEXT NOT NULL,
      -- The GUID when the source gave it, else the lower-case DN.
      manager_key TEXT,
      manager_by_guid INTEGER NOT NULL,
      manager_dn TEXT
    );
    CREATE TABLE source_attributes (object INTEGER PRIMARY KEY, json TEXT NOT NULL);
    -- One row a member. key: as manager_key. dn: as the source gave it when the member was added.
    CREATE TABLE source_member (owner INTEGER NOT NULL, key TEXT NOT NULL, dn TEXT NOT NULL, PRIMARY KEY (owner, key)) WITHOUT ROWID;

    CREATE TABLE target_object (
      row INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL,
      state TEXT NOT NULL,
      manager TEXT,
      -- Stale: the full import under way has met the user, but not this manager (yet).
      manager_stale INTEGER NOT NULL,
      attributes TEXT NOT NULL
    );
    CREATE INDEX target_object_stale ON target_object (row) WHERE manager_stale = 1;
    CREATE TABLE target_member (group_row INTEGER NOT NULL, member TEXT NOT NULL, stale INTEGER NOT NULL, PRIMARY KEY (group_row, member)) WITHOUT ROWID;
    CREATE INDEX target_member_stale ON target_member (group_row, member) WHERE stale = 1;
    -- Written by an export, not seen by an import yet.
    CREATE TABLE target_pending (
      object TEXT NOT NULL,
      property TEXT NOT NULL,
      item TEXT NOT NULL,
      before TEXT NOT NULL,
      after TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (object, property, item)
    ) WITHOUT ROWID;

    CREATE TABLE link (
      anchor TEXT NOT NULL PRIMARY KEY,
      type TEXT NOT NULL,
      guid TEXT NOT NULL,
      dn TEXT NOT NULL,
      target TEXT NOT NULL,
      origin TEXT NOT NULL,
      state TEXT NOT NULL,
      since TEXT NOT NULL,
      confirmed TEXT NOT NULL,
      foreign_members TEXT NOT NULL
    );
    CREATE INDEX link_target ON link (target);
    CREATE UNIQUE INDEX link_owner ON link (target) WHERE state IN ('linked', 'disabled');

    -- content: the file beside this one that holds the changes; null when only the summary is kept.
    CREATE TABLE plan (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      run TEXT NOT NULL,
      created_at TEXT NOT NULL,
      inputs TEXT NOT NULL,
      summary TEXT NOT NULL,
      content TEXT
    );
    CREATE TABLE approval (held_set TEXT NOT NULL PRIMARY KEY, plan TEXT NOT NULL, approved_by TEXT NOT NULL, approved_at TEXT NOT NULL) WITHOUT ROWID;

    CREATE TABLE journal (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      run TEXT NOT NULL,
      change TEXT NOT NULL,
      anchor TEXT NOT NULL,
      type TEXT NOT NULL,
      guid TEXT,
      dn TEXT NOT NULL,
      write TEXT NOT NULL,
      state TEXT NOT NULL,
      at TEXT NOT NULL,
      detail TEXT,
      answered_at TEXT
    );
    CREATE INDEX journal_in_flight ON journal (id) WHERE state = 'sent';
    CREATE INDEX journal_run ON journal (run, state);

    CREATE TABLE conflict (id TEXT NOT NULL PRIMARY KEY, first_seen TEXT NOT NULL, json TEXT NOT NULL);
    CREATE TABLE resolution (conflict TEXT NOT NULL PRIMARY KEY, json TEXT NOT NULL);

    CREATE TABLE run (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id TEXT NOT NULL UNIQUE,
      profile TEXT NOT NULL,
      started_at TEXT NOT NULL,
      ended_at TEXT,
      outcome TEXT,
      plan TEXT,
      imports TEXT,
      exported TEXT,
      error TEXT
    );
    CREATE TABLE run_step (run TEXT NOT NULL, position INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (run, position)) WITHOUT ROWID;
    CREATE TABLE run_failure (run TEXT NOT NULL, position INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (run, position)) WITHOUT ROWID;
  `);
}
