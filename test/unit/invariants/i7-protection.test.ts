import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LabDirectory } from '../../../electron/lab/directory/directory.ts';
import { group, people, person, root, startBench, writesIn, type Bench, type SeenWrite } from './bench.ts';

/** I7: when a kind trips its limit, that whole kind is held before the first write; the rest goes on; an approval is bound to exactly that set. */

const size = 60;
const dn = (name: string): string => `CN=${name},${root}`;
let bench: Bench;

beforeEach(async () => {
  bench = await startBench([...people(size), group('team', Array.from({ length: 30 }, (_, index) => `p${index}`)), group('other', ['p1', 'p2', 'p3'])], { protection: { deletes: { count: 3, percent: 100 } } });
  expect((await bench.run()).record.outcome).toBe('success');
});
afterEach(async () => { await bench.stop(); });

type Kind = { readonly act: (directory: LabDirectory, more: number) => void; readonly isOfKind: (write: SeenWrite) => boolean };

/** Four of each kind against a limit of three; with `more`, another one. */
const kinds: Readonly<Record<'delete' | 'disable' | 'memberRemove', Kind>> = {
  delete: {
    act: (directory, more) => { for (let index = 0; index < 4 + more; index += 1) if (directory.dns().includes(dn(`p${index}`))) directory.remove(dn(`p${index}`)); },
    isOfKind: (write) => write.method === 'DELETE' && !write.path.includes('/$ref'),
  },
  disable: {
    act: (directory, more) => { for (let index = 0; index < 4 + more; index += 1) directory.modify(dn(`p${index}`), { userAccountControl: 514 }); },
    isOfKind: (write) => write.body['accountEnabled'] === false,
  },
  memberRemove: {
    act: (directory, more) => { directory.removeMembers(dn('team'), Array.from({ length: more === 0 ? 4 : 1 }, (_, index) => dn(`p${more === 0 ? index : 4}`))); },
    isOfKind: (write) => write.method === 'DELETE' && write.path.includes('/members/'),
  },
};

describe.each(['delete', 'disable', 'memberRemove'] as const)('%s', (kind) => {
  const { act, isOfKind } = kinds[kind];

  test('is held as a whole; creates and updates go on; another set is not released; exactly the approved one is', async () => {
    act(bench.lab.directory, 0);
    bench.lab.directory.modify(dn('p50'), { title: 'New title' });
    bench.lab.directory.add(dn('newcomer'), person('newcomer').attributes);
    let from = bench.wire.length;
    const first = await bench.run();
    expect({ outcome: first.record.outcome, held: first.summary?.protection.held[kind], texts: first.summary?.protection.texts.length }).toEqual({ outcome: 'protected', held: 4, texts: 1 });
    expect(first.changes.filter((change) => change.hold?.by === 'protection').every((change) => change.hold?.by === 'protection' && change.hold.kind === kind)).toBe(true);
    const written = writesIn(bench.wire.slice(from));
    expect(written.map((write) => write.method).sort()).toEqual(['PATCH', 'POST']);
    expect(written.filter(isOfKind)).toEqual([]);

    // What is held is another set now: the approval of the one that was shown releases nothing.
    act(bench.lab.directory, 1);
    from = bench.wire.length;
    const second = await bench.run({ approve: first.summary?.id ?? '' });
    expect({ outcome: second.record.outcome, held: second.summary?.protection.held[kind], writes: writesIn(bench.wire.slice(from)) }).toEqual({ outcome: 'protected', held: 5, writes: [] });

    from = bench.wire.length;
    const third = await bench.run({ approve: second.summary?.id ?? '' });
    expect({ outcome: third.record.outcome, failed: third.record.exported?.failed }).toEqual({ outcome: 'success', failed: [] });
    expect(writesIn(bench.wire.slice(from)).filter(isOfKind)).toHaveLength(5);
    expect((await bench.run()).changes).toEqual([]);
  });

  test('at the limit nothing is held', async () => {
    const three = { delete: () => { for (const name of ['p40', 'p41', 'p42']) bench.lab.directory.remove(dn(name)); }, disable: () => { for (const name of ['p40', 'p41', 'p42']) bench.lab.directory.modify(dn(name), { userAccountControl: 514 }); }, memberRemove: () => bench.lab.directory.removeMembers(dn('team'), ['p0', 'p1', 'p2'].map(dn)) };
    three[kind]();
    const from = bench.wire.length;
    expect((await bench.run()).record.outcome).toBe('success');
    expect(writesIn(bench.wire.slice(from)).filter(isOfKind)).toHaveLength(3);
  });
});

test('memberships that would go because their object is held stay, and so do manager links', async () => {
  bench.lab.directory.modify(dn('p20'), { manager: dn('p1') });
  expect((await bench.run()).record.outcome).toBe('success');
  kinds.delete.act(bench.lab.directory, 0);
  const from = bench.wire.length;
  const held = await bench.run();
  expect({ outcome: held.record.outcome, actions: held.changes.map((change) => change.action), held: held.summary?.protection.held, writes: writesIn(bench.wire.slice(from)) })
    .toEqual({ outcome: 'protected', actions: ['delete', 'delete', 'delete', 'delete'], held: { delete: 4, disable: 0, memberRemove: 0 }, writes: [] });
  expect(bench.lab.tenant.snapshot().groups.find((each) => each['displayName'] === 'other')?.['members']).toEqual(['user:p1@contoso.com', 'user:p2@contoso.com', 'user:p3@contoso.com']);
});
