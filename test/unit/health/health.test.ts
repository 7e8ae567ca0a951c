import { describe, expect, it } from 'vitest';
import { health, type HealthFacts, type HealthRun } from '../../../electron/sync/health.ts';
import type { Phase } from '../../../shared/run.ts';

const now = new Date('2026-03-01T12:00:00Z');
const facts: HealthFacts = { cycleMinutes: 30, credential: { kind: 'secret', name: 'of the app x', expiresAt: null }, clockSkewSeconds: null, lastCheck: null };

function minutesAgo(minutes: number): string {
  return new Date(now.getTime() - minutes * 60_000).toISOString();
}

function run(ago: number, outcome: HealthRun['outcome'], more: Partial<HealthRun> = {}): HealthRun {
  return { id: `r${ago}`, profile: 'sync', startedAt: minutesAgo(ago), endedAt: minutesAgo(ago - 1), outcome, planId: null, imports: null, exported: null, error: null, ...more };
}

function failed(ago: number, phase: Phase, more: Partial<HealthRun> = {}): HealthRun {
  return run(ago, 'failed', { error: { message: 'It did not answer.', fix: 'Start it.' }, steps: [{ phase, startedAt: minutesAgo(ago), endedAt: minutesAgo(ago - 1), objects: 0, outcome: 'failed', text: '' }], ...more });
}

function ids(runs: readonly HealthRun[], more: Partial<HealthFacts> = {}): readonly string[] {
  return health(runs, { ...facts, ...more }, now).alerts.map((alert) => alert.id);
}

describe('health', () => {
  it('has no alerts while runs succeed, and says when nothing ran yet', () => {
    expect(health([run(20, 'success'), run(50, 'completedWithConflicts')], facts, now)).toEqual({ state: 'healthy', alerts: [] });
    expect(health([], facts, now)).toEqual({ state: 'neverRun', alerts: [] });
  });

  it('raises an alert per failing part since its first failure, and resolves it with the next success', () => {
    const failing = [failed(20, 'importSource'), failed(50, 'importSource'), run(80, 'success')];
    expect(health(failing, facts, now)).toEqual({
      state: 'error',
      alerts: [{ id: 'sourceImportFailing', severity: 'error', text: 'Active Directory cannot be read: It did not answer.', fix: 'Start it.', since: minutesAgo(50) }],
    });
    expect(ids([run(5, 'success'), ...failing])).toEqual([]);
    expect(ids([failed(20, 'importTarget')])).toEqual(['targetImportFailing']);
    expect(ids([failed(20, 'export')])).toEqual(['exportFailing']);
    expect(ids([failed(20, 'synchronize')])).toEqual(['synchronizationFailing']);
    expect(ids([run(20, 'failed')])).toEqual(['runFailing']);
  });

  it('hears nothing from a run for one object: it neither raises an alert nor resolves one', () => {
    expect(ids([failed(5, 'importSource', { profile: 'object' }), run(20, 'success')])).toEqual([]);
    expect(ids([run(5, 'success', { profile: 'object' }), failed(20, 'importSource')])).toEqual(['sourceImportFailing']);
    expect(ids([run(5, 'success', { profile: 'object' }), run(200, 'success')])).toEqual(['noSuccess']);
  });

  it('tells a refused sign-in from a connection that fails', () => {
    expect(ids([failed(20, 'connect')])).toEqual(['connectFailing']);
    expect(ids([failed(20, 'connect', { error: { kind: 'credentials', message: 'no', fix: 'x' } })])).toEqual(['signInRefused']);
  });

  it('names the first of the changes that could not be written', () => {
    const failure = { dn: 'CN=a', action: 'create', code: '400', message: 'Bad value', requestId: null, fix: 'Correct it.' };
    const exported = { writes: 3, retried: 0, throttledMs: 0, failed: [failure, failure], waiting: [] };
    expect(health([run(20, 'completedWithErrors', { exported })], facts, now).alerts).toEqual([
      { id: 'exportFailing', severity: 'error', text: 'The last export could not write 2 changes; the first: create CN=a: Bad value', fix: 'Correct it.', since: minutesAgo(20) },
    ]);
  });

  it('speaks of protection until a sync is no longer held; a preview does not resolve it', () => {
    expect(ids([run(5, 'success', { profile: 'preview' }), run(20, 'protected')])).toEqual(['protectionTripped']);
    expect(ids([run(5, 'success'), run(20, 'protected')])).toEqual([]);
  });

  it('misses a success after three cycles; cancelled runs and previews are none', () => {
    expect(ids([run(5, 'cancelled'), run(10, 'success', { profile: 'preview' }), run(92, 'success')])).toEqual(['noSuccess']);
    expect(ids([run(5, 'cancelled'), run(89, 'success')])).toEqual([]);
    expect(ids([run(92, 'success')], { cycleMinutes: 60 })).toEqual([]);
  });

  it('warns before a credential expires and of clocks that differ', () => {
    const credential = { kind: 'certificate', name: 'app.pem', expiresAt: '2026-03-11T12:00:00.000Z' } as const;
    expect(health([], { ...facts, credential }, now).alerts).toMatchObject([{ id: 'credentialExpiring', severity: 'warning', text: 'The certificate app.pem expires in 10 days, on 2026-03-11T12:00:00.000Z.', since: '2026-02-09T12:00:00.000Z' }]);
    expect(health([], { ...facts, credential: { ...credential, expiresAt: minutesAgo(1) } }, now)).toMatchObject({ state: 'error', alerts: [{ id: 'credentialExpiring', severity: 'error' }] });
    expect(ids([], { clockSkewSeconds: -301 })).toEqual(['clockSkew']);
    expect(ids([], { clockSkewSeconds: 300 })).toEqual([]);
  });

  it('repeats what the last check warned of', () => {
    const findings = [
      { id: 'bind', side: 'source', severity: 'ok', text: 'Bound.', fix: null },
      { id: 'deletedObjects', side: 'source', severity: 'warning', text: 'Deleted objects cannot be read.', fix: 'Run dsacls.' },
    ] as const;
    expect(health([], { ...facts, lastCheck: { at: minutesAgo(3), findings } }, now)).toEqual({
      state: 'warning',
      alerts: [{ id: 'check.source.deletedObjects', severity: 'warning', text: 'Deleted objects cannot be read.', fix: 'Run dsacls.', since: minutesAgo(3) }],
    });
  });
});

