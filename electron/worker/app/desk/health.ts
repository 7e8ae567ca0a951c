import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { InputOf, OutputOf } from '../../../../shared/ipc/contract.ts';
import type { RunPoint } from '../../../../shared/ipc/health.ts';
import type { RunRecord, RunStep } from '../../../sync/store.ts';
import { databaseName } from '../../../store/open.ts';
import { Problem } from '../../../../shared/errors.ts';
import { readAppSettings } from '../../app-settings-file.ts';
import { saveKnownSchedule } from '../../known-schedule.ts';
import { healthOf, recordAlerts } from '../../health-facts.ts';
import { systemClock } from '../../system.ts';
import type { Handlers } from '../endpoint.ts';
import { recordedRun } from '../engine/recorded-run.ts';
import type { Desk } from './context.ts';
import { connectorsOf } from './health/connectors.ts';
import { csvReport, htmlReport } from './health/report.ts';
import { hasProblem, pointOf } from './health/run-points.ts';
import { writeExport } from './plan/export-file.ts';
import { handoverSteps } from '../../../sync/handover.ts';
import { wayBack } from '../../../../shared/handover.ts';

type Run = RunRecord & { readonly steps: readonly RunStep[] };

const runsCharted = 60;
const runsKept = 500;
const resolvedShown = 50;
const lookEveryMs = 60_000;

/** The noun `health`: alerts, connectors and the run history. Alerts that come with time alone are looked for every minute. */
export function healthHandlers(desk: Desk): { readonly handlers: Handlers; stop(): void } {
  const runsOf = (profileId: string, limit: number): readonly Run[] => {
    const { runs } = desk.store(profileId);
    return runs.list(limit).flatMap(({ id }) => runs.get(id) ?? []);
  };

  const overview = async ({ profileId }: InputOf<'health.overview'>): Promise<OutputOf<'health.overview'>> => {
    const store = desk.store(profileId);
    const workspace = await desk.workspace(profileId);
    const { state, alerts } = healthOf(workspace, store);
    const recorded = new Map(store.alerts.open().map((alert) => [alert.id, alert]));
    const runs = runsOf(profileId, runsCharted);
    const points = runs.map((run) => pointOf(run, store));
    return {
      state,
      // What holds now counts; the record adds since when it is known.
      open: alerts.map((alert, index) => ({ number: -1 - index, raisedAt: alert.since, resolvedAt: null, ...recorded.get(alert.id), ...alert })),
      resolved: store.alerts.resolved(resolvedShown),
      connectors: connectorsOf(workspace, store, runs, alerts, points),
      runs: points.toReversed(),
      linked: { users: store.links.count('user'), groups: store.links.count('group') },
    };
  };

  const look = async (profileId: string): Promise<void> => {
    try {
      const dataFolder = desk.shelf.dataFolder(profileId);
      // Nothing was ever synchronized: a look would make a store.
      if (!existsSync(join(dataFolder, databaseName))) return;
      const { schedule } = readAppSettings(desk.folder).settings;
      saveKnownSchedule(dataFolder, { ...schedule, enabled: schedule.enabled && profileId === desk.shelf.activeId() });
      const workspace = await desk.workspace(profileId);
      const open = new Set(desk.store(profileId).alerts.open().map(({ id }) => id));
      const now = healthOf(workspace, desk.store(profileId)).alerts;
      if (now.length === open.size && now.every(({ id }) => open.has(id))) return;
      desk.write(profileId, 'a look at the alerts', (store) => recordAlerts(workspace, store));
      desk.changed();
    } catch (error) {
      // A run has the data folder: it looks by itself at its end.
      if (!(error instanceof Problem) || error.kind !== 'locked') desk.host.log('warning', `the alerts of ${profileId} could not be looked at: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const lookAtAll = async (): Promise<void> => {
    for (const { id } of desk.shelf.entries()) await look(id);
  };
  const timer = setInterval(() => void lookAtAll(), lookEveryMs);

  const exportReport = async ({ profileId, format, path }: InputOf<'health.export'>): Promise<OutputOf<'health.export'>> => {
    const store = desk.store(profileId);
    const report = format === 'csv' ? csvReport : htmlReport(desk.shelf.load(profileId).profile.name, await overview({ profileId }), systemClock.now().toISOString());
    const rows = await writeExport({ path, format, head: report.head, foot: report.foot, text: (run: RunPoint) => report.text(run), items: runsOf(profileId, runsKept).map((run) => pointOf(run, store)), cancelled: () => false, progress: () => undefined });
    return { path, rows };
  };

  return {
    stop: () => clearInterval(timer),
    handlers: {
      'health.overview': overview,
      'health.runs': ({ profileId, profile, onlyProblems, offset, limit }) => {
        const store = desk.store(profileId);
        // The steps of a run are read for the rows that are shown only.
        const wanted = store.runs.list(runsKept).filter((record) => (profile === null || record.profile === profile) && (!onlyProblems || hasProblem(record)));
        return { total: wanted.length, rows: wanted.slice(offset, offset + limit).flatMap(({ id }) => store.runs.get(id) ?? []).map((run) => pointOf(run, store)) };
      },
      'health.run': ({ profileId, runId }) => {
        const store = desk.store(profileId);
        const record = store.runs.get(runId);
        const { writes, perSeconds } = desk.shelf.load(profileId).profile.target.quota;
        return record === null ? null : recordedRun(profileId, record, store, writes / perSeconds);
      },
      'health.handover': ({ profileId }) => {
        const store = desk.store(profileId);
        const plan = store.plans.latest();
        return plan === null ? null : { at: plan.createdAt, steps: handoverSteps(store, plan.summary, desk.shelf.load(profileId).profile.policies), wayBack };
      },
      'health.export': exportReport,
    },
  };
}

