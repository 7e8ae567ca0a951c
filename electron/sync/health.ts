import type { ProblemKind } from '../../shared/errors.ts';
import type { Finding } from '../../shared/finding.ts';
import type { Alert } from '../../shared/health.ts';
import type { Phase } from '../../shared/run.ts';
import type { RunRecord, RunStep } from './store.ts';

/** A run as health looks at it: the record, with its steps where they are known. */
export type HealthRun = Omit<RunRecord, 'error'> & {
  readonly error: { readonly message: string; readonly fix: string; readonly kind?: ProblemKind } | null;
  readonly steps?: readonly RunStep[];
};

export type HealthFacts = {
  /** A run is expected this often; three of these without a success raise an alert. */
  readonly cycleMinutes: number;
  /** What Causeway signs in to Entra with, and when it expires (ISO 8601); null when that is not known. */
  readonly credential: { readonly kind: 'certificate' | 'secret'; readonly name: string; readonly expiresAt: string | null };
  /** Difference between this clock and the tenant's; null when not measured. */
  readonly clockSkewSeconds: number | null;
  /** What the last `check` found; null when none ran. */
  readonly lastCheck: { readonly at: string; readonly findings: readonly Finding[] } | null;
};

export type Health = { readonly state: 'healthy' | 'warning' | 'error' | 'neverRun'; readonly alerts: readonly Alert[] };

const cyclesWithoutSuccess = 3;
const warnDaysBeforeExpiry = 30;
/** Microsoft Entra refuses client assertions and Kerberos refuses tickets when clocks are five minutes apart. */
const largestSkewSeconds = 300;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

function isSuccess(run: HealthRun): boolean {
  return run.profile === 'sync' && run.outcome !== null && run.outcome !== 'failed' && run.outcome !== 'cancelled';
}

/** Start of the unbroken row of newest runs for which `holds`; null when it does not hold for the newest. */
function since(runs: readonly HealthRun[], holds: (run: HealthRun) => boolean): string | null {
  let start: string | null = null;
  for (const run of runs) {
    if (!holds(run)) break;
    start = run.startedAt;
  }
  return start;
}

function failedIn(...phases: readonly Phase[]): (run: HealthRun) => boolean {
  return (run) => run.outcome === 'failed' && run.error?.kind !== 'credentials' && (run.steps ?? []).some((step) => step.outcome === 'failed' && phases.includes(step.phase));
}

function signInRefused(run: HealthRun): boolean {
  return run.outcome === 'failed' && run.error?.kind === 'credentials';
}

function exportHasFailures(run: HealthRun): boolean {
  return (run.exported?.failed.length ?? 0) > 0 || failedIn('export', 'confirm')(run);
}

function runAlerts(finished: readonly HealthRun[]): readonly Alert[] {
  const syncs = finished.filter((run) => run.profile === 'sync');
  const newest = finished[0];
  const reason = newest?.error === null || newest?.error === undefined ? 'It ended without a reason.' : newest.error.message;
  const fix = newest?.error?.fix ?? 'Look at the run with `causeway runs`.';
  const conditions: readonly (readonly [Alert['id'], Alert['severity'], string | null, string, string])[] = [
    ['signInRefused', 'error', since(finished, signInRefused), `Sign-in is refused: ${reason}`, fix],
    ['connectFailing', 'error', since(finished, failedIn('connect', 'recover')), `Causeway cannot connect: ${reason}`, fix],
    ['sourceImportFailing', 'error', since(finished, failedIn('importSource')), `Active Directory cannot be read: ${reason}`, fix],
    ['targetImportFailing', 'error', since(finished, failedIn('importTarget')), `The Entra tenant cannot be read: ${reason}`, fix],
    ['synchronizationFailing', 'error', since(finished, failedIn('synchronize')), `The plan cannot be computed: ${reason}`, fix],
    ['exportFailing', 'error', since(syncs, exportHasFailures), exportText(syncs[0]), syncs[0]?.exported?.failed[0]?.fix ?? syncs[0]?.error?.fix ?? fix],
    ['protectionTripped', 'warning', since(syncs, (run) => run.outcome === 'protected'), 'Protection holds part of the plan: more objects than the limit would be deleted, disabled or taken out of groups.', 'Look at them with `causeway preview`; when they are wanted, release them with `causeway sync --approve PLAN`.'],
  ];
  const named = conditions.flatMap(([id, severity, start, text, what]) => (start === null ? [] : [{ id, severity, text, fix: what, since: start }]));
  const failing = since(finished, (run) => run.outcome === 'failed');
  if (failing === null || named.some((alert) => alert.severity === 'error' && alert.id !== 'exportFailing') || failedIn('export', 'confirm')(newest ?? ({} as HealthRun))) return named;
  return [...named, { id: 'runFailing', severity: 'error', text: `Runs fail: ${reason}`, fix, since: failing }];
}