describe('what a run that failed early says', () => {
  const exportFailure = { dn: 'CN=a', action: 'create', code: '400', message: 'Bad value', requestId: null, fix: 'Correct it.' };
  const exported = { writes: 3, retried: 0, throttledMs: 0, failed: [exportFailure], waiting: [] };

  it('nothing about what it did not reach: what is held and what was refused stay open', () => {
    expect(ids([failed(5, 'importSource'), run(20, 'protected')])).toEqual(['sourceImportFailing', 'protectionTripped']);
    expect(ids([failed(5, 'importTarget'), run(20, 'completedWithErrors', { exported })])).toEqual(['targetImportFailing', 'exportFailing']);
    expect(ids([failed(5, 'connect'), failed(20, 'importSource')])).toEqual(['connectFailing', 'sourceImportFailing']);
    expect(ids([run(3, 'success', { exported: { ...exported, failed: [] } }), failed(5, 'importSource'), run(20, 'completedWithErrors', { exported })])).toEqual([]);
  });

  it('a source of several that cannot be read is an alert although the run goes on', () => {
    const unread = [{ source: 'fabrikam', message: 'It does not answer.', fix: 'Start it.' }];
    const imports = { source: { read: 1, inScope: 1, excluded: {}, mode: 'delta' as const, unread }, target: { read: 1, mode: 'delta' as const } };
    expect(health([run(5, 'completedWithErrors', { imports })], facts, now).alerts).toMatchObject([{ id: 'sourceImportFailing', text: 'fabrikam cannot be read: It does not answer.', fix: 'Start it.' }]);
  });
});

describe('what ends on a day', () => {
  const check = (expires: string, id = 'credentialExpiry'): Partial<HealthFacts> => ({ lastCheck: { at: minutesAgo(60 * 24 * 300), findings: [{ id, side: 'target', severity: 'ok', text: 'valid', fix: null, expires }] } });

  it('is judged by today, however long ago the check was', () => {
    expect(ids([run(5, 'success')], check('2026-05-01T00:00:00Z'))).toEqual([]);
    expect(health([run(5, 'success')], { ...facts, ...check('2026-03-21T12:00:00Z') }, now).alerts).toMatchObject([{ id: 'check.target.credentialExpiry', severity: 'warning', text: 'What Causeway signs in to Entra with expires on 2026-03-21, in 20 days.' }]);
    expect(health([run(5, 'success')], { ...facts, ...check('2026-02-27T12:00:00Z', 'tls') }, now).alerts).toMatchObject([{ severity: 'error', text: 'The certificate of the domain controller expired on 2026-02-27.' }]);
  });

  it('is told once when the certificate itself is known', () => {
    expect(ids([run(5, 'success')], { ...check('2026-03-21T12:00:00Z'), credential: { kind: 'certificate', name: '/c.pem', expiresAt: '2026-03-21T12:00:00Z' } })).toEqual(['credentialExpiring']);
  });

  it('an error of a check goes when a later sync did what it says cannot be done; a warning stays', () => {
    const lastCheck = { at: minutesAgo(30), findings: (['error', 'warning'] as const).map((severity) => ({ id: severity, side: 'source' as const, severity, text: 't', fix: null })) };
    expect(ids([run(40, 'success')], { lastCheck })).toEqual(['check.source.error', 'check.source.warning']);
    expect(ids([run(5, 'success')], { lastCheck })).toEqual(['check.source.warning']);
  });
});
