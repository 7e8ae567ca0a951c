import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Conflict } from '../../../shared/conflict.ts';
import type { PlanChange, PlanSummary } from '../../../shared/plan.ts';
import type { SeedEntry } from '../../../electron/lab/directory/directory.ts';
import { startLab, type Lab, type ProfileOverrides } from '../../../electron/lab/lab.ts';
import type { TenantOptions, WireExchange } from '../../../electron/lab/tenant/tenant.ts';
import type { RunRecord } from '../../../electron/sync/store.ts';
import { loadProfile } from '../../../electron/worker/profile.ts';
import { runOnce } from '../../../electron/worker/run-once.ts';
import { withLockedStore } from '../../../electron/worker/with-store.ts';
import { openWorkspace } from '../../../electron/worker/workspace.ts';

/** Whole runs in this process: real sockets, real store, the sample company's servers with a few objects. */

export const root = 'OU=Test,DC=corp,DC=contoso,DC=test';

export function person(name: string, attributes: SeedEntry['attributes'] = {}, parent: string = root): SeedEntry {
  return { dn: `CN=${name},${parent}`, attributes: { objectClass: 'user', sAMAccountName: name, userPrincipalName: `${name}@contoso.com`, displayName: name, ...attributes } };
}

export function people(count: number, attributes: SeedEntry['attributes'] = {}): readonly SeedEntry[] {
  return Array.from({ length: count }, (_, index) => person(`p${index}`, attributes));
}

export function group(name: string, members: readonly string[]): SeedEntry {
  return { dn: `CN=${name},${root}`, attributes: { objectClass: 'group', sAMAccountName: name, displayName: name, ...(members.length === 0 ? {} : { member: members.map((member) => `CN=${member},${root}`) }) } };
}

export type Done = { readonly record: RunRecord; readonly summary: PlanSummary | null; readonly changes: readonly PlanChange[]; readonly conflicts: readonly Conflict[] };

export type Bench = {
  readonly lab: Lab;
  readonly folder: string;
  readonly profile: string;
  readonly data: string;
  readonly wire: readonly WireExchange[];
  run(order?: { readonly preview?: boolean; readonly full?: boolean; readonly approve?: string; readonly data?: string; readonly overrides?: ProfileOverrides }): Promise<Done>;
  stop(): Promise<void>;
};

const noSignIn = { openBrowser: () => Promise.resolve(), showDeviceCode: () => undefined };

export async function startBench(entries: readonly SeedEntry[], overrides: ProfileOverrides = {}, tenant: Omit<TenantOptions, 'seed'> = {}): Promise<Bench> {
  const wire: WireExchange[] = [];
  const lab = await startLab({
    company: {
      domain: 'corp.contoso.test',
      entries: [{ dn: root, attributes: { objectClass: 'organizationalUnit' } }, ...entries],
      tenantSeed: { domains: [{ name: 'contoso.onmicrosoft.com', initial: true }, { name: 'contoso.com', default: true }] },
      cast: [], excluded: [], story: () => [], secondStory: () => [],
    },
    tenant: { ...tenant, observe: (exchange) => void wire.push(exchange) },
  });
  const folder = await mkdtemp(join(tmpdir(), 'causeway-invariant-'));
  const only = { ...lab.profile().source, containers: [{ dn: root, include: true }] };
  const profile = await lab.writeProfile(folder, { source: only, ...overrides });
  const data = join(folder, 'data');
  return {
    lab, folder, profile, data, wire,
    async run(order = {}) {
      if (order.overrides !== undefined) await lab.writeProfile(folder, { source: only, ...overrides, ...order.overrides });
      const workspace = openWorkspace(loadProfile(profile), order.data ?? data, { env: lab.env });
      return await withLockedStore(workspace, 'test', async (store) => {
        const record = await runOnce(workspace, store, { profile: order.preview === true ? 'preview' : 'sync', full: order.full === true, approve: order.approve ?? null, user: 'test', signIn: noSignIn, progress: () => undefined, cancel: new AbortController().signal });
        const plan = record.planId === null ? null : store.plans.get(record.planId);
        return { record, summary: plan?.summary ?? null, changes: record.planId === null ? [] : [...store.plans.changes(record.planId)], conflicts: store.conflicts.all() };
      });
    },
    async stop() {
      await lab.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One write as the tenant saw it: an item of a $batch, or a request of its own. */
export type SeenWrite = { readonly method: string; readonly path: string; readonly body: Readonly<Record<string, unknown>> };

/** Every request that could change state, in the order in which it was sent. */
export function writesIn(wire: readonly WireExchange[]): readonly SeenWrite[] {
  return wire.flatMap((exchange) => {
    if (exchange.method === 'GET' || !exchange.url.startsWith('/v1.0/')) return [];
    const body = exchange.body === '' ? {} : (JSON.parse(exchange.body) as Readonly<Record<string, unknown>>);
    if (!exchange.url.endsWith('/$batch')) return [{ method: exchange.method, path: exchange.url.slice('/v1.0'.length), body }];
    const items = body['requests'] as readonly { readonly method: string; readonly url: string; readonly body?: Readonly<Record<string, unknown>> }[];
    return items.filter((item) => item.method !== 'GET').map((item) => ({ method: item.method, path: item.url, body: item.body ?? {} }));
  });
}
