import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallBase, smallCompany } from '../../support/small-company.ts';
import { startBench, writesIn, type Bench, type SeenWrite } from './bench.ts';

/** I5: a write carries only attributes whose value differs from the confirmed target value, as the tenant saw the request. */

let bench: Bench;
const count = 40;
const company = smallCompany(count);

beforeAll(async () => {
  bench = await startBench([...company.entries]);
  for (const user of company.tenantSeed.users ?? []) bench.lab.tenant.admin.createUser(user);
});
afterAll(async () => { await bench?.stop(); });

type Values = Readonly<Record<string, unknown>>;

/** Values of every live object by id, as they were before a run. */
function tenantValues(): Map<string, Values> {
  const { users, groups } = bench.lab.tenant.snapshot();
  const found = [...users.map((user) => String(user['userPrincipalName'])), ...groups.map((group) => String(group['uniqueName']))].flatMap((name) => bench.lab.tenant.admin.find(name) ?? []);
  return new Map(found.map((object) => [object.id, { ...object.properties }]));
}

const plain = (value: unknown): string => JSON.stringify(value === undefined || (Array.isArray(value) && value.length === 0) ? null : value);

/** `path property` of each property that a PATCH carries although the object has that value already. */
function redundant(writes: readonly SeenWrite[], before: Map<string, Values>): readonly string[] {
  return writes.flatMap((write) => {
    const id = /^\/(?:users|groups)\/([0-9a-f-]{36})$/.exec(write.path)?.[1];
    const values = id === undefined ? undefined : before.get(id);
    if (write.method !== 'PATCH' || id === undefined || values === undefined) return [];
    const sent = Object.entries(write.body).filter(([name]) => !name.includes('@odata'));
    before.set(id, { ...values, ...Object.fromEntries(sent) });
    return sent.filter(([name, value]) => plain(value) === plain(values[name])).map(([name]) => `${write.path} ${name}`);
  });
}

async function run(): Promise<{ readonly writes: readonly SeenWrite[]; readonly redundant: readonly string[] }> {
  const before = tenantValues();
  const from = bench.wire.length;
  const { record } = await bench.run({ overrides: { source: { ...bench.lab.profile().source, containers: [{ dn: smallBase, include: true }] }, protection: { deletes: { count: 500, percent: 100 } } } });
  expect(record.outcome).toBe('success');
  const writes = writesIn(bench.wire.slice(from));
  return { writes, redundant: redundant(writes, before) };
}

test('users that are found in the tenant get what differs, and nothing they have', async () => {
  const { writes, redundant: found } = await run();
  expect(writes.filter((write) => write.method === 'PATCH' && write.path.startsWith('/users/')).length).toBeGreaterThan(4);
  expect(found).toEqual([]);
});

test('one changed value is one property in one request', async () => {
  bench.lab.directory.modify(`CN=Person 9,${smallBase}`, { title: 'Only this' });
  const { writes } = await run();
  expect(writes.map((write) => [write.method, write.body])).toEqual([['PATCH', { jobTitle: 'Only this' }]]);
});

test('renames, swaps, moves and lost values carry what differs', async () => {
  company.story(bench.lab.directory, bench.lab.tenant);
  const { writes, redundant: found } = await run();
  expect(writes.length).toBeGreaterThan(20);
  expect(found).toEqual([]);
});
