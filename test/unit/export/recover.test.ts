import { expect, it } from 'vitest';
import type { PlanChange } from '../../../shared/plan.ts';
import { Problem } from '../../../shared/errors.ts';
import { attributes, change, createBench, createGroup, createUser, linkOf, reference, seedLinked } from './harness.ts';
import type { Bench } from './harness.ts';
import { createSqliteStore } from './sqlite-store.ts';

type Moment = 'before' | 'after';

/** Exports in a process that dies before, or after, the target carried the first batch out; answers the next process. */
async function crash(moment: Moment, plan: (bench: Bench) => readonly PlanChange[]): Promise<Bench> {
  const kept = createSqliteStore();
  let armed = false;
  const first = createBench({ kept, onCall: (name, at) => { if (armed && name === 'write' && at === moment) throw new Error('killed'); } });
  const changes = plan(first);
  armed = true;
  await expect(first.export(changes)).rejects.toThrow('killed');
  kept.store.close();
  return createBench({ kept: createSqliteStore(kept.folder), existing: first.target });
}

const afterwards = (bench: Bench, anchor: string): unknown => {
  const link = bench.store.links.get(anchor);
  return link === null ? null : { origin: link.origin, state: link.state, confirmed: link.confirmed };
};

it('adopts what an interrupted create had made, without sending it again', async () => {
  const next = await crash('after', () => [createUser('a')]);
  expect(next.store.links.get('a')).toBeNull();
  expect(await next.recover()).toEqual({ looked: 1, adopted: 1 });
  const values = { userPrincipalName: 'a@contoso.com', displayName: 'a', mailNickname: 'a', accountEnabled: true, onPremisesImmutableId: 'a' };
  expect(afterwards(next, 'a')).toEqual({ origin: 'recovered', state: 'linked', confirmed: values });
  expect(next.store.target.get('user-000001')).toMatchObject({ state: 'present', attributes: values });
  expect(next.target.applied).toHaveLength(1);
  expect(await next.recover()).toEqual({ looked: 0, adopted: 0 });
});

it('adopts an interrupted group by its unique name', async () => {
  const next = await crash('after', () => [createGroup('g')]);
  expect(await next.recover()).toEqual({ looked: 1, adopted: 1 });
  expect(afterwards(next, 'g')).toMatchObject({ origin: 'recovered', state: 'linked', confirmed: { uniqueName: 'ad-g', displayName: 'g' } });
});

it('leaves what was not made to the next plan', async () => {
  const next = await crash('before', () => [createUser('a'), createGroup('g')]);
  expect(await next.recover()).toEqual({ looked: 1, adopted: 0 });
  expect([next.store.links.get('a'), next.store.journal.inFlight()]).toEqual([null, []]);
});

it('does not adopt a user of the same name that is somebody else', async () => {
  const next = await crash('before', () => [createUser('a')]);
  next.target.seed({ id: 'other', kind: 'user', attributes: { userPrincipalName: 'a@contoso.com', onPremisesImmutableId: 'another anchor' } });
  expect(await next.recover()).toEqual({ looked: 1, adopted: 0 });
  expect(next.store.links.get('a')).toBeNull();
});

it('confirms of an adopted user only what it really has', async () => {
  const next = await crash('before', () => [createUser('a')]);
  next.target.seed({ id: 't', kind: 'user', attributes: { userPrincipalName: 'A@contoso.com', onPremisesImmutableId: 'a', displayName: 'renamed meanwhile', accountEnabled: true, mailNickname: 'a' } });
  expect(await next.recover()).toEqual({ looked: 1, adopted: 1 });
  expect(next.store.links.get('a')?.confirmed).toEqual({ onPremisesImmutableId: 'a', accountEnabled: true, mailNickname: 'a' });
  expect(next.store.target.get('t')?.attributes['displayName']).toBe('renamed meanwhile');
});

