import type { TargetKind } from '../sync/directory.ts';
import type { TargetState } from '../sync/store.ts';
import type { Connection } from './connection.ts';

export type StagedTarget = {
  readonly row: number;
  readonly kind: TargetKind;
  readonly state: TargetState;
  readonly manager: string | null;
  readonly managerStale: number;
  /** Attributes as JSON, names sorted. */
  readonly attributes: string;
};

/** What the import under way has met of an object, as bits of `target_seen.marks`. Of this process only: an import that a crash ends starts anew. */
export const marks = { object: 1, members: 2, manager: 4 } as const;

/** The statements that write the target space. */
export function targetStatements(connection: Connection) {
  const { prepare } = connection;
  connection.exec('CREATE TEMP TABLE IF NOT EXISTS target_seen (object INTEGER PRIMARY KEY, marks INTEGER NOT NULL)');
  return {
    find: prepare<[string], StagedTarget>('SELECT row, kind, state, manager, manager_stale AS managerStale, attributes FROM target_object WHERE id = ?'),
    insert: prepare<[string, TargetKind, TargetState, string]>(`
      INSERT INTO target_object (id, kind, state, manager, manager_stale, attributes) VALUES (?, ?, ?, NULL, 0, ?)`),
    update: prepare<[TargetKind, TargetState, string, number]>('UPDATE target_object SET kind = ?, state = ?, attributes = ? WHERE row = ?'),
    setState: prepare<[TargetState, number]>('UPDATE target_object SET state = ? WHERE row = ?'),
    setManager: prepare<[string | null, number]>('UPDATE target_object SET manager = ?, manager_stale = 0 WHERE row = ?'),
    staleManager: prepare<[number]>('UPDATE target_object SET manager_stale = 1 WHERE row = ?'),

    members: prepare<[number], { member: string; stale: number }>('SELECT member, stale FROM target_member WHERE group_row = ?'),
    member: prepare<[number, string], { stale: number }>('SELECT stale FROM target_member WHERE group_row = ? AND member = ?'),
    addMember: prepare<[number, string]>('INSERT INTO target_member (group_row, member, stale) VALUES (?, ?, 0)'),
    markMember: prepare<[number, number, string]>('UPDATE target_member SET stale = ? WHERE group_row = ? AND member = ?'),
    removeMember: prepare<[number, string]>('DELETE FROM target_member WHERE group_row = ? AND member = ?'),

    seen: prepare<[number], { marks: number }>('SELECT marks FROM target_seen WHERE object = ?'),
    see: prepare<[number, number]>('INSERT INTO target_seen (object, marks) VALUES (?, ?) ON CONFLICT (object) DO UPDATE SET marks = marks | excluded.marks'),
    forgetSeen: prepare<[]>('DELETE FROM target_seen'),
    reviveMembers: prepare<[]>('UPDATE target_member SET stale = 0 WHERE stale = 1'),
    reviveManagers: prepare<[]>('UPDATE target_object SET manager_stale = 0 WHERE manager_stale = 1'),
    dropStaleMembers: prepare<[]>('DELETE FROM target_member WHERE stale = 1'),
    dropStaleManagers: prepare<[]>('UPDATE target_object SET manager = NULL, manager_stale = 0 WHERE manager_stale = 1'),
    unseen: prepare<[], { row: number; id: string; state: TargetState }>(`
      SELECT row, id, state FROM target_object WHERE state <> 'gone' AND row NOT IN (SELECT object FROM target_seen)`),
    read: prepare<[number], { number: number }>('SELECT count(*) AS number FROM target_seen WHERE marks & ? <> 0'),
  };
}

export type TargetStatements = ReturnType<typeof targetStatements>;
