import { afterEach, beforeEach, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../../electron/store/open.ts';
import { alertTurn } from '../../../electron/sync/alert-turn.ts';
import type { StagingStore } from '../../../electron/sync/store.ts';
import type { Alert } from '../../../shared/health.ts';

let folder: string;
let store: StagingStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-alerts-'));
  store = openStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function alert(id: string, text = id): Alert {
  return { id, severity: 'error', text, fix: 'Do something.', since: '2026-01-01T00:00:00Z' };
}

function look(at: string, ...now: readonly Alert[]): boolean {
  const turn = alertTurn(store.alerts.open(), now);
  if (turn !== null) store.alerts.turn(turn, at);
  return turn !== null;
}

test('an alert is raised once, follows its condition in other words, and resolves by itself', () => {
  expect(look('2026-01-01T00:01:00Z', alert('exportFailing', 'one change'))).toBe(true);
  expect(look('2026-01-01T00:02:00Z', alert('exportFailing', 'one change'))).toBe(false);
  expect(look('2026-01-01T00:03:00Z', { ...alert('exportFailing', 'two changes'), since: '2026-01-01T00:03:00Z' })).toBe(true);
  expect(store.alerts.open()).toMatchObject([{ id: 'exportFailing', text: 'two changes', since: '2026-01-01T00:00:00Z', raisedAt: '2026-01-01T00:01:00Z', resolvedAt: null }]);
  expect(look('2026-01-01T00:04:00Z')).toBe(true);
  expect(store.alerts.open()).toEqual([]);
  expect(store.alerts.resolved(10)).toMatchObject([{ id: 'exportFailing', resolvedAt: '2026-01-01T00:04:00Z' }]);
});

test('the same condition that comes back is another alert; the newest resolved one comes first', () => {
  look('2026-01-01T00:01:00Z', alert('noSuccess'), alert('clockSkew'));
  look('2026-01-01T00:02:00Z', alert('clockSkew'));
  look('2026-01-01T00:03:00Z', alert('clockSkew'), alert('noSuccess'));
  look('2026-01-01T00:04:00Z');
  expect(store.alerts.resolved(10).map(({ id, resolvedAt }) => `${id} ${resolvedAt ?? ''}`)).toEqual(['noSuccess 2026-01-01T00:04:00Z', 'clockSkew 2026-01-01T00:04:00Z', 'noSuccess 2026-01-01T00:02:00Z']);
});

test('alerts outlive the process', () => {
  look('2026-01-01T00:01:00Z', alert('signInRefused'));
  store.close();
  store = openStore(folder);
  expect(store.alerts.open().map(({ id }) => id)).toEqual(['signInRefused']);
});