it.each(['before', 'after'] as const)('books every other kind of write that was interrupted %s it was carried out', async (moment) => {
  const made = moment === 'after';
  const plans: Readonly<Record<string, readonly [(bench: Bench) => readonly PlanChange[], (bench: Bench) => unknown, unknown, unknown]>> = {
    update: [
      (bench) => [change({ action: 'update', anchor: 'a', target: seedLinked(bench, 'user', 'a'), attributes: attributes({ city: 'Bonn' }) })],
      (bench) => [bench.store.target.get('user-of-a')?.attributes['city'], bench.store.links.get('a')?.confirmed['city']], [undefined, undefined], ['Bonn', 'Bonn'],
    ],
    link: [
      (bench) => { bench.target.seed({ id: 't', kind: 'user', attributes: {} }); bench.store.target.applyWrite({ kind: 'create', id: 't', type: 'user', attributes: {} }, new Date()); return [change({ action: 'link', anchor: 'a', target: 't', attributes: attributes({ onPremisesImmutableId: 'a' }) })]; },
      (bench) => afterwards(bench, 'a'), null, { origin: 'softMatch', state: 'linked', confirmed: { onPremisesImmutableId: 'a' } },
    ],
    disable: [
      (bench) => [change({ action: 'disable', anchor: 'a', reason: 'sourceMissing', target: seedLinked(bench, 'user', 'a'), attributes: attributes({ accountEnabled: false }) })],
      (bench) => bench.store.links.get('a')?.state, 'linked', 'disabled',
    ],
    delete: [
      (bench) => [change({ action: 'delete', anchor: 'a', reason: 'sourceMissing', target: seedLinked(bench, 'user', 'a') })],
      (bench) => [bench.store.links.get('a')?.state, bench.store.target.get('user-of-a')?.state], ['linked', 'present'], ['deleted', 'softDeleted'],
    ],
    members: [
      (bench) => [change({ action: 'addMembers', anchor: 'g', target: seedLinked(bench, 'group', 'g'), references: [reference('a', seedLinked(bench, 'user', 'a'))] })],
      (bench) => bench.store.target.members('group-of-g'), [], ['user-of-a'],
    ],
    removal: [
      (bench) => {
        const [group, user] = [seedLinked(bench, 'group', 'g'), seedLinked(bench, 'user', 'a')];
        bench.target.seed({ id: group, kind: 'group', attributes: {}, members: [user] });
        bench.store.target.applyWrite({ kind: 'members', id: group, add: [user], remove: [] }, new Date());
        return [change({ action: 'removeMembers', anchor: 'g', target: group, references: [reference('a', user)] })];
      },
      (bench) => bench.store.target.members('group-of-g'), ['user-of-a'], [],
    ],
    manager: [
      (bench) => [change({ action: 'setManager', anchor: 'a', target: seedLinked(bench, 'user', 'a'), references: [reference('b', seedLinked(bench, 'user', 'b'))] })],
      (bench) => bench.store.target.get('user-of-a')?.managerId, null, 'user-of-b',
    ],
  };
  for (const [name, [plan, look, notMade, wasMade]] of Object.entries(plans)) {
    const next = await crash(moment, plan);
    expect([name, await next.recover(), look(next), next.store.journal.inFlight()]).toEqual([name, { looked: 1, adopted: made ? 1 : 0 }, made ? wasMade : notMade, []]);
  }
});

it('restores the link of an interrupted restore', async () => {
  const next = await crash('after', (bench) => {
    const id = seedLinked(bench, 'user', 'a');
    bench.store.links.put(linkOf('user', 'a', id, { state: 'deleted', confirmed: { city: 'Ulm' } }));
    bench.store.target.applyWrite({ kind: 'delete', id }, new Date());
    return [change({ action: 'restore', anchor: 'a', target: id, reason: 'returned' })];
  });
  expect(await next.recover()).toEqual({ looked: 1, adopted: 1 });
  expect(afterwards(next, 'a')).toEqual({ origin: 'restored', state: 'linked', confirmed: { city: 'Ulm' } });
  expect(next.store.target.get('user-of-a')?.state).toBe('present');
});

it('shows what is really there when somebody else changed the object meanwhile', async () => {
  const next = await crash('before', (bench) => [change({ action: 'update', anchor: 'a', target: seedLinked(bench, 'user', 'a'), attributes: attributes({ city: 'Bonn' }) })]);
  next.target.seed({ id: 'user-of-a', kind: 'user', attributes: { displayName: 'a', city: 'Trier' } });
  await next.recover();
  expect(next.store.target.get('user-of-a')?.attributes['city']).toBe('Trier');
  expect(next.store.links.get('a')?.confirmed['city']).toBeUndefined();
});

it('keeps the entries when the target cannot be reached, and what was settled before', async () => {
  const next = await crash('after', () => [createUser('a'), createUser('b')]);
  let calls = 0;
  const kept = { store: next.store, setPlan: () => undefined };
  const offline = createBench({ kept, existing: next.target, onCall: (_name, at) => { calls += 1; if (calls > 2 && at === 'before') throw new Problem('connection', 'Microsoft Graph cannot be reached.', 'Check the network.'); } });
  await expect(offline.recover()).rejects.toThrow('cannot be reached');
  expect([next.store.links.get('a')?.state, next.store.journal.inFlight().map(({ anchor }) => anchor)]).toEqual(['linked', ['b']]);
  expect(await next.recover()).toEqual({ looked: 1, adopted: 1 });
});

it('refuses a journal entry that it cannot read, instead of guessing', async () => {
  const bench = createBench();
  bench.store.journal.sent({ runId: 'r', changeId: 'c', anchor: 'a', type: 'user', guid: null, dn: 'CN=a', write: { kind: 'somethingNewer' }, at: '' });
  await expect(bench.recover()).rejects.toMatchObject({ kind: 'store' });
});
