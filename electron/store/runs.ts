import type { ExportFailure, ExportResult, ImportCounts, RunOutcome, RunProfile } from '../../shared/run.ts';
import type { RunRecord, Runs, RunStep } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { parseStored } from './json.ts';

type StoredRun = {
  readonly id: string;
  readonly profile: RunProfile;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly outcome: RunOutcome | null;
  readonly planId: string | null;
  readonly imports: string | null;
  readonly exported: string | null;
  readonly error: string | null;
};

const runsKept = 500;
/** Answered journal entries are kept for this many runs; what is in flight is always kept. */
const journaledRuns = 20;

/** Runs of before there were several sources know nothing of unread ones. */
function withUnread({ source, target }: ImportCounts): ImportCounts {
  return { source: { ...source, unread: (source as Partial<ImportCounts['source']>).unread ?? [] }, target };
}

/** The run history. */
export function runsOf(connection: Connection): Runs {
  const { prepare, file, transaction } = connection;
  const rows = `SELECT id, profile, started_at AS startedAt, ended_at AS endedAt, outcome, plan AS planId, imports, exported, error FROM run`;
  const newest = prepare<[number], StoredRun>(`${rows} ORDER BY number DESC LIMIT ?`);
  const byId = prepare<[string], StoredRun>(`${rows} WHERE id = ?`);
  const insert = prepare<[string, string, string]>('INSERT INTO run (id, profile, started_at) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING');
  const finish = prepare<[string | null, string | null, string | null, string | null, string | null, string | null, string]>(`
    UPDATE run SET ended_at = ?, outcome = ?, plan = ?, imports = ?, exported = ?, error = ? WHERE id = ?`);
  const outdated = prepare<[number], { id: string }>('SELECT id FROM run ORDER BY number DESC LIMIT -1 OFFSET ?');
  const purges = ['DELETE FROM run WHERE id = ?', 'DELETE FROM run_step WHERE run = ?', 'DELETE FROM run_failure WHERE run = ?'].map((sql) => prepare<[string]>(sql));
  const purgeJournal = prepare<[string]>(`DELETE FROM journal WHERE run = ? AND state <> 'sent'`);
  const insertStep = prepare<[string, string, string]>(`
    INSERT INTO run_step (run, position, json) SELECT ?, coalesce(max(position), 0) + 1, ? FROM run_step WHERE run = ?`);
  const insertFailure = prepare<[string, string, string]>(`
    INSERT INTO run_failure (run, position, json) SELECT ?, coalesce(max(position), 0) + 1, ? FROM run_failure WHERE run = ?`);
  const steps = prepare<[string], { json: string }>('SELECT json FROM run_step WHERE run = ? ORDER BY position');
  const failures = prepare<[string], { json: string }>('SELECT json FROM run_failure WHERE run = ? ORDER BY position');
  const forgetFailures = prepare<[string]>('DELETE FROM run_failure WHERE run = ?');
  const written = prepare<[string], { number: number }>(`SELECT count(*) AS number FROM journal WHERE run = ? AND state = 'done'`);

  function toRecord(stored: StoredRun): RunRecord {
    return {
      ...stored,
      imports: stored.imports === null ? null : withUnread(parseStored<ImportCounts>(stored.imports, file)),
      exported: stored.exported === null ? brokenOff(stored) : parseStored<ExportResult>(stored.exported, file),
      error: stored.error === null ? null : parseStored<NonNullable<RunRecord['error']>>(stored.error, file),
    };
  }

  /** What is known of the export of a run that never finished: its failures, and the answers in the journal. */
  function brokenOff(stored: StoredRun): ExportResult | null {
    if (stored.outcome !== null) return null;
    const failed = failures.all(stored.id).map((row) => parseStored<ExportFailure>(row.json, file));
    return failed.length === 0 ? null : { writes: written.get(stored.id)?.number ?? 0, retried: 0, throttledMs: 0, failed, waiting: [] };
  }

  return {
    start: ({ id, profile, startedAt }) =>
      transaction(() => {
        insert.run(id, profile, startedAt);
        for (const run of outdated.all(runsKept)) for (const purge of purges) purge.run(run.id);
        for (const run of outdated.all(journaledRuns)) purgeJournal.run(run.id);
      }),
    step: (runId, step) => void insertStep.run(runId, JSON.stringify(step), runId),
    failure: (runId, failure) => void insertFailure.run(runId, JSON.stringify(failure), runId),
    finish: (run) =>
      transaction(() => {
        insert.run(run.id, run.profile, run.startedAt);
        finish.run(run.endedAt, run.outcome, run.planId, textOf(run.imports), textOf(run.exported), textOf(run.error), run.id);
        if (run.exported !== null) forgetFailures.run(run.id);
      }),
    list: (limit) => newest.all(limit).map(toRecord),
    get(id) {
      const stored = byId.get(id);
      if (stored === undefined) return null;
      return { ...toRecord(stored), steps: steps.all(id).map((row) => parseStored<RunStep>(row.json, file)) };
    },
  };
}

function textOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
