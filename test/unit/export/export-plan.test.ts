import { describe, expect, it } from 'vitest';
import { Problem } from '../../../shared/errors.ts';
import { exportPlan } from '../../../electron/sync/export/export-plan.ts';
import { rejected } from '../../support/memory-target.ts';
import { attributes, change, createBench, createGroup, createUser, linkOf, reference, seedLinked } from './harness.ts';
import { createMemoryStore } from './memory-store.ts';

const emptyResult = { retried: 0, throttledMs: 0, failed: [], waiting: [], cancelled: false };

describe('what is written', () => {
  it('creates a user with the listed values only, and a password only when the plan says so', async () => {
    const memory = createMemoryStore();
    const bench = createBench({ kept: memory });
    const federated = createUser('b', { attributes: createUser('b').attributes.filter(({ name }) => name !== 'passwordProfile') });
    expect(await bench.export([createUser('a'), federated])).toEqual({ ...emptyResult, writes: 2 });
    const common = { mailNickname: 'a', accountEnabled: true, displayName: 'a', userPrincipalName: 'a@contoso.com', onPremisesImmutableId: 'a' };
    expect(bench.target.applied).toEqual([
      { kind: 'createUser', attributes: common, password: true },
      { kind: 'createUser', attributes: { ...common, mailNickname: 'b', displayName: 'b', userPrincipalName: 'b@contoso.com', onPremisesImmutableId: 'b' }, password: false },
    ]);
    const link = bench.store.links.get('a');
    expect(link).toEqual(linkOf('user', 'a', 'user-000001', { since: link?.since ?? '', confirmed: common }));
    expect(bench.store.target.get('user-000001')?.attributes).toEqual(common);
    expect(JSON.stringify([...memory.state.journal.values()])).not.toContain('generated');
  });

  it('creates a group by its unique name, which stays out of the body', async () => {
    const bench = createBench();
    await bench.export([createGroup('g')]);
    expect(bench.target.applied).toEqual([{ kind: 'createGroup', uniqueName: 'ad-g', attributes: { displayName: 'g', mailNickname: 'g', mailEnabled: false, securityEnabled: true } }]);
    expect(bench.store.links.get('g')?.confirmed['uniqueName']).toBe('ad-g');
    expect(bench.store.target.get('group-000001')?.attributes['uniqueName']).toBe('ad-g');
  });

  it('updates only what differs, and merges the confirmed values', async () => {
    const bench = createBench();
    const id = seedLinked(bench, 'user', 'a');
    bench.store.links.confirm('a', { displayName: 'a', city: 'Ulm' });
    await bench.export([change({ action: 'update', anchor: 'a', target: id, attributes: attributes({ city: 'Bonn', department: null }) })]);
    expect(bench.target.applied).toEqual([{ kind: 'updateUser', id, attributes: { city: 'Bonn', department: null } }]);
    expect(bench.store.links.get('a')?.confirmed).toEqual({ displayName: 'a', city: 'Bonn', department: null });
  });

  it.each([
    ['softMatch', 'user', attributes({ onPremisesImmutableId: 'a', city: 'Bonn' }), 'found'],
    ['hardMatch', 'user', attributes({ city: 'Bonn' }), 'found'],
    ['uniqueName', 'group', attributes({ description: 'x' }), 'found'],
    ['resolution', 'user', attributes({ onPremisesImmutableId: 'a' }), 'roleHolder'],
  ] as const)('links with the origin %s', async (origin, type, values, reason) => {
    const bench = createBench();
    bench.target.seed({ id: 't', kind: type, attributes: { displayName: 'there' } });
    await bench.export([change({ action: 'link', anchor: 'a', type, target: 't', reason, attributes: values })]);
    expect(bench.store.links.get('a')).toMatchObject({ targetId: 't', origin, state: 'linked', confirmed: Object.fromEntries(values.map(({ name, to }) => [name, to])) });
  });

  it('links a group that was found by its name without writing the name again', async () => {
    const bench = createBench();
    bench.target.seed({ id: 't', kind: 'group', attributes: { displayName: 'Sales' } });
    const found = { name: 'displayName', from: 'Sales', to: 'Sales', rule: 'matchedByName' };
    await bench.export([change({ action: 'link', anchor: 'g', type: 'group', target: 't', attributes: [found, ...attributes({ description: 'x' })] })]);
    expect(bench.target.applied).toEqual([{ kind: 'updateGroup', id: 't', attributes: { description: 'x' } }]);
    expect(bench.store.links.get('g')).toMatchObject({ origin: 'displayName', confirmed: { description: 'x' } });
  });

  it('links without a request when nothing differs, and keeps the foreign members of a group', async () => {
    const bench = createBench();
    bench.target.seed({ id: 't', kind: 'group', attributes: {}, members: ['m2', 'm1'] });
    const result = await bench.export([change({ action: 'link', anchor: 'g', type: 'group', target: 't', references: [reference('x', 'm2'), reference('y', 'm1')] })]);
    expect(result).toEqual({ ...emptyResult, writes: 0 });
    expect(bench.store.links.get('g')).toMatchObject({ targetId: 't', origin: 'uniqueName', foreignMembers: ['m1', 'm2'], confirmed: {} });
    expect(bench.target.calls.sizes).toEqual([]);
  });

  it('gives the target object of a re-anchored identity to its new anchor', async () => {
    const bench = createBench();
    const id = seedLinked(bench, 'user', 'old');
    await bench.export([change({ action: 'link', anchor: 'new', guid: 'guid-old', target: id, reason: 'anchorMismatch', attributes: attributes({ onPremisesImmutableId: 'new' }) })]);
    expect([bench.store.links.get('old'), bench.store.links.get('new')]).toMatchObject([null, { targetId: id, origin: 'resolution', state: 'linked' }]);
  });

  it('never takes a target object away from another identity', async () => {
    const bench = createBench();
    const id = seedLinked(bench, 'user', 'owner');
    await bench.export([change({ action: 'link', anchor: 'other', target: id, attributes: [] }), createUser('ok')]);
    expect(['owner', 'other', 'ok'].map((anchor) => bench.store.links.get(anchor)?.state)).toEqual(['linked', undefined, 'linked']);
  });

  it('restores, then updates, and links again what it had deleted', async () => {
    const bench = createBench();
    const id = seedLinked(bench, 'user', 'a');
    await bench.export([change({ action: 'delete', anchor: 'a', target: id, reason: 'sourceMissing' })]);
    expect(bench.store.links.get('a')).toMatchObject({ state: 'deleted', targetId: id });
    expect(bench.store.target.get(id)?.state).toBe('softDeleted');
    await bench.export([change({ action: 'restore', anchor: 'a', target: id, reason: 'returned', attributes: attributes({ city: 'Bonn' }) })]);
    expect(bench.store.links.get('a')).toMatchObject({ state: 'linked', origin: 'restored', targetId: id, confirmed: { city: 'Bonn' } });
    expect(bench.target.applied.map(({ kind }) => kind)).toEqual(['deleteUser', 'restoreUser', 'updateUser']);
  });

  it('marks a link disabled only when the source is missing, and linked again when it is back', async () => {
    const bench = createBench();
    const ids = ['gone', 'locked'].map((anchor) => seedLinked(bench, 'user', anchor));
    const disable = attributes({ accountEnabled: false });
    await bench.export([
      change({ action: 'disable', anchor: 'gone', target: ids[0] ?? null, reason: 'sourceMissing', attributes: disable }),
      change({ action: 'disable', anchor: 'locked', target: ids[1] ?? null, reason: 'changed', attributes: disable }),
    ]);
    expect(['gone', 'locked'].map((anchor) => bench.store.links.get(anchor)?.state)).toEqual(['disabled', 'linked']);
    await bench.export([change({ action: 'update', anchor: 'gone', target: ids[0] ?? null, attributes: attributes({ accountEnabled: true }) })]);
    expect(bench.store.links.get('gone')?.state).toBe('linked');
  });

  it('adds members in chunks of 20, one group never twice at once, and resolves what the same plan creates', async () => {
    const bench = createBench();
    const anchors = Array.from({ length: 45 }, (_, index) => `u${String(index).padStart(2, '0')}`);
    const members = change({ action: 'addMembers', anchor: 'g', dependsOn: ['create:g'], references: anchors.map((anchor) => reference(anchor)) });
    const result = await bench.export([...anchors.map((anchor) => createUser(anchor)), createGroup('g'), members]);
    expect(result).toEqual({ ...emptyResult, writes: 45 + 1 + 3 });
    const group = bench.store.links.get('g')?.targetId ?? '';
    expect(bench.target.objects.get(group)?.members.size).toBe(45);
    expect(bench.store.target.members(group)).toHaveLength(45);
    expect(bench.target.redundant).toEqual([]);
    expect(bench.target.calls.sizes.slice(0, 3)).toEqual([20, 20, 5]);
  });

  it('removes members and sets and clears managers', async () => {
    const bench = createBench();
    const [a, b] = [seedLinked(bench, 'user', 'a'), seedLinked(bench, 'user', 'b')];
    const group = seedLinked(bench, 'group', 'g');
    bench.target.seed({ id: group, kind: 'group', attributes: {}, members: [a, b] });
    bench.target.seed({ id: b, kind: 'user', attributes: {}, managerId: a });
    const result = await bench.export([
      change({ action: 'setManager', anchor: 'a', target: a, references: [reference('b')] }),
      change({ action: 'clearManager', anchor: 'b', target: b }),
      change({ action: 'removeMembers', anchor: 'g', target: group, references: [reference('a', a), reference('b', b)] }),
    ]);
    expect(result.writes).toBe(4);
    expect([bench.target.objects.get(a)?.managerId, bench.target.objects.get(b)?.managerId, bench.target.objects.get(group)?.members.size]).toEqual([b, null, 0]);
    expect(bench.store.target.get(a)?.managerId).toBe(b);
  });

  it('carries out nothing that is held, unless it was approved', async () => {
    const bench = createBench();
    const id = seedLinked(bench, 'user', 'a');
    const group = seedLinked(bench, 'group', 'g');
    bench.target.seed({ id: group, kind: 'group', attributes: {}, members: [id] });
    const plan = [
      change({ action: 'removeMembers', anchor: 'g', target: group, references: [reference('a', id)], hold: { by: 'dependency', on: 'delete:a', text: '' } }),
      change({ action: 'delete', anchor: 'a', target: id, reason: 'sourceMissing', hold: { by: 'protection', kind: 'delete', text: '' } }),
    ];
    expect(await bench.export(plan)).toEqual({ ...emptyResult, writes: 0, waiting: [{ dn: 'CN=g,DC=contoso,DC=com', action: 'removeMembers', on: 'delete:a' }] });
    expect(bench.target.applied).toEqual([]);
    expect(await bench.export(plan, { approved: true })).toEqual({ ...emptyResult, writes: 2 });
  });

  it('does not release with an approval what waits for something outside the plan', async () => {
    const bench = createBench();
    const held = createUser('a', { hold: { by: 'dependency', on: 'guid of the holder', text: '' } });
    expect(await bench.export([held], { approved: true })).toEqual({ ...emptyResult, writes: 0, waiting: [{ dn: 'CN=a,DC=contoso,DC=com', action: 'create', on: 'guid of the holder' }] });
  });

  it('makes every commit of the export durable, and nothing after it', async () => {
    const memory = createMemoryStore();
    const bench = createBench({ kept: memory, onCall: () => { throw new Problem('connection', 'no', 'no'); } });
    await expect(bench.export([createUser('a')])).rejects.toThrow(Problem);
    expect(memory.durable).toEqual([true, false]);
  });

  it('names an unknown plan', async () => {
    const bench = createBench();
    const ports = { target: bench.target, store: bench.store, clock: { now: () => new Date() }, digest: String, log: () => undefined, progress: () => undefined, cancel: bench.cancel.signal };
    await expect(exportPlan('plan-1', ports, { approved: false, sleep: () => Promise.resolve() })).rejects.toMatchObject({ kind: 'usage', message: 'There is no plan plan-1.' });
  });
});

