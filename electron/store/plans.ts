import type { PlanSummary } from '../../shared/plan.ts';
import type { Plans, StoredPlan } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { parseStored } from './json.ts';
import { openPlanFile } from './plan-file.ts';
import type { PlanFileReader } from './plan-file.ts';
import { hasContent, planWriting } from './plan-writer.ts';

type StoredRow = { readonly runId: string; readonly createdAt: string; readonly inputs: string; readonly summary: string; readonly content: string | null };

const rows = `SELECT run AS runId, created_at AS createdAt, inputs, summary, content FROM plan`;

/** The reading statements; proved with EXPLAIN QUERY PLAN. */
export const planQueries = {
  latest: `${rows} ORDER BY number DESC LIMIT 1`,
  byId: `${rows} WHERE id = ?`,
} as const;

/** Plans: a row each in the store, the changes in a file each beside it. */
export function openPlans(connection: Connection, folder: string): Plans & { close(): void } {
  const { prepare, file } = connection;
  const latest = prepare<[], StoredRow>(planQueries.latest);
  const byId = prepare<[string], StoredRow>(planQueries.byId);
  const approve = prepare<[string, string, string, string]>(`
    INSERT OR REPLACE INTO approval (held_set, plan, approved_by, approved_at) VALUES (?, ?, ?, ?)`);
  const approval = prepare<[string], { found: number }>('SELECT 1 AS found FROM approval WHERE held_set = ?');
  const named = prepare<[], { content: string }>('SELECT content FROM plan WHERE content IS NOT NULL');
  const open = new Map<string, PlanFileReader>();

  /** Another process may have made newer plans: the files it gave up are closed, so that the disk gets their room back. */
  function releaseGivenUp(): void {
    const kept = new Set(named.all().map((row) => row.content));
    for (const [content, reader] of open) {
      if (kept.has(content)) continue;
      reader.release();
      open.delete(content);
    }
  }

  const writing = planWriting(connection, folder, (content) => {
    open.get(content)?.release();
    open.delete(content);
  });

  function toPlan(stored: StoredRow | undefined): StoredPlan | null {
    if (stored === undefined) return null;
    const { content: _, ...plan } = stored;
    return { ...plan, summary: parseStored<PlanSummary>(stored.summary, file) };
  }

  /** The changes of a plan; null when there is no such plan, or it keeps its summary only. */
  function contentOf(planId: string): PlanFileReader | null {
    const content = byId.get(planId)?.content ?? null;
    if (content === null) return null;
    const known = open.get(content);
    if (known !== undefined) return known;
    releaseGivenUp();
    const reader = openPlanFile(folder, content);
    open.set(content, reader);
    return reader;
  }

  return {
    begin: (runId, words) => writing.begin(runId, words),
    // A folder that was copied without its plans has none: the next synchronization computes one.
    latest() {
      const stored = latest.get();
      return hasContent(folder, stored?.content ?? null) ? toPlan(stored) : null;
    },
    get: (planId) => toPlan(byId.get(planId)),
    *changes(planId) {
      yield* contentOf(planId)?.changes() ?? [];
    },
    change: (planId, changeId) => contentOf(planId)?.change(changeId) ?? null,
    changesOf: (planId, anchor) => contentOf(planId)?.changesOf(anchor) ?? [],
    *notes(planId) {
      yield* contentOf(planId)?.notes() ?? [];
    },
    approve: (planId, heldSet, by, at) => void approve.run(heldSet, planId, by, at),
    isApproved: (heldSet) => approval.get(heldSet) !== undefined,
    close() {
      writing.close();
      for (const reader of open.values()) reader.close();
      open.clear();
    },
  };
}
