import type { SourceKind } from '../sync/directory.ts';
import type { SourceState } from '../sync/store.ts';
import type { Connection } from './connection.ts';

/** A staged object as staging compares it; `json` its attributes. */
export type StagedSource = {
  readonly id: number;
  readonly source: string;
  readonly kind: SourceKind;
  readonly dn: string;
  readonly dnKey: string | null;
  readonly state: SourceState;
  readonly membersDigest: string;
  readonly managerKey: string | null;
  readonly json: string;
};

export type StagedMember = { readonly key: string; readonly dn: string };
export type StagedManager = { readonly owner: number; readonly dn: string };

/**
 * Met by the import under way: delivered 1, tombstone 0. Of this process only: an import that a crash ends starts anew.
 */
const seenTable = 'CREATE TEMP TABLE IF NOT EXISTS source_seen (object INTEGER PRIMARY KEY, delivered INTEGER NOT NULL)';

/**
 * The statements that write the source space. Those that run once per object have no join: SQLite compiles a join with
 * a parameter anew on every call (about 25 µs), because the value might change its plan.
 */
export function sourceStatements(connection: Connection) {
  const { prepare } = connection;
  connection.exec(seenTable);
  return {
    find: prepare<[string], StagedSource>(`
      SELECT id, source, kind, dn, dn_key AS dnKey, state, members_digest AS membersDigest, manager_key AS managerKey,
        (SELECT json FROM source_attributes WHERE object = source_object.id) AS json
      FROM source_object WHERE guid = ?`),
    insert: prepare<[string, string, string, string, string, number, number, string, string | null, number, string | null]>(`
      INSERT INTO source_object (guid, source, kind, dn, dn_key, state, member_count, members_by_name, members_digest, manager_key, manager_by_guid, manager_dn) VALUES (?, ?, ?, ?, ?, 'present', ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING`),
    insertAttributes: prepare<[number, string | Uint8Array]>('INSERT INTO source_attributes (object, json) VALUES (?, CAST(? AS TEXT))'),
    update: prepare<[string, string, string, number]>(`UPDATE source_object SET source = ?, kind = ?, dn = ?, state = 'present' WHERE id = ?`),
    updateAttributes: prepare<[string, number]>('UPDATE source_attributes SET json = ? WHERE object = ?'),
    setState: prepare<[SourceState, number]>('UPDATE source_object SET state = ? WHERE id = ?'),
    setDn: prepare<[string, number]>('UPDATE source_object SET dn = ? WHERE id = ?'),

    holderOf: prepare<[string], { id: number; delivered: number | null }>(`
      SELECT id, (SELECT delivered FROM source_seen WHERE object = source_object.id) AS delivered FROM source_object WHERE dn_key = ?`),
    setKey: prepare<[string | null, number]>('UPDATE source_object SET dn_key = ? WHERE id = ?'),

    // One statement for a whole list: a statement a member would take most of the time of an import.
    addMembers: prepare<[number, string | Uint8Array]>(`
      INSERT INTO source_member (owner, key, dn) SELECT ?, key, value FROM json_each(CAST(? AS TEXT)) WHERE true ON CONFLICT (owner, key) DO NOTHING`),
    keepMembers: prepare<[number, string | Uint8Array]>('DELETE FROM source_member WHERE owner = ? AND key NOT IN (SELECT key FROM json_each(CAST(? AS TEXT)))'),
    dropMembers: prepare<[number, string]>('DELETE FROM source_member WHERE owner = ? AND key IN (SELECT value FROM json_each(?))'),
    describeMembers: prepare<[number, number, string, number]>('UPDATE source_object SET member_count = ?, members_by_name = ?, members_digest = ? WHERE id = ?'),
    setManager: prepare<[string | null, number, string | null, number]>('UPDATE source_object SET manager_key = ?, manager_by_guid = ?, manager_dn = ? WHERE id = ?'),

    unseenNames: prepare<[], { id: number; dn: string; dnKey: string | null }>(`
      SELECT id, dn, dn_key AS dnKey FROM source_object WHERE id NOT IN (SELECT object FROM source_seen)`),
    // Renames are rare, so these two read through all rows: an index would cost every import of a source without GUIDs.
    namedManagers: prepare<[], StagedManager>(`
      SELECT id AS owner, manager_dn AS dn FROM source_object
      WHERE manager_by_guid = 0 AND manager_key IS NOT NULL AND id NOT IN (SELECT object FROM source_seen)`),
    namedManagersOf: prepare<[string], StagedManager>(`
      SELECT id AS owner, manager_dn AS dn FROM source_object
      WHERE manager_by_guid = 0 AND manager_key IN (SELECT value FROM json_each(?)) AND id NOT IN (SELECT object FROM source_seen)`),
    ownersByName: prepare<[], { owner: number }>(`
      SELECT id AS owner FROM source_object WHERE members_by_name > 0 AND id NOT IN (SELECT object FROM source_seen) ORDER BY id`),
    ownersOfNames: prepare<[string], { owner: number }>(`
      SELECT DISTINCT owner FROM source_member WHERE key IN (SELECT value FROM json_each(?)) AND owner NOT IN (SELECT object FROM source_seen) ORDER BY owner`),
    membersOf: prepare<[number], StagedMember>('SELECT key, dn FROM source_member WHERE owner = ? ORDER BY key'),

    forgetSeen: prepare<[]>('DELETE FROM source_seen'),
    see: prepare<[number, number]>('INSERT INTO source_seen (object, delivered) VALUES (?, ?) ON CONFLICT (object) DO UPDATE SET delivered = excluded.delivered'),
    seeDelivered: prepare<[string]>(`
      INSERT INTO source_seen (object, delivered) SELECT value, 1 FROM json_each(?) WHERE true ON CONFLICT (object) DO UPDATE SET delivered = 1`),
    tombstone: prepare<[string, string], { id: number; state: SourceState }>('SELECT id, state FROM source_object WHERE guid = ? AND source = ?'),
  };
}

export type SourceStatements = ReturnType<typeof sourceStatements>;
