import type { NoticeTopic } from '../../../shared/app-settings.ts';
import type { AlertRecord } from '../../../shared/health.ts';
import type { RunRecord } from '../../sync/store.ts';

/** A message to people. Names the profile and what happened; holds no attribute of any person and no secret. */
export type Notice = {
  readonly topic: NoticeTopic;
  readonly kind: 'raised' | 'resolved';
  readonly severity: 'info' | 'warning' | 'error';
  readonly profile: string;
  readonly title: string;
  readonly text: string;
  readonly fix: string;
  /** ISO 8601. */
  readonly at: string;
};

/** What people were told about a profile already. */
export type Told = { readonly runId: string | null; readonly conflicts: number; readonly raised: number; readonly resolved: readonly number[] };

export type Facts = { readonly profile: string; readonly lastRun: RunRecord | null; readonly conflicts: number; readonly held: number; readonly open: readonly AlertRecord[]; readonly resolved: readonly AlertRecord[]; readonly at: string };

/** Alerts that a notice of their own tells already. */
const toldOtherwise: readonly string[] = ['protectionTripped', 'signInRefused', 'connectFailing', 'sourceImportFailing', 'targetImportFailing', 'synchronizationFailing', 'runFailing'];

export function toldOf({ lastRun, conflicts, open, resolved }: Facts): Told {
  return { runId: lastRun?.endedAt === null ? null : (lastRun?.id ?? null), conflicts, raised: Math.max(0, ...[...open, ...resolved].map(({ number }) => number)), resolved: resolved.slice(0, 100).map(({ number }) => number) };
}

/** What is new since people were told last. A profile that was never told of says nothing of its past. */
export function noticesOf(facts: Facts, told: Told | null): readonly Notice[] {
  if (told === null) return [];
  const { profile, lastRun, conflicts, held, open, resolved, at } = facts;
  const notices: Notice[] = [];
  const add = (notice: Omit<Notice, 'profile' | 'at'>): void => void notices.push({ profile, at, ...notice });
  if (lastRun !== null && lastRun.endedAt !== null && lastRun.id !== told.runId) {
    if (lastRun.outcome === 'failed') add({ topic: 'runFailed', kind: 'raised', severity: 'error', title: `${profile}: the run failed`, text: lastRun.error?.message ?? 'It ended without a reason.', fix: lastRun.error?.fix ?? 'Open Causeway to see why.' });
    if (lastRun.outcome === 'protected') add({ topic: 'protectionTripped', kind: 'raised', severity: 'warning', title: `${profile}: ${held} ${held === 1 ? 'change is' : 'changes are'} held`, text: 'More than the limit would be deleted, disabled or taken out of groups.', fix: 'Look at them in Plan, then release them or correct Active Directory.' });
  }
  if (conflicts > told.conflicts) add({ topic: 'conflictsOpened', kind: 'raised', severity: 'warning', title: `${profile}: ${conflicts} ${conflicts === 1 ? 'conflict waits' : 'conflicts wait'} for a decision`, text: `${conflicts - told.conflicts} more than before. Nothing of these objects is written until somebody decides.`, fix: 'Decide them in Conflicts.' });
  for (const alert of open) if (alert.number > told.raised && !toldOtherwise.includes(alert.id)) add({ topic: 'alerts', kind: 'raised', severity: alert.severity, title: `${profile}: needs attention`, text: alert.text, fix: alert.fix });
  for (const alert of resolved) if (!told.resolved.includes(alert.number) && alert.number <= Math.max(told.raised, ...told.resolved, 0)) add({ topic: 'alerts', kind: 'resolved', severity: 'info', title: `${profile}: resolved`, text: alert.text, fix: 'Nothing to do.' });
  return notices;
}
