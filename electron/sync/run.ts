import { asProblem, Problem } from '../../shared/errors.ts';
import type { PlanSummary } from '../../shared/plan.ts';
import { isWholeRun, type ExportResult, type ImportCounts, type RunOutcome, type RunProfile } from '../../shared/run.ts';
import { exportPlan } from './export/export-plan.ts';
import { recover } from './export/recover.ts';
import { importSources } from './import/import-sources.ts';
import { importTarget } from './import/import-target.ts';
import type { Cancel, Clock, Digest, Gate, Log, NamedSource, Observe, ProgressSink, TargetConnector } from './ports.ts';
import type { Settings } from './settings.ts';
import type { RunRecord, StagingStore } from './store.ts';
import { mayWrite, synchronizedByOtherText } from './other-tool.ts';
import { runObject } from './run-object.ts';
import { step } from './run-step.ts';
import { synchronize } from './synchronize.ts';

/** Everything a run needs from outside. */
export type RunPorts = {
  /** By precedence; at least one. */
  readonly sources: readonly NamedSource[];
  readonly target: TargetConnector;
  readonly store: StagingStore;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly log: Log;
  readonly progress: ProgressSink;
  readonly cancel: Cancel;
  readonly sleep: (delayMs: number) => Promise<void>;
  /** Hears what happens in the run, as it happens. */
  readonly observe?: Observe;
  /** Pauses the export. */
  readonly gate?: Gate;
};

export type RunRequest = {
  readonly runId: string;
  readonly profile: RunProfile;
  /** Run profiles of one object: which one, by DN, GUID, anchor or name. */
  readonly object?: string;
  /** Run profile `object`: the digest of the changes that were shown; nothing else is written. Left out where nobody was shown any. */
  readonly shown?: string;
  readonly settings: Settings;
  /** Read both sides completely instead of by delta. */
  readonly full: boolean;
  /** Plan id whose held set is released; null when nothing is approved. */
  readonly approve: string | null;
  /** Who approves, for the record. */
  readonly user: string;
};

/** What is known of a run so far; what a failure leaves behind. */
type Progressing = { planId: string | null; summary: PlanSummary | null; imports: ImportCounts | null; exported: ExportResult | null; approved: boolean; held: boolean };

/** Runs the phases of a run profile in order and records them. Never throws for what a run can meet: the record tells. */
export async function run(request: RunRequest, ports: RunPorts): Promise<RunRecord> {
  const { store, clock } = ports;
  const startedAt = clock.now().toISOString();
  store.runs.start({ id: request.runId, profile: request.profile, startedAt });
  const state: Progressing = { planId: null, summary: null, imports: null, exported: null, approved: false, held: false };
  let outcome: RunOutcome;
  let error: RunRecord['error'] = null;
  try {
    const cancelled = await runPhases(request, ports, state);
    outcome = cancelled ? 'cancelled' : isWholeRun(request.profile) ? outcomeOf(state) : outcomeOfObject(state);
  } catch (thrown) {
    const problem = asProblem(thrown);
    outcome = problem.kind === 'cancelled' ? 'cancelled' : 'failed';
    error = { kind: problem.kind, message: problem.message, fix: problem.fix };
    ports.log('error', `${problem.message} ${problem.fix}`);
  }
  const record: RunRecord = { id: request.runId, profile: request.profile, startedAt, endedAt: clock.now().toISOString(), outcome, planId: state.planId, imports: state.imports, exported: state.exported, error };
  store.runs.finish(record);
  return record;
}

function outcomeOfObject({ exported, held }: Progressing): RunOutcome {
  if ((exported?.failed.length ?? 0) > 0) return 'completedWithErrors';
  return held || (exported?.waiting.length ?? 0) > 0 ? 'completedWithConflicts' : 'success';
}

function outcomeOf({ summary, exported, approved, imports }: Progressing): RunOutcome {
  if (summary?.protection.tripped === true && !approved) return 'protected';
  if ((exported?.failed.length ?? 0) > 0 || (imports?.source.unread.length ?? 0) > 0) return 'completedWithErrors';
  return (summary?.conflicts ?? 0) > 0 ? 'completedWithConflicts' : 'success';
}

/** The same for one object. */
async function objectPhases(request: RunRequest, ports: RunPorts, state: Progressing): Promise<boolean> {
  const { planId, imports, exported, held, cancelled } = await runObject(request.object ?? '', request, ports);
  Object.assign(state, { planId, imports, exported, held });
  return cancelled;
}

