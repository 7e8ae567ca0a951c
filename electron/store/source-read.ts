import type { SourceKind } from '../sync/directory.ts';
import type { SourceMember, SourceRow, SourceState } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { parseStored } from './json.ts';
import { anchorOfGuid, dnKey, isNamed, likePattern } from './names.ts';
import type { Readers } from './readers.ts';

type StoredRow = {
  readonly guid: string;
  readonly source: string;
  readonly dn: string;
  readonly kind: SourceKind;
  readonly state: SourceState;
  readonly memberCount: number;
  readonly json: string;
  readonly managerGuid: string | null;
  readonly managerDn: string | null;
};

/** The object that a key means now: by GUID, else the holder of the DN. A name holds a `=`, a GUID none. */
const meant = (key: string) => `CASE WHEN instr(${key}, '=') > 0
  THEN (SELECT id FROM source_object WHERE dn_key = ${key})
  ELSE (SELECT id FROM source_object WHERE guid = ${key}) END`;

const rows = `
  SELECT o.guid, o.source, o.dn, o.kind, o.state, o.member_count AS memberCount, a.json, t.guid AS managerGuid, coalesce(t.dn, o.manager_dn) AS managerDn
  FROM source_object o
  JOIN source_attributes a ON a.object = o.id
  LEFT JOIN source_object t ON t.id = ${meant('o.manager_key')}`;

/** The members of a group: GUID and DN of those that are staged, the DN as delivered of the others. */
const memberRows = `FROM source_object o JOIN source_member m ON m.owner = o.id LEFT JOIN source_object t ON t.id = ${meant('m.key')}`;

/** The reading statements; a test proves with EXPLAIN QUERY PLAN that each runs on an index, without sorting. */
export const sourceQueries = {
  byGuid: `${rows} WHERE o.guid = ?`,
  byDn: `${rows} WHERE o.dn_key = ?`,
  ofKinds: `${rows} WHERE o.kind IN (SELECT value FROM json_each(?)) ORDER BY o.guid`,
  // In the order of the tables: by guid, each row is somewhere else in the file.
  all: `${rows} WHERE o.kind IN (SELECT value FROM json_each(?)) ORDER BY o.id`,
  members: `SELECT t.guid, coalesce(t.dn, m.dn) AS dn ${memberRows} WHERE o.guid = ? ORDER BY m.key`,
  allMembers: `SELECT o.guid AS groupGuid, t.guid, coalesce(t.dn, m.dn) AS dn ${memberRows} WHERE o.kind = 'group' AND o.state <> 'gone' ORDER BY o.guid, m.key`,
  // People search rarely: reading through all attributes takes 0.2 s for 100,000 objects, and no import pays for it.
  search: `SELECT object, json FROM source_attributes WHERE json LIKE ? ESCAPE '!'`,
  found: `${rows} WHERE o.id IN (SELECT value FROM json_each(?)) OR o.guid IN (SELECT value FROM json_each(?)) OR o.dn_key = ? ORDER BY o.state = 'gone', o.guid LIMIT ?`,
} as const;


const searchLimit = 20;
const longestSearch = 10_000;
/** Base64 of 16 bytes. */
const looksLikeAnchor = (text: string): boolean => /^[\w+/]{22}==$/.test(text);

/** Reads the source space. */
export function sourceReading(connection: Connection, readers: Readers) {
  const { prepare, file } = connection;
  const byGuid = prepare<[string], StoredRow>(sourceQueries.byGuid);
  const byDn = prepare<[string], StoredRow>(sourceQueries.byDn);
  const members = prepare<[string], SourceMember>(sourceQueries.members);
  const search = prepare<[string], { object: number; json: string }>(sourceQueries.search);
  const found = prepare<[string, string, string, number], StoredRow>(sourceQueries.found);
  const guids = prepare<[], { guid: string }>('SELECT guid FROM source_object');
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
    *scan(kinds: readonly SourceKind[]): Generator<SourceRow, void, undefined> {
      for (const stored of readers.stream<StoredRow>(sourceQueries.all, JSON.stringify(kinds))) yield toRow(stored);
    },
    *iterateMembers(): Generator<{ readonly groupGuid: string; readonly members: readonly SourceMember[] }, void, undefined> {
      let groupGuid = '';
      let list: SourceMember[] = [];
      for (const row of readers.stream<SourceMember & { readonly groupGuid: string }>(sourceQueries.allMembers)) {
        if (row.groupGuid !== groupGuid) {
          if (list.length > 0) yield { groupGuid, members: list };
          groupGuid = row.groupGuid;
          list = [];
        }
        list.push({ guid: row.guid, dn: row.dn });
      }
      if (list.length > 0) yield { groupGuid, members: list };
    },
    get: (guid: string) => orNull(byGuid.get(guid.toLowerCase())),
    findByDn: (dn: string) => orNull(byDn.get(dnKey(dn))),
    search(text: string): readonly SourceRow[] {
      if (text.trim() === '' || text.length > longestSearch) return [];
      const wanted = text.toLowerCase();
      const ids = search.all(likePattern(text)).filter(({ json }) => isNamed(parseStored<SourceRow['attributes']>(json, file), wanted));
      const byAnchor = looksLikeAnchor(text) ? guids.all().filter(({ guid }) => anchorOfGuid(guid).toLowerCase() === wanted) : [];
      return found.all(JSON.stringify(ids.map(({ object }) => object)), JSON.stringify([wanted, ...byAnchor.map(({ guid }) => guid)]), dnKey(text), searchLimit).map(toRow);
    },
    members: (groupGuid: string): readonly SourceMember[] => members.all(groupGuid.toLowerCase()),
    count: () => count.get()?.number ?? 0,
  };
}
