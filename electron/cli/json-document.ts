import type { ExportResult, ImportCounts } from '../../shared/run.ts';
import type { PlanSummary, TypeCounts } from '../../shared/plan.ts';
import type { RunRecord, StagingStore } from '../sync/store.ts';

const noCounts: TypeCounts = { create: 0, restore: 0, link: 0, update: 0, disable: 0, delete: 0, unchanged: 0, held: 0 };
export const noImports: ImportCounts = { source: { read: 0, inScope: 0, excluded: {}, mode: 'full', unread: [] }, target: { read: 0, mode: 'full' } };
export const noExport: ExportResult = { writes: 0, retried: 0, throttledMs: 0, failed: [], waiting: [] };

/** What a document shows for a run that ended before it had a plan. */
export const noPlan: Omit<PlanSummary, 'scope' | 'conflicts'> = {
  id: '',
  users: noCounts,
  groups: noCounts,
  members: { add: 0, remove: 0 },
  managers: { set: 0, clear: 0 },
  protection: { tripped: false, held: { delete: 0, disable: 0, memberRemove: 0 }, limit: { count: 0, percent: 0 }, texts: [], heldSet: '' },
  notSynchronizable: {},
};

function planOf(record: RunRecord, store: StagingStore): Omit<PlanSummary, 'scope' | 'conflicts'> {
  const stored = record.planId === null ? null : store.plans.get(record.planId);
  if (stored === null) return noPlan;
  const { scope: _scope, conflicts: _conflicts, ...plan } = stored.summary;
  return plan;
}

function* elements(items: Iterable<unknown>): Generator<string> {
  let separator = '';
  for (const item of items) {
    yield `${separator}${JSON.stringify(item)}`;
    separator = ',\n';
  }
}

/** The record's facts as they stand under `run`. */
export function runFacts(record: RunRecord): Readonly<Record<string, unknown>> {
  return {
    id: record.id,
    profile: record.profile,
    outcome: record.outcome ?? 'failed',
    startedAt: record.startedAt,
    endedAt: record.endedAt ?? record.startedAt,
    error: record.error,
  };
}

/**
 * The RunDocument of a run (shared/run.ts) as a stream of text, so that 100,000 changes are never in memory at once.
 * `only`: objectGUID of the one object that the run was for. Conflicts are those of this run's plan; a run that ended before it had a plan shows none.
 */
export function* runDocument(record: RunRecord, store: StagingStore, only: string | null = null): Generator<string> {
  const meant = <T extends { readonly guid: string | null }>(items: Iterable<T>): Iterable<T> => (only === null ? items : [...items].filter(({ guid }) => guid === only));
  const plan = JSON.stringify(planOf(record, store));
  yield `{"run":${JSON.stringify(runFacts(record))},\n"import":${JSON.stringify(record.imports ?? noImports)},\n`;
  yield `"plan":${plan.slice(0, -1)},"changes":[`;
  if (record.planId !== null) yield* elements(meant(store.plans.changes(record.planId)));
  yield ']},\n"conflicts":[';
  if (record.planId !== null) yield* elements(meant(store.conflicts.all()));
  yield '],\n"notes":[';
  if (record.planId !== null) yield* elements(store.plans.notes(record.planId));
  yield `],\n"export":${JSON.stringify(record.exported ?? noExport)}}\n`;
}

/** Writes pieces of text in blocks of about `blockSize` characters, each waited for. Stops when `closed`. */
export async function writeBlocks(pieces: Iterable<string>, write: (text: string) => Promise<void>, closed: () => boolean, blockSize = 65_536): Promise<void> {
  let block = '';
  for (const piece of pieces) {
    block += piece;
    if (block.length < blockSize) continue;
    await write(block);
    block = '';
    if (closed()) return;
  }
  if (block !== '') await write(block);
}
