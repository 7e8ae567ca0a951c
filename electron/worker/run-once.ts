import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { asProblem } from '../../shared/errors.ts';
import { isPreview, isWholeRun, type RunProfile } from '../../shared/run.ts';
import type { Cancel, Gate, Observe, ProgressSink } from '../sync/ports.ts';
import { refuseFaultyJoin } from '../sync/join/join-keys.ts';
import { refuseFaultyRules } from '../sync/rules/check-rules.ts';
import { run } from '../sync/run.ts';
import { settingsOf } from '../sync/settings.ts';
import type { RunRecord, StagingStore } from '../sync/store.ts';
import { openConnectors } from './connect.ts';
import type { SignIn } from './connector-options.ts';
import { recordAlerts } from './health-facts.ts';
import { saveClockSkew } from './last-check.ts';
import { lookUpSecretEnd } from './last-secret.ts';
import { noteShown } from './shown-profile.ts';
import { sha256, systemClock } from './system.ts';
import type { Workspace } from './workspace.ts';

/** `20261122T150822Z-9f3a`: sorts by time. */
export function newRunId(now: Date): string {
  return `${now.toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(2).toString('hex')}`;
}

export type RunOrder = {
  /** Made up when left out. */
  readonly runId?: string;
  readonly profile: RunProfile;
  /** Run profiles of one object: which one. */
  readonly object?: string;
  /** Run profile `object`: digest of the changes that were shown. */
  readonly shown?: string;
  readonly full: boolean;
  readonly approve: string | null;
  readonly user: string;
  readonly signIn: SignIn;
  readonly progress: ProgressSink;
  readonly cancel: Cancel;
  /** For who watches and pauses the run. */
  readonly observe?: Observe;
  readonly gate?: Gate;
};

/** One run in an open store: connects, runs, disconnects, logs the outcome. A preview cannot write: its transport refuses. Throws a usage Problem for a faulty rule before it connects. */
export async function runOnce(workspace: Workspace, store: StagingStore, order: RunOrder): Promise<RunRecord> {
  const { log } = workspace;
  const runId = order.runId ?? newRunId(systemClock.now());
  const settings = settingsOf(workspace.loaded.profile);
  refuseFaultyRules(settings.rules);
  refuseFaultyJoin(settings.join);
  const readOnly = isPreview(order.profile) || settings.policies.stagingMode;
  const connectors = await openConnectors(workspace, order.signIn, readOnly);
  log('info', `run ${runId} (${order.profile}${order.full ? ', full' : ''}) started by ${order.user}`);
  const watching = { ...(order.observe === undefined ? {} : { observe: order.observe }), ...(order.gate === undefined ? {} : { gate: order.gate }) };
  try {
    const record = await run(
      { runId, profile: order.profile, ...(order.object === undefined ? {} : { object: order.object }), ...(order.shown === undefined ? {} : { shown: order.shown }), settings, full: order.full, approve: order.approve, user: order.user },
      { sources: connectors.sources, target: connectors.target, store, clock: systemClock, digest: sha256, log, progress: order.progress, cancel: order.cancel, sleep: (delayMs) => (delayMs <= 0 ? nextTurn() : sleep(delayMs)), ...watching },
    );
    noteShown(workspace, record);
    if (isWholeRun(record.profile) && record.error === null) await lookUpSecretEnd(workspace.dataFolder, connectors.target, systemClock.now());
    log(record.error === null ? 'info' : 'error', `run ${runId} ended: ${record.outcome ?? 'unknown'}${record.error === null ? '' : `; ${record.error.message} ${record.error.fix}`}`);
    return record;
  } catch (error) {
    log('error', `run ${runId} broke off: ${asProblem(error).message}`);
    throw error;
  } finally {
    const skew = connectors.target.clockSkewSeconds?.() ?? null;
    await connectors.close();
    noteHealth(workspace, store, skew);
  }
}

/** Alerts are told by what the run recorded; that they cannot be written must not hide how the run ended. */
function noteHealth(workspace: Workspace, store: StagingStore, clockSkewSeconds: number | null): void {
  try {
    saveClockSkew(workspace.dataFolder, clockSkewSeconds);
    recordAlerts(workspace, store);
  } catch (error) {
    workspace.log('error', `the alerts could not be recorded: ${asProblem(error).message}`);
  }
}
