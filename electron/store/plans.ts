import type { Hold, PlanChange, PlanNote, PlanSummary } from '../../shared/plan.ts';
import type { Plans, StoredPlan } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { parseStored } from './json.ts';
import { planWriter } from './plan-writer.ts';
import type { Readers } from './readers.ts';

type StoredChange = { readonly json: string; readonly hold: string | null };
type StoredRow = { readonly runId: string; readonly createdAt: string; readonly inputs: string; readonly summary: string };

const rows = `SELECT run AS runId, created_at AS createdAt, inputs, summary FROM plan`;

/** The reading statements; proved with EXPLAIN QUERY PLAN. */
export const planQueries = {
  changes: 'SELECT c.json, c.hold FROM plan p JOIN plan_change c ON c.plan = p.number WHERE p.id = ? ORDER BY c.rank, c.id',
  change: 'SELECT c.json, c.hold FROM plan p JOIN plan_change c ON c.plan = p.number WHERE p.id = ? AND c.id = ?',
  changesOf: 'SELECT c.json, c.hold FROM plan p JOIN plan_change c ON c.plan = p.number WHERE p.id = ? AND c.anchor = ? ORDER BY c.rank, c.id',
  notes: 'SELECT n.json FROM plan p JOIN plan_note n ON n.plan = p.number WHERE p.id = ? ORDER BY n.position',
  latest: `${rows} WHERE id IS NOT NULL ORDER BY number DESC LIMIT 1`,
} as const;

/** Plans, one row per change, so that a plan of any size is written and read as a stream. */
export function plansOf(connection: Connection, readers: Readers): Plans {
  const { prepare, file } = connection;
  const latest = prepare<[], StoredRow>(planQueries.latest);
  const byId = prepare<[string], StoredRow>(`${rows} WHERE id = ?`);
  const change = prepare<[string, string], StoredChange>(planQueries.change);
  const changesOf = prepare<[string, string], StoredChange>(planQueries.changesOf);
  const approve = prepare<[string, string, string, string]>(`
    INSERT OR REPLACE INTO approval (held_set, plan, approved_by, approved_at) VALUES (?, ?, ?, ?)`);
  const approval = prepare<[string], { found: number }>('SELECT 1 AS found FROM approval WHERE held_set = ?');
  const writer = planWriter(connection);

  function toPlan(stored: StoredRow | undefined): StoredPlan | null {
    return stored === undefined ? null : { ...stored, summary: parseStored<PlanSummary>(stored.summary, file) };
  }
  function toChange(stored: StoredChange): PlanChange {
    return { ...parseStored<Omit<PlanChange, 'hold'>>(stored.json, file), hold: stored.hold === null ? null : parseStored<Hold>(stored.hold, file) };
  }

  return {
    begin: writer,
    latest: () => toPlan(latest.get()),
    get: (planId) => toPlan(byId.get(planId)),
    *changes(planId) {
      for (const stored of readers.stream<StoredChange>(planQueries.changes, planId)) yield toChange(stored);
    },
    change(planId, changeId) {
      const stored = change.get(planId, changeId);
      return stored === undefined ? null : toChange(stored);
    },
    changesOf: (planId, anchor) => changesOf.all(planId, anchor).map(toChange),
    *notes(planId) {
      for (const stored of readers.stream<{ readonly json: string }>(planQueries.notes, planId)) yield parseStored<PlanNote>(stored.json, file);
    },
    approve: (planId, heldSet, by, at) => void approve.run(heldSet, planId, by, at),
    isApproved: (heldSet) => approval.get(heldSet) !== undefined,
  };
}
