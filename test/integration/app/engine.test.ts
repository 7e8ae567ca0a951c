import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startLab, type Lab } from '../../../electron/lab/lab.ts';
import { createEngine } from '../../../electron/worker/app/engine/engine.ts';
import type { Host, Role } from '../../../electron/worker/app/endpoint.ts';
import { openDraftFile } from '../../../electron/worker/app/desk/setup/draft-file.ts';
import { withAbsoluteFiles } from '../../../electron/worker/app/desk/setup/import-profile.ts';
import { openStore } from '../../../electron/store/open.ts';
import { openShelf } from '../../../electron/worker/app/shelf.ts';
import type { WorkerEventName, WorkerEvents } from '../../../electron/worker/protocol.ts';
import { isForEngine, type CallName, type InputOf, type OutputOf } from '../../../shared/ipc/contract.ts';
import type { RunView } from '../../../shared/ipc/runs.ts';
import { defaultSchedule } from '../../../shared/schedule.ts';
import { textOfProfile, type SetupDraft } from '../../../shared/setup.ts';

/** 150 writes a second: the first synchronization of the sample company takes about six seconds. */
const quota = { writes: 75, perSeconds: 0.5 };

let folder: string;
let lab: Lab;
let engine: Role;
let profileId: string;
let events: { readonly name: WorkerEventName; readonly value: unknown }[];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-engine-'));
  lab = await startLab();
  const profile = lab.profile();
  const secrets = { password: lab.env.CAUSEWAY_AD_PASSWORD, secret: lab.env.CAUSEWAY_CLIENT_SECRET };
  profileId = openShelf(folder).put(
    { ...profile, source: { ...profile.source, password: { keychain: 'password' } }, target: { ...profile.target, quota, auth: { kind: 'clientSecret', secret: { keychain: 'secret' } } } },
    { kind: 'real', files: { 'ad-ca.pem': lab.directory.ca, 'tenant-ca.pem': lab.tenant.ca } },
  ).id;
  events = [];
  const host: Host = { ask: async () => secrets as never, emit: (name, value) => void events.push({ name, value }), log: () => undefined };
  engine = createEngine({ role: 'engine', folder }, host);
});
afterEach(async () => {
  await engine.stop();
  await lab.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  return await (engine.handlers[name] as (input: InputOf<Name>) => Promise<OutputOf<Name>>)(input);
}
const start = (more: Partial<InputOf<'runs.start'>> = {}) => ask('runs.start', { profileId, profile: 'sync', full: false, approve: null, ...more });
const current = async (): Promise<RunView> => {
  const view = await ask('runs.current', { profileId });
  if (view === null) throw new Error('there is no run');
  return view;
};
const told = <Name extends WorkerEventName>(name: Name): readonly WorkerEvents[Name][] => events.flatMap((event) => (event.name === name ? [event.value as WorkerEvents[Name]] : []));
const until = (state: RunView['state'], more: (view: RunView) => boolean = () => true) =>
  vi.waitFor(async () => {
    const view = await current();
    expect([view.state, more(view)]).toEqual([state, true]);
    return view;
  }, { timeout: 60_000, interval: 20 });
const writing = (view: RunView): boolean => view.numbers.outcomes.written > 0;

test('a profile that never ran has no run; one that did shows it, also to a new process', async () => {
  expect(await ask('runs.current', { profileId })).toBeNull();
  const { runId } = await start({ profile: 'preview' });
  const view = await until('ended');
  expect(view).toMatchObject({ runId, profile: 'preview', result: { outcome: 'completedWithConflicts', exported: null } });
  const again = createEngine({ role: 'engine', folder }, { ask: () => Promise.reject(new Error()), emit: () => undefined, log: () => undefined });
  const handler = again.handlers['runs.current'];
  expect(await handler?.({ profileId })).toMatchObject({ runId, state: 'ended', numbers: view.numbers, result: { ...view.result } });
});

test('a profile in the steps of setup is not written before its preview ended, whoever asks for the run', async () => {
  const shelf = openShelf(folder);
  const loaded = shelf.load(profileId);
  const profile = withAbsoluteFiles(loaded.input, loaded.folder);
  const draft: SetupDraft = {
    id: 'setup-1', path: 'custom', kind: 'real', step: 'preview', furthest: 'preview', profileId, profile, editing: false, startedAt: new Date().toISOString(), schedule: defaultSchedule,
    prepared: { of: textOfProfile(profile), at: new Date().toISOString() },
    facts: { domain: null, tenantName: null, initialDomain: null, verifiedDomains: [] }, checks: { source: null, target: null }, further: {}, awaited: [],
  };
  const file = openDraftFile(folder);
  file.write(draft);
  await expect(start()).rejects.toThrow(/^No preview of “.*” ended since its last change\.$/);
  await expect(ask('runs.startObject', { profileId, object: 'kate', shown: '0'.repeat(32) })).rejects.toThrow(/^No preview of “.*” ended since its last change\.$/);
  await start({ profile: 'preview' });
  await until('ended');
  file.write({ ...draft, profile: { ...profile, policies: { delete: 'ignore' } } });
  await expect(start()).rejects.toThrow('was changed since its preview');
  expect(lab.tenant.writes()).toBe(0);
  file.write(draft);
  await start();
  await until('running', writing);
});

test('a changed profile is not written before its preview, nor by the clock before a person let it', async () => {
  const shelf = openShelf(folder);
  const ended = async ({ runId }: { readonly runId: string }): Promise<void> => void (await until('ended', ({ runId: id }) => id === runId));
  await ended(await start());
  await ended(await start({ scheduled: true }));
  const { input } = shelf.load(profileId);
  const writes = lab.tenant.writes();

  shelf.put({ ...input, policies: { ...input.policies, delete: 'ignore' } }, { id: profileId, kind: 'real' });
  for (const scheduled of [undefined, true] as const) await expect(start({ scheduled })).rejects.toThrow(/was changed, and nobody has seen yet what that does/);
  await ended(await start({ profile: 'preview' }));
  await expect(start({ scheduled: true })).rejects.toThrow(/was changed and not written since/);
  expect(lab.tenant.writes()).toBe(writes);
  await ended(await start());
  await ended(await start({ scheduled: true }));

  // How the sides are reached, and staging mode, which writes nothing, change nothing of what is written.
  shelf.put({ ...input, policies: { ...input.policies, delete: 'ignore' }, source: { ...input.source, pageSize: 500 } }, { id: profileId, kind: 'real' });
  await ended(await start({ scheduled: true }));
  shelf.put({ ...input, policies: { ...input.policies, delete: 'disable', stagingMode: true } }, { id: profileId, kind: 'real' });
  await ended(await start({ scheduled: true }));
}, 120_000);

test('a pause finishes what is in flight and holds the rest; a resume writes it, nothing twice', async () => {
  const { runId } = await start();
  await until('running', writing);
  await ask('runs.pause', { runId });
  expect((await current()).state).toBe('pausing');
  const paused = await until('paused');
  expect([paused.pace.inFlight, lab.tenant.writes({ succeeded: true })]).toEqual([0, paused.phases.find(({ phase }) => phase === 'export')?.done]);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect((await current()).numbers).toEqual(paused.numbers);
  await ask('runs.resume', { runId });
  const view = await until('ended');
  expect(view.result?.exported).toMatchObject({ failed: 0 });
  expect(told('run.state').map(({ state }) => state)).toEqual(['pausing', 'paused', 'running']);
  const before = lab.tenant.writes({ succeeded: true });
  await start();
  await until('ended', ({ runId: id }) => id !== runId);
  expect(lab.tenant.writes({ succeeded: true })).toBe(before);
});

test('a cancel finishes what is in flight; the next run goes on with the rest', async () => {
  const { runId } = await start();
  await until('running', writing);
  await ask('runs.cancel', { runId });
  expect((await current()).state).toBe('cancelling');
  const view = await until('ended');
  expect([view.result?.outcome, view.pace.inFlight]).toEqual(['cancelled', 0]);
  await start();
  const next = await until('ended', ({ runId: id }) => id !== runId);
  expect(next.result).toMatchObject({ outcome: 'completedWithConflicts', exported: { failed: 0 } });
  const names = lab.tenant.snapshot().users.map((user) => user['userPrincipalName']);
  expect(new Set(names).size).toBe(names.length);
});

test('updates come at most ten times a second and together tell every object once', async () => {
  await start();
  const view = await until('ended');
  const updates = told('run.update');
  const seconds = (Date.parse(view.result?.endedAt ?? '') - Date.parse(view.startedAt)) / 1000;
  expect(updates.length).toBeLessThanOrEqual(Math.ceil(seconds * 10) + 3);
  const numbers = updates.flatMap(({ tail }) => tail.map(({ number }) => number));
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1));
  expect(numbers.length).toBe(Object.values(view.numbers.outcomes).reduce((sum, count) => sum + count, 0));
});

