import { expect, test } from 'vitest';
import { noticesOf, toldOf, type Facts } from '../../../electron/worker/notify/notice.ts';
import type { RunRecord } from '../../../electron/sync/store.ts';
import type { AlertRecord } from '../../../shared/health.ts';

const run = (id: string, rest: Partial<RunRecord> = {}): RunRecord => ({ id, profile: 'sync', startedAt: 'a', endedAt: 'b', outcome: 'success', planId: null, imports: null, exported: null, error: null, ...rest });
const alert = (number: number, id: string, resolvedAt: string | null = null): AlertRecord => ({ number, id, severity: 'warning', text: `${id}.`, fix: 'Do it.', since: 'a', raisedAt: 'a', resolvedAt });
const facts = (rest: Partial<Facts> = {}): Facts => ({ profile: 'contoso', lastRun: run('1'), conflicts: 0, held: 0, open: [], resolved: [], at: 'now', ...rest });
const topics = (next: Facts, before: Facts): readonly string[] => noticesOf(next, toldOf(before)).map(({ topic, kind }) => `${topic} ${kind}`);

test('a profile that was never told of says nothing of its past', () => {
  expect(noticesOf(facts({ lastRun: run('1', { outcome: 'failed' }), conflicts: 7, open: [alert(1, 'noSuccess')] }), null)).toEqual([]);
});

test('each thing is told once: a failed run, a held set, new conflicts, alerts raised and resolved', () => {
  const failed = facts({ lastRun: run('2', { outcome: 'failed', error: { kind: 'connection', message: 'No answer.', fix: 'Check.' } }) });
  expect(topics(failed, facts())).toEqual(['runFailed raised']);
  expect(topics(failed, failed)).toEqual([]);
  expect(topics(facts({ lastRun: run('2', { outcome: 'protected' }), held: 612 }), facts())).toEqual(['protectionTripped raised']);
  expect(topics(facts({ conflicts: 3 }), facts({ conflicts: 1 }))).toEqual(['conflictsOpened raised']);
  expect(topics(facts({ conflicts: 1 }), facts({ conflicts: 3 }))).toEqual([]);
  const open = facts({ open: [alert(4, 'credentialExpiring')] });
  expect(topics(open, facts())).toEqual(['alerts raised']);
  const resolved = facts({ resolved: [alert(4, 'credentialExpiring', 'c')] });
  expect(topics(resolved, open)).toEqual(['alerts resolved']);
  expect(topics(resolved, resolved)).toEqual([]);
});

test('what a failed run told already is not told again as an alert; a run that is under way tells nothing', () => {
  expect(topics(facts({ open: [alert(1, 'signInRefused')] }), facts())).toEqual([]);
  expect(topics(facts({ lastRun: run('2', { endedAt: null, outcome: null }) }), facts())).toEqual([]);
});
