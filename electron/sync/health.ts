import type { ProblemKind } from '../../shared/errors.ts';
import type { Finding } from '../../shared/finding.ts';
import type { Alert } from '../../shared/health.ts';
import { isWholeRun, type Phase } from '../../shared/run.ts';
import type { RunRecord, RunStep } from './store.ts';

/** A run as health looks at it: the record, with its steps where they are known. */
export type HealthRun = Omit<RunRecord, 'error'> & {
  readonly error: { readonly message: string; readonly fix: string; readonly kind?: ProblemKind } | null;
  readonly steps?: readonly RunStep[];
};

export type HealthFacts = {
  /** A sync is expected this often; three of these without a success raise an alert. Null: nobody said, and none can be told from the history. */
  readonly cycleMinutes: number | null;
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

/**
 * The newest run for which `holds`, and the start of the unbroken row of runs before it; null when it does not hold for the
 * newest one that has something to say. A run that did not come so far says nothing: it neither raises nor resolves.
 */
function rowOf(runs: readonly HealthRun[], holds: (run: HealthRun) => boolean, says: (run: HealthRun) => boolean = () => true): { readonly newest: HealthRun; readonly since: string } | null {
  let newest: HealthRun | null = null;
  let since = '';
  for (const run of runs) {
    if (!says(run)) continue;
    if (!holds(run)) break;
    newest ??= run;
    since = run.startedAt;
  }
  return newest === null ? null : { newest, since };
}

/** A run that reached one of these phases, or got past them. */
function reached(...phases: readonly Phase[]): (run: HealthRun) => boolean {
  return (run) => run.outcome !== 'failed' || run.error?.kind === 'credentials' || run.steps === undefined || run.steps.length === 0 || run.steps.some(({ phase }) => phases.includes(phase));
}

function failedIn(...phases: readonly Phase[]): (run: HealthRun) => boolean {
  return (run) => run.outcome === 'failed' && run.error?.kind !== 'credentials' && (run.steps ?? []).some((step) => step.outcome === 'failed' && phases.includes(step.phase));
}

/** Every source, or one of several. */
function sourceUnread(run: HealthRun): boolean {
  return (run.imports?.source.unread.length ?? 0) > 0 || failedIn('importSource')(run);
}

/** One of several sources is named; an only one is Active Directory. */
function whyUnread({ error, imports }: HealthRun): string {
  if (error !== null) return `Active Directory cannot be read: ${error.message}`;
  return (imports?.source.unread ?? []).map(({ source, message }) => `${source} cannot be read: ${message}`).join(' ');
}

function signInRefused(run: HealthRun): boolean {
  return run.outcome === 'failed' && run.error?.kind === 'credentials';
}

function exportHasFailures(run: HealthRun): boolean {
  return (run.exported?.failed.length ?? 0) > 0 || failedIn('export', 'confirm')(run);
}

type Condition = readonly [id: Alert['id'], severity: Alert['severity'], row: ReturnType<typeof rowOf>, text: (newest: HealthRun) => string, fix?: (newest: HealthRun) => string];

function runAlerts(finished: readonly HealthRun[]): readonly Alert[] {
  const syncs = finished.filter((run) => run.profile === 'sync');
  const newest = finished[0];
  const reason = newest?.error === null || newest?.error === undefined ? 'It ended without a reason.' : newest.error.message;
  const conditions: readonly Condition[] = [
    ['signInRefused', 'error', rowOf(finished, signInRefused), () => `Sign-in is refused: ${reason}`],
    ['connectFailing', 'error', rowOf(finished, failedIn('connect', 'recover')), () => `Causeway cannot connect: ${reason}`],
    ['sourceImportFailing', 'error', rowOf(finished, sourceUnread, reached('importSource')), whyUnread],
    ['targetImportFailing', 'error', rowOf(finished, failedIn('importTarget'), reached('importTarget')), ({ error }) => `The Entra tenant cannot be read: ${error?.message ?? ''}`],
    ['synchronizationFailing', 'error', rowOf(finished, failedIn('synchronize'), reached('synchronize')), ({ error }) => `The plan cannot be computed: ${error?.message ?? ''}`],
    ['exportFailing', 'error', rowOf(syncs, exportHasFailures, (run) => run.exported !== null || failedIn('export', 'confirm')(run)), exportText],
    ['protectionTripped', 'warning', rowOf(syncs, (run) => run.outcome === 'protected', (run) => run.outcome !== 'failed'), () => 'Protection holds part of the plan: more objects than the limit would be deleted, disabled or taken out of groups.', () => 'Look at them with `causeway preview`; when they are wanted, release them with `causeway sync --approve PLAN`.'],
  ];
  const named = conditions.flatMap(([id, severity, row, text, what = fixOf]) => (row === null ? [] : [{ id, severity, text: text(row.newest), fix: what(row.newest), since: row.since }]));
  const broken = rowOf(finished, (run) => run.outcome === 'failed');
  if (broken === null || signInRefused(broken.newest) || failedIn('connect', 'recover', 'importSource', 'importTarget', 'synchronize', 'export', 'confirm')(broken.newest)) return named;
  return [...named, { id: 'runFailing', severity: 'error', text: `Runs fail: ${reason}`, fix: fixOf(broken.newest), since: broken.since }];
}

function fixOf({ exported, error, imports }: HealthRun): string {
  return exported?.failed[0]?.fix ?? error?.fix ?? imports?.source.unread[0]?.fix ?? 'Look at the run with `causeway runs`.';
}

function exportText(run: HealthRun): string {
  const failed = run.exported?.failed ?? [];
  const first = failed[0];
  if (first === undefined) return `The export failed: ${run.error?.message ?? 'it ended without a reason.'}`;
  return `The last export could not write ${failed.length === 1 ? 'one change' : `${failed.length} changes`}; the first: ${first.action} ${first.dn}: ${first.message}`;
}

function successAlert(finished: readonly HealthRun[], { cycleMinutes }: HealthFacts, now: Date): readonly Alert[] {
  if (cycleMinutes === null) return [];
  const success = finished.find(isSuccess);
  const start = success?.endedAt ?? finished.at(-1)?.startedAt;
  if (start === undefined) return [];
  const minutes = (now.getTime() - Date.parse(start)) / minuteMs;
  if (minutes <= cyclesWithoutSuccess * cycleMinutes) return [];
  const text = success === undefined ? 'No sync has succeeded yet.' : `No sync has succeeded since ${start}; one is expected every ${cycleMinutes} minutes.`;
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

/** What ends on a day is judged by today, not by the day of the check. */
function expiryAlert(finding: Finding, expires: string, now: Date): readonly Alert[] {
  const end = Date.parse(expires);
  const days = Math.floor((end - now.getTime()) / dayMs);
  if (days >= warnDaysBeforeExpiry) return [];
  const what = finding.id === 'tls' ? 'The certificate of the domain controller' : 'What Causeway signs in to Entra with';
  const day = expires.slice(0, 10);
  const text = end <= now.getTime() ? `${what} expired on ${day}.` : `${what} expires on ${day}, in ${days === 1 ? '1 day' : `${days} days`}.`;
  const fix = finding.fix ?? (finding.id === 'tls' ? 'Renew it on the domain controller; where it is pinned, pin the new one.' : 'Create a new one, and name it in the app registration and in the profile before that day.');
  return [{ id: `check.${finding.side}.${finding.id}`, severity: end <= now.getTime() ? 'error' : 'warning', text, fix, since: new Date(end - warnDaysBeforeExpiry * dayMs).toISOString() }];
}

/** A sync that succeeded since did what an error of the check says cannot be done. */
function checkAlerts({ lastCheck, credential }: HealthFacts, finished: readonly HealthRun[], now: Date): readonly Alert[] {
  if (lastCheck === null) return [];
  const { at, findings } = lastCheck;
  const disproved = finished.some((run) => isSuccess(run) && run.startedAt > at && (run.imports?.source.unread.length ?? 0) === 0);
  return findings.flatMap((finding): readonly Alert[] => {
    const { id, side, severity, text, fix, expires } = finding;
    if (id === 'credentialExpiry' && credential.expiresAt !== null) return [];
    if (expires !== undefined) return expiryAlert(finding, expires, now);
    if (severity !== 'warning' && (severity !== 'error' || disproved)) return [];
    return [{ id: `check.${side}.${id}`, severity, text, fix: fix ?? 'Run `causeway check` again.', since: at }];
  });
}

/**
 * The alerts that hold now, computed from the run records (newest first) and a few facts: nothing is stored, so an alert
 * goes by itself when its condition goes. A cancelled run says nothing about health, nor does one for a single object, which
 * reads and writes nothing else and fails when its name is mistyped; a run under way is left out.
 */
export function health(runs: readonly HealthRun[], facts: HealthFacts, now: Date): Health {
  const finished = runs.filter((run) => run.endedAt !== null && run.outcome !== 'cancelled' && isWholeRun(run.profile));
  const alerts = [...runAlerts(finished), ...successAlert(finished, facts, now), ...credentialAlert(facts, now), ...clockAlert(facts, now), ...checkAlerts(facts, finished, now)];
  const ordered = alerts.toSorted((left, right) => Number(left.severity === 'warning') - Number(right.severity === 'warning'));
  if (ordered.some((alert) => alert.severity === 'error')) return { state: 'error', alerts: ordered };
  if (ordered.length > 0) return { state: 'warning', alerts: ordered };
  return { state: finished.length === 0 ? 'neverRun' : 'healthy', alerts: [] };
}
