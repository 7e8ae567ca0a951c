import type { SourceKind } from '../sync/directory.ts';
import type { SourceMember, SourceRow, SourceState } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { parseStored } from './json.ts';
import { dnKey } from './names.ts';
import type { Readers } from './readers.ts';

type StoredRow = {
  readonly guid: string;
  readonly dn: string;
  readonly kind: SourceKind;
  readonly state: SourceState;
  readonly memberCount: number;
  readonly json: string;
  readonly managerGuid: string | null;
  readonly managerDn: string | null;
};

/** A reference resolves at read time: by GUID, else through the object that holds the DN now. */
const resolved = (reference: string) => `CASE ${reference}.by_guid
  WHEN 1 THEN (SELECT id FROM source_object WHERE guid = ${reference}.key)
  ELSE (SELECT id FROM source_object WHERE dn_key = ${reference}.key) END`;

const rows = `
  SELECT o.guid, o.dn, o.kind, o.state, o.member_count AS memberCount, a.json, t.guid AS managerGuid, coalesce(t.dn, m.dn) AS managerDn
  FROM source_object o
  JOIN source_attributes a ON a.object = o.id
  LEFT JOIN source_reference m ON m.owner = o.id AND m.attribute = 'manager'
  LEFT JOIN source_object t ON t.id = ${resolved('m')}`;

const memberColumns = 't.guid AS guid, coalesce(t.dn, r.dn) AS dn';
const memberRows = `
  FROM source_object o
  JOIN source_reference r ON r.owner = o.id AND r.attribute = 'member'
  LEFT JOIN source_object t ON t.id = ${resolved('r')}`;

/** The reading statements; a test proves with EXPLAIN QUERY PLAN that each runs on an index, without sorting. */
export const sourceQueries = {
  byGuid: `${rows} WHERE o.guid = ?`,
  byDn: `${rows} WHERE o.dn_key = ?`,
  ofKinds: `${rows} WHERE o.kind IN (SELECT value FROM json_each(?)) ORDER BY o.guid`,
  members: `SELECT ${memberColumns} ${memberRows} WHERE o.guid = ? ORDER BY r.key`,
  // Reads through the terms of every object: 0.1 s for 100,000, and no index to keep on import.
  search: `${rows} WHERE o.id IN (SELECT object FROM source_terms WHERE instr(terms, ?) > 0 UNION SELECT id FROM source_object WHERE dn_key = ?)
    ORDER BY o.state = 'gone', o.guid LIMIT ?`,
  allMembers: `SELECT o.guid AS groupGuid, ${memberColumns} ${memberRows} WHERE o.kind = 'group' AND o.state <> 'gone' ORDER BY o.guid, r.key`,
} as const;

const searchLimit = 20;

/** Reads the source space. */
export function sourceReading(connection: Connection, readers: Readers) {
  const { prepare, file } = connection;
  const byGuid = prepare<[string], StoredRow>(sourceQueries.byGuid);
  const byDn = prepare<[string], StoredRow>(sourceQueries.byDn);
  const members = prepare<[string], SourceMember>(sourceQueries.members);
  const search = prepare<[string, string, number], StoredRow>(sourceQueries.search);
  const count = prepare<[], { number: number }>(`SELECT count(*) AS number FROM source_object WHERE kind IN ('user', 'group', 'contact') AND state <> 'gone'`);

  function toRow(stored: StoredRow): SourceRow {
    const { json, ...rest } = stored;
    return { ...rest, attributes: parseStored<SourceRow['attributes']>(json, file) };
  }
  const orNull = (stored: StoredRow | undefined): SourceRow | null => (stored === undefined ? null : toRow(stored));

  return {
    *iterate(kinds: readonly SourceKind[]): Generator<SourceRow, void, undefined> {
      for (const stored of readers.stream<StoredRow>(sourceQueries.ofKinds, JSON.stringify(kinds))) yield toRow(stored);
    },
    *iterateMembers(): Generator<{ readonly groupGuid: string; readonly members: readonly SourceMember[] }, void, undefined> {
      let groupGuid: string | null = null;
      let list: SourceMember[] = [];
      for (const row of readers.stream<SourceMember & { readonly groupGuid: string }>(sourceQueries.allMembers)) {
        if (row.groupGuid !== groupGuid) {
          if (groupGuid !== null) yield { groupGuid, members: list };
          groupGuid = row.groupGuid;
          list = [];
        }
        list.push({ guid: row.guid, dn: row.dn });
      }
      if (groupGuid !== null) yield { groupGuid, members: list };
    },
    get: (guid: string) => orNull(byGuid.get(guid.toLowerCase())),
    findByDn: (dn: string) => orNull(byDn.get(dnKey(dn))),
    search: (text: string) => (text.trim() === '' ? [] : search.all(`\n${text.toLowerCase()}\n`, dnKey(text), searchLimit).map(toRow)),
    members: (groupGuid: string) => members.all(groupGuid.toLowerCase()),
    count: () => count.get()?.number ?? 0,
  };
}
