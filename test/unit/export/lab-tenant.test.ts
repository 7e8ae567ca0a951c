import { expect, it, onTestFinished } from 'vitest';
import { openTarget } from '../../../electron/connectors/graph/target-connector.ts';
import { startTenant } from '../../../electron/lab/tenant/tenant.ts';
import type { LabTenant } from '../../../electron/lab/tenant/tenant.ts';
import { exportPlan } from '../../../electron/sync/export/export-plan.ts';
import { recover } from '../../../electron/sync/export/recover.ts';
import { importTarget } from '../../../electron/sync/import/import-target.ts';
import type { PlanChange } from '../../../shared/plan.ts';
import type { TargetConnector } from '../../../electron/sync/ports.ts';
import { attributes, change, createGroup, createUser, digest, reference } from './harness.ts';
import { createSqliteStore } from './sqlite-store.ts';

/** Anchors are base64 in the tenant's eyes; letters and digits are. */
const names = Array.from({ length: 60 }, (_, index) => `user${String(index).padStart(3, '0')}`);
const groups = ['sales', 'support'];

function firstPlan(): readonly PlanChange[] {
  return [
    ...names.map((name) => createUser(name)),
    ...groups.map((name) => createGroup(name)),
    ...groups.map((name) => change({ action: 'addMembers', anchor: name, dependsOn: [`create:${name}`], references: names.slice(0, 45).map((member) => reference(member)) })),
    ...names.slice(1).map((name) => change({ action: 'setManager', anchor: name, dependsOn: [`create:${name}`], references: [reference('user000')] })),
  ];
}

async function setUp() {
  const tenant = await startTenant();
  onTestFinished(() => tenant.stop());
  const target = await openTarget({
    cloud: { authority: tenant.authority, graph: tenant.graph, ca: tenant.ca }, tenantId: tenant.tenantId, clientId: tenant.clientId,
    auth: { kind: 'clientSecret', secret: tenant.clientSecret }, proxy: null, quota: { writes: 100_000, perSeconds: 1 }, readOnly: false, log: () => undefined,
  });
  onTestFinished(() => target.close());
  return { tenant, target };
}

function portsOf(target: TargetConnector, store: ReturnType<typeof createSqliteStore>['store']) {
  return { target, store, clock: { now: () => new Date() }, digest, log: () => undefined, progress: () => undefined, cancel: new AbortController().signal };
}
const options = { approved: false, sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(milliseconds, 50))) };

function seenIn(tenant: LabTenant): unknown {
  const { users, groups: all } = tenant.snapshot();
  return {
    users: users.filter(({ userPrincipalName }) => String(userPrincipalName).startsWith('user')).length,
    groups: all.map((group) => [group['displayName'], (group['members'] as readonly unknown[]).length]).sort(),
    managed: users.filter(({ manager }) => manager !== null && manager !== undefined).length,
  };
}
const wanted = { users: 60, groups: [['sales', 45], ['support', 45]], managed: 59 };

it('exports to a tenant over real sockets, confirms it, and has nothing left to look up', async () => {
  const { tenant, target } = await setUp();
  const kept = createSqliteStore();
  const ports = portsOf(target, kept.store);
  await importTarget(ports, { full: false });
  kept.setPlan(firstPlan());
  tenant.faults.fail(7, 503, { applied: true, only: 'writes' });
  const result = await exportPlan('plan-1', ports, options);
  expect(result).toMatchObject({ failed: [], waiting: [], cancelled: false });
  expect(seenIn(tenant)).toEqual(wanted);
  await importTarget(ports, { full: false, phase: 'confirm' });
  expect([kept.store.target.unconfirmed(), kept.store.journal.inFlight(), kept.store.links.count('user')]).toEqual([0, [], 60]);
  expect(kept.store.target.members(kept.store.links.get('sales')?.targetId ?? '')).toHaveLength(45);
}, 60_000);

it('has no duplicates after it was killed with batches in flight', async () => {
  const { tenant, target } = await setUp();
  const kept = createSqliteStore();
  kept.setPlan(firstPlan());
  let batches = 0;
  const dying: TargetConnector = { ...target, write: async (writes, cancel) => { const results = await target.write(writes, cancel); if (++batches >= 2) throw new Error('killed'); return results; } };
  await expect(exportPlan('plan-1', portsOf(dying, kept.store), options)).rejects.toThrow('killed');
  const { looked, adopted } = await recover(portsOf(target, kept.store));
  expect([looked > 0, adopted]).toEqual([true, looked]);
  kept.setPlan(firstPlan().filter(({ action, anchor }) => action !== 'create' || kept.store.links.get(anchor) === null));
  expect(await exportPlan('plan-1', portsOf(target, kept.store), options)).toMatchObject({ failed: [], waiting: [], cancelled: false });
  expect(seenIn(tenant)).toEqual(wanted);
  expect(new Set(names.map((name) => kept.store.links.get(name)?.origin))).toEqual(new Set(['created', 'recovered']));
}, 60_000);

it('says in Graph\'s own words why one object was refused, and writes the others', async () => {
  const { tenant, target } = await setUp();
  const kept = createSqliteStore();
  kept.setPlan([
    createUser('good'),
    createUser('bad', { attributes: attributes({ userPrincipalName: 'admin@contoso.onmicrosoft.com', displayName: 'bad', mailNickname: 'bad', accountEnabled: true, onPremisesImmutableId: 'bad0', passwordProfile: 'generated' }) }),
  ]);
  const result = await exportPlan('plan-1', portsOf(target, kept.store), options);
  expect(result.failed.map(({ dn, code, message }) => [dn, code, message])).toEqual([['CN=bad,DC=contoso,DC=com', 'Request_BadRequest', 'Another object with the same value for property userPrincipalName already exists.']]);
  expect(result.failed[0]?.fix).toMatch(/^Link to .*exclude this object, or choose another value for userPrincipalName instead of "admin@contoso\.onmicrosoft\.com"\.$/);
  expect(tenant.snapshot().users.some(({ userPrincipalName }) => userPrincipalName === 'good@contoso.com')).toBe(true);
}, 60_000);
