/**
 * The sample tenant in a process of its own, so that its time and memory are not taken for the product's.
 * Started by `tenant.ts` with a `TenantOrder` as its only argument; answers the message 'traffic' with a `Traffic`.
 */
import { startTenant } from '../../electron/lab/tenant/tenant.ts';
import { mailDomain } from './forest.ts';
import { sampleMs, type TenantFacts, type TenantOrder, type Traffic } from './tenant-messages.ts';

const order = JSON.parse(process.argv[2] ?? '') as TenantOrder;
const samples: number[] = [];
const seen = { requests: 0, writes: 0, succeeded: 0, throttled: 0, startedAt: 0 };

/** Counts what came since the last exchange; the log itself has no times. */
function count(): void {
  const requests = tenant.requests();
  for (; seen.requests < requests.length; seen.requests += 1) {
    const request = requests[seen.requests];
    if (request === undefined) continue;
    if (request.status === 429) seen.throttled += 1;
    if (!request.changesState) continue;
    const now = performance.now();
    if (seen.startedAt === 0) seen.startedAt = now;
    const index = Math.floor((now - seen.startedAt) / sampleMs);
    while (samples.length <= index) samples.push(0);
    samples[index] = (samples[index] ?? 0) + 1;
    seen.writes += 1;
    if (request.status >= 200 && request.status < 300) seen.succeeded += 1;
  }
}

const tenant = await startTenant({
  seed: { domains: [{ name: 'contoso.onmicrosoft.com', initial: true }, { name: mailDomain, default: true }] },
  quota: { ...order.quota, enforce: true },
  // The pace is to be set by the write quota alone: the units are scaled up with it, out of the way.
  resourceUnits: 1_000_000_000,
  observe: count,
});

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ writes: seen.writes, succeeded: seen.succeeded, throttled: seen.throttled, samples, users: tenant.admin.count('user'), groups: tenant.admin.count('group'), cpuSeconds: (user + system) / 1e6 } satisfies Traffic);
});
process.on('disconnect', () => void tenant.stop().then(() => process.exit()));
const { authority, graph, ca, tenantId, clientId, clientSecret } = tenant;
process.send?.({ authority, graph, ca, tenantId, clientId, clientSecret } satisfies TenantFacts);
