import { expect, test } from 'vitest';
import type { AppState, ProfileStatus } from '../../../shared/ipc/state.ts';
import { pillOf } from '../../../renderer/frame/pill-text.ts';

const now = Date.parse('2026-11-26T12:00:00Z');
const at = '2026-11-26T11:56:00Z';
const status = (over: Partial<ProfileStatus> = {}): ProfileStatus => ({ lastRun: { id: 'r', profile: 'sync', outcome: 'success', startedAt: at, endedAt: at, unread: 0 }, lastSuccessAt: at, openConflicts: 0, heldByProtection: 0, alerts: 0, worstAlert: null, synchronizedByOther: false, changed: 'no', ...over });
const app = (over: Partial<AppState> = {}): AppState => ({ loaded: true, theme: 'system', profiles: [], activeProfileId: 'contoso', setup: null, run: null, status: status(), nextRunAt: null, worker: 'ready', ...over });

test('the pill says in one sentence where the profile stands', () => {
  const lastRun = { id: 'r', profile: 'sync', outcome: 'protected', startedAt: at, endedAt: at, unread: 0 } as const;
  expect([
    pillOf(null, now),
    pillOf(app(), now),
    pillOf(app({ status: status({ synchronizedByOther: true }) }), now),
    pillOf(app({ status: status({ lastRun, heldByProtection: 612 }) }), now),
    pillOf(app({ status: status({ lastRun: { ...lastRun, outcome: 'completedWithConflicts' }, openConflicts: 1 }) }), now),
    pillOf(app({ status: status({ lastRun: { ...lastRun, outcome: 'completedWithErrors' } }) }), now),
    pillOf(app({ status: status({ lastRun: { ...lastRun, outcome: 'completedWithErrors', unread: 1 } }) }), now),
    pillOf(app({ run: { runId: 'r', profileId: 'contoso', profile: 'sync', startedAt: at, state: 'running', progress: { phase: 'export', done: 812, total: 2940, perSecond: 20, etaSeconds: 100, pace: 'quota', text: '' } } }), now),
  ]).toEqual([
    { tone: 'neutral', text: 'No profile yet' },
    { tone: 'success', text: 'In sync, 4 minutes ago' },
    { tone: 'warning', text: 'Nothing is written: another tool syncs this tenant' },
    { tone: 'warning', text: 'Held: 612 changes wait for approval' },
    { tone: 'warning', text: '1 conflict open, last sync 4 minutes ago' },
    { tone: 'warning', text: 'Some objects could not be written, 4 minutes ago' },
    { tone: 'warning', text: 'Not every Active Directory could be read, 4 minutes ago' },
    { tone: 'brand', text: 'Running: Export to Entra 812 of 2,940' },
  ]);
});