/** True when the export was cancelled. */
async function runPhases(request: RunRequest, ports: RunPorts, state: Progressing): Promise<boolean> {
  const { store, target } = ports;
  const { settings, full } = request;
  if (!isWholeRun(request.profile)) return await objectPhases(request, ports, state);
  const approvedSet = request.approve === null ? null : heldSetOf(request.approve, store);

  await step('connect', request, ports, async () => { store.facts.put(await target.tenantFacts()); }, () => ({ objects: 0, text: 'Tenant facts read.' }));
  await step('recover', request, ports, () => recover(ports), ({ looked, adopted }) => ({ objects: looked, text: `${looked} interrupted writes looked up, ${adopted} had been carried out.` }));
  const imports = await importSources(ports, { full, settings: settings.sources }, (title, work) =>
    step('importSource', request, ports, work, (result) => ({ objects: result.read, text: `${title === null ? '' : `${title}: `}${result.mode} import by ${result.method} (${result.reason}).` }), title),
  );
  state.imports = { source: { ...imports, inScope: 0, excluded: {} }, target: { read: 0, mode: 'full' } };
  const imported = await step('importTarget', request, ports, () => importTarget(ports, { full }), (result) => ({ objects: result.read, text: `${result.mode} import (${result.reason}).` }));
  const facts = await target.tenantFacts();
  store.facts.put(facts);

  const { summary } = await step(
    'synchronize',
    request,
    ports,
    () => synchronize({ runId: request.runId, settings, facts, now: ports.clock.now(), unread: imports.unread }, { store, digest: ports.digest, cancel: ports.cancel, step: (done, total) => { ports.progress({ phase: 'synchronize', done, total, perSecond: 0, etaSeconds: null, pace: 'free', text: `${done} of ${total} identities` }); } }),
    (result) => ({ objects: result.summary.scope.inScope, text: `${result.reused ? 'Nothing changed: the last plan stands.' : `Plan ${result.summary.id}.`}${facts.synchronizedByOther ? ` ${synchronizedByOtherText}` : ''}` }),
  );
  state.summary = summary;
  state.planId = summary.id;
  ports.observe?.({ kind: 'planned', summary });
  state.imports = { source: { ...state.imports.source, ...summary.scope }, target: { read: imported.read, mode: imported.mode } };
  if (facts.synchronizedByOther) ports.log('warning', synchronizedByOtherText);
  if (request.profile === 'preview' || !mayWrite(settings, facts)) return false;

  state.approved = isApproved(summary, approvedSet, request, ports);
  const exported = await step('export', request, ports, () => exportPlan(summary.id, ports, { approved: state.approved, sleep: ports.sleep }), (result) => ({ objects: result.writes, text: `${result.writes} writes, ${result.failed.length} failed.` }));
  state.exported = exported;
  if (state.approved) store.conflicts.replace(store.conflicts.all().filter((conflict) => conflict.situation !== 'sourceMissing'), ports.clock.now().toISOString());
  for (const failure of exported.failed) store.runs.failure(request.runId, failure);
  if (exported.writes > 0 && !exported.cancelled) await confirm(request, ports);
  return exported.cancelled;
}

/** The confirming import closes the loop. When it fails, nothing is lost: the next run imports again. */
async function confirm(request: RunRequest, ports: RunPorts): Promise<void> {
  try {
    await step('confirm', request, ports, () => importTarget(ports, { full: false, phase: 'confirm' }), (result) => ({ objects: result.read, text: `${ports.store.target.unconfirmed()} writes are not visible yet.` }));
  } catch (thrown) {
    ports.log('warning', `The confirming import did not finish: ${asProblem(thrown).message} The next run reads again.`);
  }
}

function heldSetOf(planId: string, store: StagingStore): string {
  const plan = store.plans.get(planId);
  if (plan === null) throw new Problem('usage', `There is no plan ${planId} to approve.`, 'Run `causeway preview` and approve the plan it names.');
  return plan.summary.protection.heldSet;
}

/** An approval is bound to exactly the held set that was shown; another set stays held. */
function isApproved(summary: PlanSummary, approvedSet: string | null, request: RunRequest, { store, clock, log }: RunPorts): boolean {
  const { heldSet } = summary.protection;
  if (approvedSet === null || heldSet === '') return false;
  if (approvedSet !== heldSet) {
    log('warning', `What protection holds changed since plan ${request.approve ?? ''} was shown; it stays held. Look at plan ${summary.id} and approve that one.`);
    return false;
  }
  store.plans.approve(summary.id, heldSet, request.user, clock.now().toISOString());
  return true;
}
