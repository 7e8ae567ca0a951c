import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startLab, type Lab } from '../../../electron/lab/lab.ts';
import { createContext, type Desk } from '../../../electron/worker/app/desk/context.ts';
import { healthHandlers } from '../../../electron/worker/app/desk/health.ts';
import { objectHandlers } from '../../../electron/worker/app/desk/objects.ts';
import { statusOf } from '../../../electron/worker/app/desk/status.ts';
import { createEngine } from '../../../electron/worker/app/engine/engine.ts';
import type { Handlers, Host, Role } from '../../../electron/worker/app/endpoint.ts';
import { openShelf } from '../../../electron/worker/app/shelf.ts';
import type { ObjectPlan } from '../../../shared/ipc/objects.ts';
import type { RunView } from '../../../shared/ipc/runs.ts';
import { smallBase, smallCompany } from '../../support/small-company.ts';
import { shelveLab } from '../../support/shelved-lab.ts';

/** One object from the window: it is read and shown first, and what was shown is what is written, or nothing. */

let folder: string;
let lab: Lab;
let engine: Role;
let desk: Desk & { close(): void };
let objects: Required<Pick<Handlers, 'objects.planned'>>;
let profileId: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-object-'));
  lab = await startLab({ company: smallCompany(8) });
  profileId = shelveLab(folder, lab);
  const host: Host = { ask: async () => ({}) as never, emit: () => undefined, log: () => undefined };
  engine = createEngine({ role: 'engine', folder }, host);
  desk = createContext(folder, host, openShelf(folder), () => undefined);
  objects = objectHandlers(desk) as typeof objects;
  await engine.handlers['runs.start']?.({ profileId, profile: 'sync', full: false, approve: null });
  expect((await ended()).result?.outcome).toBe('success');
});
beforeEach(() => lab.tenant.resetLog());
afterAll(async () => {
  desk?.close();
  await engine?.stop();
  await lab?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const dnOf = (name: string): string => `CN=${name},${smallBase}`;
const cloud = (name: string): Readonly<Record<string, unknown>> | undefined => lab.tenant.snapshot().users.find(({ displayName }) => displayName === name);

async function ended(): Promise<RunView> {
  return await vi.waitFor(async () => {
    const view = await engine.handlers['runs.current']?.({ profileId });
    if (view?.state !== 'ended') throw new Error('it still runs');
    return view;
  }, { timeout: 30_000, interval: 10 });
}

async function run(object: string, shown: string | null): Promise<RunView> {
  await engine.handlers['runs.startObject']?.({ profileId, object, shown });
  return await ended();
}

async function planned(query: string): Promise<ObjectPlan> {
  const plan = await objects['objects.planned']({ profileId, query });
  if (plan === null) throw new Error(`${query} is not known`);
  return plan;
}

const changesOf = ({ write }: ObjectPlan) => write.map(({ row, attributes }) => [row.action, ...attributes.map(({ name, from, to }) => [name, from, to])]);

test('a check reads the object and shows its changes; only then exactly these are written', async () => {
  lab.directory.modify(dnOf('Person 2'), { title: 'Analyst' });
  lab.directory.modify(dnOf('Person 3'), { title: 'Other' });
  const check = await run(dnOf('Person 2'), null);
  expect(check).toMatchObject({ profile: 'previewObject', result: { outcome: 'success', exported: null } });
  expect(lab.tenant.writes()).toBe(0);
  const shown = await planned(dnOf('Person 2'));
  expect([changesOf(shown), shown.later, shown.conflicts, shown.blocked]).toEqual([[['update', ['jobTitle', 'Title 2', 'Analyst']]], [], [], null]);
  expect(shown.write[0]?.attributes[0]?.source).toEqual({ title: ['Analyst'] });
  const view = await run(dnOf('Person 2'), shown.shown);
  expect([view.profile, view.result?.exported?.writes, view.tail.map(({ name, outcome }) => [name, outcome])]).toEqual(['object', 1, [['Person 2', 'written']]]);
  expect([cloud('Person 2')?.['jobTitle'], cloud('Person 3')?.['jobTitle'], lab.tenant.writes()]).toEqual(['Analyst', 'Title 3', 1]);
  expect(changesOf(await planned(dnOf('Person 2')))).toEqual([]);
});

test('what changed in AD since it was shown is not written; the new changes are shown, and are written when they were', async () => {
  lab.directory.modify(dnOf('Person 4'), { title: 'First' });
  await run(dnOf('Person 4'), null);
  const { shown } = await planned(dnOf('Person 4'));
  lab.directory.modify(dnOf('Person 4'), { title: 'Second' });
  const refused = await run(dnOf('Person 4'), shown);
  expect([refused.result?.outcome, refused.result?.error?.message, lab.tenant.writes()]).toEqual(['failed', 'What would be written for Person 4 is not what was shown any more: Active Directory, Entra or the settings changed in between. Nothing was written.', 0]);
  const now = await planned(dnOf('Person 4'));
  expect([changesOf(now), now.shown === shown]).toEqual([[['update', ['jobTitle', 'Title 4', 'Second']]], false]);
  await run(dnOf('Person 4'), now.shown);
  expect([cloud('Person 4')?.['jobTitle'], lab.tenant.writes()]).toEqual(['Second', 1]);
});

test('the same when the value changed in Entra', async () => {
  lab.directory.modify(dnOf('Person 5'), { title: 'Wanted' });
  await run(dnOf('Person 5'), null);
  const { shown } = await planned(dnOf('Person 5'));
  lab.tenant.admin.updateUser(lab.tenant.admin.find('Person 5')?.id ?? '', { jobTitle: 'In the cloud' });
  expect((await run(dnOf('Person 5'), shown)).result?.outcome).toBe('failed');
  expect([changesOf(await planned(dnOf('Person 5'))), lab.tenant.writes()]).toEqual([[['update', ['jobTitle', 'In the cloud', 'Wanted']]], 0]);
});

test('what takes something away, and who is not in Entra yet, are left to a run of everything and named', async () => {
  const team = dnOf('Group 0');
  lab.directory.removeMembers(team, [dnOf('Person 1')]);
  lab.directory.add(dnOf('Newcomer'), { objectClass: 'user', sAMAccountName: 'newcomer', userPrincipalName: 'newcomer@contoso.com', displayName: 'Newcomer' });
  await run(dnOf('Newcomer'), null);
  expect((await planned(dnOf('Newcomer'))).write.map(({ row }) => row.action)).toEqual(['create']);
  lab.directory.addMembers(team, [dnOf('Newcomer')]);
  await run(team, null);
  const plan = await planned(team);
  expect([plan.write, plan.later.map(({ detail, why, on }) => [detail.row.action, why, on])]).toEqual([[], [['addMembers', 'waits', 'Newcomer'], ['removeMembers', 'takesAway', null]]]);
  await run(team, plan.shown);
  expect(lab.tenant.writes()).toBe(0);
});

test('a conflict is shown with its fix, and nothing is written', async () => {
  lab.directory.modify(dnOf('Person 6'), { userPrincipalName: 'per son6@contoso.com' });
  await run(dnOf('Person 6'), null);
  const plan = await planned(dnOf('Person 6'));
  expect([plan.write, plan.conflicts.map(({ situation }) => situation)]).toEqual([[], ['invalidValue']]);
  await run(dnOf('Person 6'), plan.shown);
  expect(lab.tenant.writes()).toBe(0);
});

test('an object that is not there is refused with what to do; while one run is under way another is refused', async () => {
  const view = await run(dnOf('Nobody'), null);
  expect([view.result?.outcome, view.result?.error?.message]).toEqual(['failed', `There is no user or group ${dnOf('Nobody')} in Active Directory, or the account may not read it.`]);
  expect(await objects['objects.planned']({ profileId, query: dnOf('Nobody') })).toBeNull();
  await engine.handlers['runs.startObject']?.({ profileId, object: dnOf('Person 2'), shown: null });
  await expect(engine.handlers['runs.startObject']?.({ profileId, object: dnOf('Person 3'), shown: null })).rejects.toThrow(/is under way/);
  await ended();
});

test('in staging mode the changes are shown and said to be blocked; nothing is written even when it is asked for', async () => {
  const shelf = openShelf(folder);
  const { input } = shelf.load(profileId);
  shelf.put({ ...input, policies: { stagingMode: true } }, { id: profileId, kind: 'real' });
  lab.directory.modify(dnOf('Person 2'), { title: 'Staged' });
  await run(dnOf('Person 2'), null);
  const plan = await planned(dnOf('Person 2'));
  expect([changesOf(plan), plan.blocked]).toEqual([[['update', ['jobTitle', 'Analyst', 'Staged']]], 'stagingMode']);
  expect((await run(dnOf('Person 2'), plan.shown)).profile).toBe('previewObject');
  expect(lab.tenant.writes()).toBe(0);
  shelf.put(input, { id: profileId, kind: 'real' });
});

test('while another tool synchronizes the tenant the changes are shown and nothing is written', async () => {
  lab.tenant.admin.setOrganization({ onPremisesSyncEnabled: true });
  await run(dnOf('Person 2'), null);
  const plan = await planned(dnOf('Person 2'));
  expect([changesOf(plan).length, plan.blocked]).toEqual([1, 'synchronizedByOther']);
  expect(statusOf(await desk.workspace(profileId), desk.store(profileId)).synchronizedByOther).toBe(true);
  const health = healthHandlers(desk);
  const handover = await health.handlers['health.handover']?.({ profileId });
  health.stop();
  expect(handover?.steps.map(({ id, state }) => [id, state])).toEqual([['compare', 'ok'], ['otherTool', 'toDo'], ['objects', 'ok'], ['anchors', 'ok'], ['groups', 'ok'], ['deletions', 'ok'], ['write', 'toDo']]);
  await run(dnOf('Person 2'), plan.shown);
  expect(lab.tenant.writes()).toBe(0);
});