function exportText(run: HealthRun | undefined): string {
  const failed = run?.exported?.failed ?? [];
  const first = failed[0];
  if (first === undefined) return `The export failed: ${run?.error?.message ?? 'it ended without a reason.'}`;
  return `The last export could not write ${failed.length === 1 ? 'one change' : `${failed.length} changes`}; the first: ${first.action} ${first.dn}: ${first.message}`;
}

function successAlert(finished: readonly HealthRun[], facts: HealthFacts, now: Date): readonly Alert[] {
  const success = finished.find(isSuccess);
  const start = success?.endedAt ?? finished.at(-1)?.startedAt;
  if (start === undefined) return [];
  const minutes = (now.getTime() - Date.parse(start)) / minuteMs;
  if (minutes <= cyclesWithoutSuccess * facts.cycleMinutes) return [];
  const text = success === undefined ? 'No sync has succeeded yet.' : `No sync has succeeded since ${start}; one is expected every ${facts.cycleMinutes} minutes.`;
  return [{ id: 'noSuccess', severity: 'warning', text, fix: 'Run `causeway sync`, and see to it that it is scheduled.', since: start }];
}

function credentialAlert({ credential }: HealthFacts, now: Date): readonly Alert[] {
  if (credential.expiresAt === null) return [];
  const expiry = new Date(credential.expiresAt);
  const days = Math.floor((expiry.getTime() - now.getTime()) / dayMs);
  if (days >= warnDaysBeforeExpiry) return [];
  const expired = expiry.getTime() <= now.getTime();
  const what = `The ${credential.kind} ${credential.name}`;
  return [
    {
      id: 'credentialExpiring',
      severity: expired ? 'error' : 'warning',
      text: expired ? `${what} expired on ${credential.expiresAt}.` : `${what} expires in ${days === 0 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`}, on ${credential.expiresAt}.`,
      fix: `Add a new ${credential.kind} to the app registration, and name it in the profile before the old one expires.`,
      since: expired ? credential.expiresAt : new Date(expiry.getTime() - warnDaysBeforeExpiry * dayMs).toISOString(),
    },
  ];
}

function clockAlert({ clockSkewSeconds }: HealthFacts, now: Date): readonly Alert[] {
  if (clockSkewSeconds === null || Math.abs(clockSkewSeconds) <= largestSkewSeconds) return [];
  const text = `This computer's clock is ${Math.round(Math.abs(clockSkewSeconds))} seconds ${clockSkewSeconds > 0 ? 'ahead of' : 'behind'} the tenant's.`;
  return [{ id: 'clockSkew', severity: 'error', text, fix: 'Synchronize the clock with a time server; sign-in fails when clocks are five minutes apart.', since: now.toISOString() }];
}

function checkAlerts({ lastCheck }: HealthFacts): readonly Alert[] {
  return (lastCheck?.findings ?? []).flatMap((finding) =>
    finding.severity === 'warning' || finding.severity === 'error'
      ? [{ id: `check.${finding.side}.${finding.id}`, severity: finding.severity, text: finding.text, fix: finding.fix ?? 'Run `causeway check` again.', since: lastCheck?.at ?? '' }]
      : [],
  );
}

/**
 * The alerts that hold now, computed from the run records (newest first) and a few facts: nothing is stored, so an alert
 * goes by itself when its condition goes. A cancelled run says nothing about health; a run under way is left out.
 */
export function health(runs: readonly HealthRun[], facts: HealthFacts, now: Date): Health {
  const finished = runs.filter((run) => run.endedAt !== null && run.outcome !== 'cancelled');
  const alerts = [...runAlerts(finished), ...successAlert(finished, facts, now), ...credentialAlert(facts, now), ...clockAlert(facts, now), ...checkAlerts(facts)];
  const ordered = alerts.toSorted((left, right) => Number(left.severity === 'warning') - Number(right.severity === 'warning'));
  if (ordered.some((alert) => alert.severity === 'error')) return { state: 'error', alerts: ordered };
  if (ordered.length > 0) return { state: 'warning', alerts: ordered };
  return { state: finished.length === 0 ? 'neverRun' : 'healthy', alerts: [] };
}