describe('what is refused', () => {
  it('records it with Graph\'s words, names the other object and the fix, and goes on', async () => {
    const bench = createBench();
    const owner = seedLinked(bench, 'user', 'a');
    const result = await bench.export([createUser('n', { attributes: createUser('a').attributes.map((item) => (item.name === 'onPremisesImmutableId' ? { ...item, to: 'n' } : item)) }), createUser('ok')]);
    expect(result).toEqual({
      ...emptyResult,
      writes: 1,
      failed: [{
        dn: 'CN=n,DC=contoso,DC=com', action: 'create', code: 'Request_BadRequest', requestId: 'request-1',
        message: 'Another object with the same value for property userPrincipalName already exists.',
        fix: `Link to a@contoso.com (${owner}), exclude this object, or choose another value for userPrincipalName instead of "a@contoso.com".`,
      }],
    });
    expect(bench.store.refusals.all()).toMatchObject([{ anchor: 'n', action: 'create', attribute: 'userPrincipalName', value: 'a@contoso.com', conflictingIds: [owner] }]);
    expect(bench.store.journal.inFlight()).toEqual([]);
  });

  it('forgets the refusal of an action after its success, and keeps those of other actions', async () => {
    let refused: readonly string[] = ['updateUser', 'setManager'];
    const bench = createBench({ fault: ({ kind }) => (refused.includes(kind) ? rejected('Property city is invalid.') : null) });
    const [a, b] = [seedLinked(bench, 'user', 'a'), seedLinked(bench, 'user', 'b')];
    const update = change({ action: 'update', anchor: 'a', target: a, attributes: attributes({ city: '?' }) });
    const manager = change({ action: 'setManager', anchor: 'a', target: a, references: [reference('b', b)] });
    await bench.export([update, manager]);
    expect(bench.store.refusals.all().map(({ action, attribute, value, fix }) => [action, attribute, value, fix])).toEqual([
      ['setManager', null, null, 'Correct the value that the message names of CN=a,DC=contoso,DC=com in Active Directory, or override it here.'],
      ['update', 'city', '?', 'Correct city ("?") of CN=a,DC=contoso,DC=com in Active Directory, or override it here.'],
    ]);
    refused = ['setManager'];
    await bench.export([update]);
    expect(bench.store.refusals.all().map(({ action }) => action)).toEqual(['setManager']);
    refused = [];
    await bench.export([manager]);
    expect(bench.store.refusals.all()).toEqual([]);
  });

  it('finds the bad member by halving, adds the others, and remembers exactly what is left', async () => {
    const bench = createBench();
    const group = seedLinked(bench, 'group', 'g');
    const anchors = Array.from({ length: 30 }, (_, index) => `u${index}`);
    const references = anchors.map((anchor) => reference(anchor, anchor === 'u7' ? 'nobody' : seedLinked(bench, 'user', anchor)));
    const result = await bench.export([change({ action: 'addMembers', anchor: 'g', target: group, references })]);
    expect(bench.target.objects.get(group)?.members.size).toBe(29);
    expect(result.failed.map(({ code, fix }) => [code, fix])).toEqual([
      ['Request_ResourceNotFound', 'Run again: the next import shows whether the target object of CN=u7,DC=contoso,DC=com still exists.'],
    ]);
    expect(bench.target.redundant).toEqual([]);
    expect(bench.store.refusals.all()).toEqual([]);
    expect(bench.progress.at(-1)).toMatchObject({ done: 2, total: 2, text: '2 of 2' });
  });

  it('leaves out the members that the target names as missing, and may try them again in the next run', async () => {
    const missing = { ...rejected("Resource 'm' does not exist or one of its queried reference-property objects are not present.", 404, 'Request_ResourceNotFound'), property: 'members', conflictingIds: ['user-of-u3'] };
    const bench = createBench({ fault: (write) => (write.kind === 'addMembers' && write.memberIds.includes('user-of-u3') ? missing : null) });
    const group = seedLinked(bench, 'group', 'g');
    const references = Array.from({ length: 20 }, (_, index) => reference(`u${index}`, seedLinked(bench, 'user', `u${index}`)));
    const result = await bench.export([change({ action: 'addMembers', anchor: 'g', target: group, references })]);
    expect(bench.target.calls.sizes).toEqual([1, 1]);
    expect(bench.target.objects.get(group)?.members.size).toBe(19);
    expect(result.failed.map(({ fix }) => fix)).toEqual(['Run again: the next import shows whether the target object of CN=u3,DC=contoso,DC=com still exists.']);
    expect(bench.store.refusals.all()).toEqual([]);
  });

  it('gives a group up when the group itself is what is refused', async () => {
    const bench = createBench({ fault: ({ kind }) => (kind === 'addMembers' ? rejected('Insufficient privileges to complete the operation.', 403, 'Authorization_RequestDenied') : null) });
    const group = seedLinked(bench, 'group', 'g');
    const references = Array.from({ length: 100 }, (_, index) => reference(`u${index}`, seedLinked(bench, 'user', `u${index}`)));
    const result = await bench.export([change({ action: 'addMembers', anchor: 'g', target: group, references })]);
    expect(bench.target.calls.sizes).toEqual([1]);
    expect(result.failed).toHaveLength(1);
    expect(bench.progress.at(-1)).toMatchObject({ done: 5, total: 5 });
  });

  it('does not try thousands of members one by one when each is refused', async () => {
    const bench = createBench({ fault: ({ kind }) => (kind === 'addMembers' ? rejected('Something unheard of.') : null) });
    const group = seedLinked(bench, 'group', 'g');
    const references = Array.from({ length: 200 }, (_, index) => reference(`u${index}`, seedLinked(bench, 'user', `u${index}`)));
    const result = await bench.export([change({ action: 'addMembers', anchor: 'g', target: group, references })]);
    expect(bench.target.calls.sizes.length).toBeLessThan(60);
    expect(result.failed).toHaveLength(20);
  });

  it('takes an object that is gone out of the target\'s space, once a look-up confirmed it', async () => {
    const bench = createBench();
    bench.store.target.applyWrite({ kind: 'create', id: 't', type: 'user', attributes: {} }, new Date());
    bench.store.links.put(linkOf('user', 'a', 't'));
    const result = await bench.export([change({ action: 'update', anchor: 'a', target: 't', attributes: attributes({ city: 'Bonn' }) })]);
    expect(result.failed).toMatchObject([{ code: 'Request_ResourceNotFound', fix: 'Run again: the next run shows CN=a,DC=contoso,DC=com as missingInTarget, with the ways to bring it back.' }]);
    expect(bench.store.target.get('t')?.state).toBe('softDeleted');
    expect(bench.store.refusals.all()).toEqual([]);
  });

  it('counts a delete of an object that is gone as done', async () => {
    const bench = createBench({ fault: () => ({ outcome: 'notFound', code: 'Request_ResourceNotFound', message: '', requestId: null }) });
    bench.store.links.put(linkOf('user', 'a', 't'));
    expect(await bench.export([change({ action: 'delete', anchor: 'a', target: 't', reason: 'sourceMissing' })])).toEqual({ ...emptyResult, writes: 0 });
    expect(bench.store.links.get('a')?.state).toBe('deleted');
  });

  it('remembers the update of a restored object as an update', async () => {
    const bench = createBench({ fault: ({ kind }) => (kind === 'updateUser' ? rejected('Property city is invalid.') : null) });
    const id = seedLinked(bench, 'user', 'a');
    await bench.export([change({ action: 'delete', anchor: 'a', target: id, reason: 'sourceMissing' })]);
    await bench.export([change({ action: 'restore', anchor: 'a', target: id, reason: 'returned', attributes: attributes({ city: '?' }) })]);
    expect(bench.store.links.get('a')?.state).toBe('linked');
    expect(bench.store.refusals.all().map(({ action }) => action)).toEqual(['update']);
  });
});

