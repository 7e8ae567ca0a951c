import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expectedCycleMinutes } from '../../shared/schedule.ts';
import { alertTurn, type AlertTurn } from '../sync/alert-turn.ts';
import { health, type Health, type HealthFacts } from '../sync/health.ts';
import type { StagingStore } from '../sync/store.ts';
import { readKnownSchedule } from './known-schedule.ts';
import { readClockSkew, readLastCheck } from './last-check.ts';
import { readSecretEnd } from './last-secret.ts';
import type { LoadedProfile } from './profile.ts';
import { systemClock } from './system.ts';
import type { Workspace } from './workspace.ts';

const runsLookedAt = 200;
const startsLookedAt = 12;

function credentialOf({ profile, folder }: LoadedProfile, dataFolder: string): HealthFacts['credential'] {
  const { auth } = profile.target;
  if (auth.kind !== 'certificate') return { kind: 'secret', name: `of the app ${profile.target.clientId}`, expiresAt: auth.kind === 'clientSecret' ? readSecretEnd(dataFolder) : null };
  const path = resolve(folder, auth.certificateFile);
  try {
    return { kind: 'certificate', name: path, expiresAt: new Date(new X509Certificate(readFileSync(path)).validTo).toISOString() };
  } catch {
    return { kind: 'certificate', name: path, expiresAt: null };
  }
}

/** Health of a workspace, from its run history, its certificate and its last check. */
export function healthOf(workspace: Workspace, store: StagingStore): Health {
  const runs = store.runs.list(runsLookedAt).map((run) => store.runs.get(run.id) ?? run);
  const starts = runs.filter(({ profile }) => profile === 'sync').slice(0, startsLookedAt).map(({ startedAt }) => startedAt);
  const cycleMinutes = expectedCycleMinutes(readKnownSchedule(workspace.dataFolder), starts);
  const facts: HealthFacts = { cycleMinutes, credential: credentialOf(workspace.loaded, workspace.dataFolder), clockSkewSeconds: readClockSkew(workspace.dataFolder), lastCheck: readLastCheck(workspace.dataFolder) };
  return health(runs, facts, systemClock.now());
}

/** Brings the alert history to what holds now; answers what changed, null when nothing did. The caller has the data folder's lock. */
export function recordAlerts(workspace: Workspace, store: StagingStore): AlertTurn | null {
  const turn = alertTurn(store.alerts.open(), healthOf(workspace, store).alerts);
  if (turn === null) return null;
  store.alerts.turn(turn, systemClock.now().toISOString());
  for (const { severity, text } of turn.raised) workspace.log(severity, `alert: ${text}`);
  for (const { text } of turn.resolved) workspace.log('info', `alert resolved: ${text}`);
  return turn;
}