test('what a decision would do is computed here where that takes long, and not while a run is under way', async () => {
  const { runId } = await start();
  await until('running', writing);
  const decision = { kind: 'exclude', attribute: null, value: null, object: null, target: null, confirm: null } as const;
  const preview = () => ask('conflicts.preview', { profileId, ids: [id], decision, wait: true });
  let id = 'none';
  await expect(preview()).rejects.toThrow(`Run ${runId} is under way`);
  await until('ended');
  const store = openStore(openShelf(folder).dataFolder(profileId));
  id = store.conflicts.all().find(({ situation }) => situation === 'managedElsewhere')?.id ?? '';
  const version = store.resolutions.version();
  const writes = lab.tenant.writes();
  expect(await preview()).toMatchObject({ state: 'computed', solved: 1 });
  expect([store.resolutions.version(), lab.tenant.writes()]).toEqual([version, writes]);
  store.close();
  expect([isForEngine('conflicts.preview', { wait: true }), isForEngine('conflicts.preview', { wait: false }), isForEngine('conflicts.resolve', {}), isForEngine('runs.start', {})]).toEqual([true, false, false, true]);
});

test('what is asked of a run that has ended is refused', async () => {
  const { runId } = await start({ profile: 'preview' });
  await until('ended');
  for (const name of ['runs.cancel', 'runs.pause', 'runs.resume'] as const) await expect(ask(name, { runId })).rejects.toThrow(`Run ${runId} is not under way.`);
});

test('a run that cannot start is shown with what to do', async () => {
  await lab.tenant.stop();
  await start();
  const view = await until('ended');
  expect(view.result?.outcome).toBe('failed');
  expect(view.result?.error?.fix).not.toBe('');
});