describe('what waits', () => {
  it('says on what: dependants of a failed change, and theirs', async () => {
    const bench = createBench({ fault: (write) => (write.kind === 'createGroup' ? rejected('A conflicting something.') : null) });
    const result = await bench.export([
      createGroup('g'),
      change({ action: 'update', type: 'group', anchor: 'h', target: 'h', dependsOn: ['create:g'], attributes: attributes({ description: 'x' }) }),
      change({ action: 'addMembers', anchor: 'h', target: 'h', dependsOn: ['update:h'], references: [reference('u', 'u')] }),
    ]);
    expect(result.waiting).toEqual([
      { dn: 'CN=h,DC=contoso,DC=com', action: 'update', on: 'CN=g,DC=contoso,DC=com' },
      { dn: 'CN=h,DC=contoso,DC=com', action: 'addMembers', on: 'CN=h,DC=contoso,DC=com' },
    ]);
    expect(bench.progress.at(-1)).toMatchObject({ done: 3, total: 3 });
  });

  it('leaves out members that do not exist yet and adds the others', async () => {
    const bench = createBench({ fault: (write) => (write.kind === 'createUser' ? rejected('Property mailNickname is invalid.') : null) });
    const group = seedLinked(bench, 'group', 'g');
    const there = seedLinked(bench, 'user', 'there');
    const result = await bench.export([
      createUser('bad'),
      change({ action: 'addMembers', anchor: 'g', target: group, references: [reference('bad'), reference('there')] }),
      change({ action: 'setManager', anchor: 'there', target: there, references: [reference('bad')] }),
    ]);
    expect([...(bench.target.objects.get(group)?.members ?? [])]).toEqual([there]);
    expect(result.waiting).toEqual([
      { dn: 'CN=g,DC=contoso,DC=com', action: 'addMembers', on: 'CN=bad,DC=contoso,DC=com' },
      { dn: 'CN=there,DC=contoso,DC=com', action: 'setManager', on: 'CN=bad,DC=contoso,DC=com' },
    ]);
  });
});
