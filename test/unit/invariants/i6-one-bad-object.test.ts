import { afterAll, beforeAll, expect, test } from 'vitest';
import { group, person, root, startBench, writesIn, type Bench } from './bench.ts';

/** I6: one bad object never stops the others; what depends on it waits, and says on what. */

let bench: Bench;
const bad = `CN=bad,${root}`;
const others = Array.from({ length: 30 }, (_, index) => `p${index}`);

beforeAll(async () => {
  bench = await startBench([
    person('bad', { title: 'Refuse Me' }),
    ...others.map((name, index) => person(name, index < 3 ? { manager: bad } : {})),
    group('team', [...others, 'bad']),
    group('only', ['bad']),
  ]);
  bench.lab.tenant.faults.refuseValue('jobTitle', 'Refuse Me');
});
afterAll(async () => { await bench?.stop(); });

const cloud = (): readonly unknown[] => bench.lab.tenant.snapshot().users.map((user) => user['userPrincipalName']);
const members = (name: string): readonly unknown[] => (bench.lab.tenant.snapshot().groups.find((each) => each['displayName'] === name)?.['members'] ?? []) as readonly unknown[];

test('everything else is written; the refused object is named with the fix, and its dependants with what they wait for', async () => {
  const { record } = await bench.run();
  expect(record.outcome).toBe('completedWithErrors');
  expect(record.exported?.failed.map((failure) => failure.dn)).toEqual([bad]);
  expect(record.exported?.failed[0]).toMatchObject({ action: 'create', message: expect.stringMatching(/\S/), fix: expect.stringMatching(/\S/), requestId: expect.stringMatching(/\S/) });
  expect(cloud()).toEqual(others.map((name) => `${name}@contoso.com`).sort());
  expect(members('team')).toHaveLength(others.length);
  expect(members('only')).toEqual([]);
  const waiting = record.exported?.waiting ?? [];
  expect([...new Set(waiting.map((each) => each.on))]).toEqual([bad]);
  expect(waiting.map((each) => `${each.action} ${each.dn.split(',')[0] ?? ''}`).sort()).toEqual(['addMembers CN=only', 'addMembers CN=team', 'setManager CN=p0', 'setManager CN=p1', 'setManager CN=p2']);
});

test('an unchanged run holds the refused object, tries nothing again, and carries what is new', async () => {
  const before = writesIn(bench.wire).length;
  const held = await bench.run();
  expect({ outcome: held.record.outcome, conflicts: held.conflicts.map((conflict) => [conflict.situation, conflict.dn]), writes: writesIn(bench.wire).length - before }).toEqual({ outcome: 'completedWithConflicts', conflicts: [['refused', bad]], writes: 0 });
  bench.lab.directory.modify(`CN=p9,${root}`, { title: 'Fine' });
  await bench.run();
  expect(writesIn(bench.wire).slice(before).map((write) => write.body)).toEqual([{ jobTitle: 'Fine' }]);
});

test('when the object is put right in AD, it and everything that waited follows', async () => {
  bench.lab.directory.modify(bad, { title: 'Accept Me' });
  const { record } = await bench.run();
  expect({ outcome: record.outcome, failed: record.exported?.failed, waiting: record.exported?.waiting }).toEqual({ outcome: 'success', failed: [], waiting: [] });
  expect(members('team')).toHaveLength(others.length + 1);
  expect(members('only')).toEqual(['user:bad@contoso.com']);
  expect(bench.lab.tenant.snapshot().users.filter((user) => user['manager'] === 'user:bad@contoso.com')).toHaveLength(3);
});
