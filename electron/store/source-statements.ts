import type { SourceKind } from '../sync/directory.ts';
import type { SourceState } from '../sync/store.ts';
import type { Connection } from './connection.ts';

/** A staged object as staging compares it; `json` its attributes, `manager` the key of its manager. */
export type StagedSource = {
  readonly id: number;
  readonly kind: SourceKind;
  readonly dn: string;
  readonly dnKey: string | null;
  readonly state: SourceState;
  readonly memberCount: number;
  readonly membersDigest: string;
  readonly json: string;
};

export type StagedReference = { readonly owner: number; readonly attribute: ReferenceAttribute; readonly key: string; readonly dn: string };
export type ReferenceAttribute = 'member' | 'manager';

/**
 * The statements that write the source space. Those that run once per object have no join: SQLite compiles a join with
 * a parameter anew on every call (about 25 µs), because the value might change its plan.
 */
export function sourceStatements(connection: Connection) {
  const { prepare } = connection;
  return {
    find: prepare<[string], StagedSource>(`
      SELECT id, kind, dn, dn_key AS dnKey, state, member_count AS memberCount, members_digest AS membersDigest,
        (SELECT json FROM source_attributes WHERE object = source_object.id) AS json
      FROM source_object WHERE guid = ?`),
    insert: prepare<[string, string, string, string]>(`
      INSERT INTO source_object (guid, kind, dn, dn_key, state, member_count, members_digest) VALUES (?, ?, ?, ?, 'present', 0, '')`),
    insertAttributes: prepare<[number, string]>('INSERT INTO source_attributes (object, json) VALUES (?, ?)'),
    putTerms: prepare<[number, string]>('INSERT OR REPLACE INTO source_terms (object, terms) VALUES (?, ?)'),
    update: prepare<[string, string, number]>(`UPDATE source_object SET kind = ?, dn = ?, state = 'present' WHERE id = ?`),
    updateAttributes: prepare<[string, number]>('UPDATE source_attributes SET json = ? WHERE object = ?'),
    setState: prepare<[SourceState, number]>('UPDATE source_object SET state = ? WHERE id = ?'),
    setDn: prepare<[string, number]>('UPDATE source_object SET dn = ? WHERE id = ?'),

    holderOf: prepare<[string], { id: number; delivered: number | null }>(`
      SELECT id, (SELECT delivered FROM source_seen WHERE object = source_object.id) AS delivered FROM source_object WHERE dn_key = ?`),
    setKey: prepare<[string | null, number]>('UPDATE source_object SET dn_key = ? WHERE id = ?'),

    references: prepare<[number, ReferenceAttribute], { key: string }>('SELECT key FROM source_reference WHERE owner = ? AND attribute = ?'),
    insertReference: prepare<[number, ReferenceAttribute, string, number, string]>(`
      INSERT INTO source_reference (owner, attribute, key, by_guid, dn) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`),
    deleteReference: prepare<[number, ReferenceAttribute, string]>('DELETE FROM source_reference WHERE owner = ? AND attribute = ? AND key = ?'),
    setMembers: prepare<[number, string, number]>('UPDATE source_object SET member_count = ?, members_digest = ? WHERE id = ?'),
    recountMembers: prepare<[number]>(`
      UPDATE source_object SET members_digest = '', member_count = (SELECT count(*) FROM source_reference WHERE owner = source_object.id AND attribute = 'member') WHERE id = ?`),

    unseenNames: prepare<[], { id: number; dn: string; dnKey: string | null }>(`
      SELECT id, dn, dn_key AS dnKey FROM source_object WHERE id NOT IN (SELECT object FROM source_seen)`),
    dnReferences: prepare<[], StagedReference>(`
      SELECT owner, attribute, key, dn FROM source_reference WHERE by_guid = 0 AND owner NOT IN (SELECT object FROM source_seen)`),
    dnReferencesTo: prepare<[string], StagedReference>(`
      SELECT owner, attribute, key, dn FROM source_reference WHERE by_guid = 0 AND key = ? AND owner NOT IN (SELECT object FROM source_seen)`),

    forgetSeen: prepare<[]>('DELETE FROM source_seen'),
    see: prepare<[number, number]>('INSERT INTO source_seen (object, delivered) VALUES (?, ?) ON CONFLICT (object) DO UPDATE SET delivered = excluded.delivered'),
    tombstone: prepare<[string], { id: number; state: SourceState }>('SELECT id, state FROM source_object WHERE guid = ?'),
  };
}

export type SourceStatements = ReturnType<typeof sourceStatements>;
