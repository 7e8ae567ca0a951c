import { describe, expect, it } from 'vitest';
import { Problem } from '../../../shared/errors.ts';
import { attributes, change, createBench, createGroup, createUser, reference, seedLinked } from './harness.ts';

const emptyResult = { retried: 0, throttledMs: 0, failed: [], waiting: [], cancelled: false };

describe('answers in doubt', () => {
  it('looks a lost create up and adopts it instead of sending it again', async () => {
    const bench = createBench({ fault: (_write, attempt) => (attempt === 1 ? 'lostAfter' : null) });
    expect(await bench.export([createUser('a'), createGroup('g')])).toMatchObject({ failed: [], waiting: [] });
    expect(bench.target.applied.map(({ kind }) => kind)).toEqual(['createUser', 'createGroup']);
    expect(bench.store.links.get('a')).toMatchObject({ origin: 'created', targetId: 'user-000001' });
    expect(bench.slept).toEqual([1000, 1000]);
  });

  it('adopts its own user when the second attempt meets the first one, which was not visible yet', async () => {
    const bench = createBench({ invisibleLookUps: 1, fault: (_write, attempt) => (attempt === 1 ? 'lostAfter' : null) });
    expect(await bench.export([createUser('a')])).toMatchObject({ failed: [], waiting: [] });
    expect([...bench.target.objects.keys()]).toEqual(['user-000001']);
    expect(bench.store.links.get('a')?.targetId).toBe('user-000001');
  });

  it('does not adopt a user that another tool synchronizes', async () => {
    const bench = createBench();
    bench.target.seed({ id: 't', kind: 'user', attributes: { userPrincipalName: 'a@contoso.com', onPremisesImmutableId: 'a', onPremisesSyncEnabled: true } });
    const result = await bench.export([createUser('a')]);
    expect(result.failed).toHaveLength(1);
    expect(bench.store.links.get('a')).toBeNull();
  });

  it.each(['lostAfter', 'lostBefore'] as const)('settles every kind of write with an answer %s, without a redundant one', async (fault) => {
    const bench = createBench({ fault: (_write, attempt) => (attempt === 1 ? fault : null) });
    const [a, b, c] = [seedLinked(bench, 'user', 'a'), seedLinked(bench, 'user', 'b'), seedLinked(bench, 'user', 'c')];
    const group = seedLinked(bench, 'group', 'g');
    bench.target.seed({ id: group, kind: 'group', attributes: {}, members: [a] });
    bench.target.seed({ id: b, kind: 'user', attributes: {}, managerId: a });
    const result = await bench.export([
      change({ action: 'update', anchor: 'a', target: a, attributes: attributes({ city: 'Bonn', businessPhones: ['1'] }) }),
      change({ action: 'addMembers', anchor: 'g', target: group, references: [reference('b', b)] }),
      change({ action: 'setManager', anchor: 'a', target: a, references: [reference('c', c)] }),
      change({ action: 'clearManager', anchor: 'b', target: b }),
      change({ action: 'removeMembers', anchor: 'g', target: group, references: [reference('a', a)] }),
      change({ action: 'delete', anchor: 'c', target: c, reason: 'sourceMissing' }),
    ]);
    expect(result).toMatchObject({ failed: [], waiting: [], cancelled: false });
    expect(bench.target.applied).toHaveLength(6);
    expect(bench.target.redundant).toEqual([]);
    expect([...(bench.target.objects.get(group)?.members ?? [])]).toEqual([b]);
    expect(bench.store.journal.inFlight()).toEqual([]);
  });

  it('gives up after five attempts with growing pauses, and lets the next run try again', async () => {
    const bench = createBench({ fault: () => 'lostBefore' });
    const result = await bench.export([createUser('a')]);
    expect(result.failed).toMatchObject([{ code: 'unknown', message: 'The connection was reset.' }]);
    expect(bench.slept).toEqual([1000, 2000, 4000, 8000, 16000]);
    expect(bench.store.refusals.all()).toEqual([]);
  });
});

describe('pace and end', () => {
  it('keeps four lanes of full batches busy and holds a barrier between kinds', async () => {
    const bench = createBench();
    const users = Array.from({ length: 400 }, (_, index) => createUser(`u${index}`));
    await bench.export([...users, ...Array.from({ length: 20 }, (_, index) => createGroup(`g${index}`))]);
    expect(bench.target.calls.mostAtOnce).toBe(4);
    expect(bench.target.calls.sizes).toEqual(Array.from({ length: 21 }, () => 20));
    expect(bench.target.applied.slice(0, 400).every(({ kind }) => kind === 'createUser')).toBe(true);
  });

  it('deletes users and groups side by side', async () => {
    const bench = createBench();
    const plan = Array.from({ length: 40 }, (_, index) => {
      const type = index % 2 === 0 ? ('user' as const) : ('group' as const);
      return change({ action: 'delete', anchor: `x${index}`, type, target: seedLinked(bench, type, `x${index}`), reason: 'sourceMissing' });
    });
    await bench.export(plan);
    expect(bench.target.calls.sizes).toEqual([20, 20]);
  });

  it('writes two changes on one object one after the other', async () => {
    const bench = createBench();
    const id = seedLinked(bench, 'user', 'a');
    const steps = ['one', 'two', 'three'].map((city) => change({ id: city, action: 'update', anchor: 'a', target: id, attributes: attributes({ city }) }));
    await bench.export(steps);
    expect(bench.target.objects.get(id)?.attributes['city']).toBe('three');
    expect(bench.target.calls.sizes).toEqual([1, 1, 1]);
  });

  it('finishes what is in flight when it is cancelled, and says that it stopped early', async () => {
    const bench = createBench({ onCall: (_name, moment) => { if (moment === 'after') bench.cancel.abort(); } });
    const result = await bench.export(Array.from({ length: 200 }, (_, index) => createUser(`u${index}`)));
    expect(result).toEqual({ ...emptyResult, writes: 80, cancelled: true });
    expect(bench.store.links.count('user')).toBe(80);
    expect(bench.store.journal.inFlight()).toEqual([]);
  });

  it('is not cancelled when the cancel came after the last write', async () => {
    const bench = createBench({ onCall: (_name, moment) => { if (moment === 'after') bench.cancel.abort(); } });
    expect(await bench.export([createUser('a')])).toEqual({ ...emptyResult, writes: 1 });
  });

  it('books the answers of the other lanes before it throws what ends the export', async () => {
    let calls = 0;
    const bench = createBench({ onCall: (name, moment) => { if (name === 'write' && moment === 'before' && ++calls === 2) throw new Problem('permission', 'The secret has expired.', 'Renew it.'); } });
    await expect(bench.export(Array.from({ length: 200 }, (_, index) => createUser(`u${index}`)))).rejects.toThrow('The secret has expired.');
    expect(bench.store.links.count('user')).toBe(60);
    expect(bench.store.journal.inFlight()).toHaveLength(20);
  });

  it('reports progress in writes, with the tenant\'s pace', async () => {
    const bench = createBench({ pace: 'quota' });
    await bench.export(Array.from({ length: 1234 }, (_, index) => createUser(`u${index}`)));
    expect(bench.progress.at(-1)).toMatchObject({ phase: 'export', done: 1234, total: 1234, etaSeconds: 0, pace: 'quota', text: '1,234 of 1,234' });
    expect(bench.progress[0]).toMatchObject({ done: 0, total: 1234, text: '0 of 1,234' });
    const dones = bench.progress.map(({ done }) => done);
    expect(dones).toEqual(dones.toSorted((one, other) => one - other));
  });
});
