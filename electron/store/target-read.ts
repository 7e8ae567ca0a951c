import type { TargetKind } from '../sync/directory.ts';
import type { TargetRow, TargetState } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { parseStored } from './json.ts';
import type { Readers } from './readers.ts';

type StoredRow = { readonly id: string; readonly kind: TargetKind; readonly state: TargetState; readonly managerId: string | null; readonly json: string };

const rows = `
  SELECT id, kind, state, CASE manager_stale WHEN 1 THEN NULL ELSE manager END AS managerId, attributes AS json FROM target_object`;

/** The reading statements; a test proves with EXPLAIN QUERY PLAN that each runs on an index, without sorting. */
export const targetQueries = {
  byId: `${rows} WHERE id = ?`,
  ofKinds: `${rows} WHERE kind IN (SELECT value FROM json_each(?)) ORDER BY id`,
  members: 'SELECT m.member FROM target_object o JOIN target_member m ON m.group_row = o.row WHERE o.id = ? AND m.stale = 0 ORDER BY m.member',
  allMembers: `
    SELECT o.id AS groupId, m.member FROM target_object o JOIN target_member m ON m.group_row = o.row
    WHERE o.kind = 'group' AND o.state <> 'gone' AND m.stale = 0 ORDER BY o.id, m.member`,
} as const;

/** Reads the target space. */
export function targetReading(connection: Connection, readers: Readers) {
  const { prepare, file } = connection;
  const byId = prepare<[string], StoredRow>(targetQueries.byId);
  const members = prepare<[string], { member: string }>(targetQueries.members);

  function toRow({ json, ...rest }: StoredRow): TargetRow {
    return { ...rest, attributes: parseStored<TargetRow['attributes']>(json, file) };
  }

  return {
    *iterate(kinds: readonly TargetKind[]): Generator<TargetRow, void, undefined> {
      for (const stored of readers.stream<StoredRow>(targetQueries.ofKinds, JSON.stringify(kinds))) yield toRow(stored);
    },
    *iterateMembers(): Generator<{ readonly groupId: string; readonly members: readonly string[] }, void, undefined> {
      let groupId: string | null = null;
      let list: string[] = [];
      for (const row of readers.stream<{ readonly groupId: string; readonly member: string }>(targetQueries.allMembers)) {
        if (row.groupId !== groupId) {
          if (groupId !== null) yield { groupId, members: list };
          groupId = row.groupId;
          list = [];
        }
        list.push(row.member);
      }
      if (groupId !== null) yield { groupId, members: list };
    },
    get(id: string): TargetRow | null {
      const stored = byId.get(id);
      return stored === undefined ? null : toRow(stored);
    },
    members: (groupId: string): readonly string[] => members.all(groupId).map((row) => row.member),
  };
}
