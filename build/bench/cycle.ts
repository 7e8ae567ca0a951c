import { join } from 'node:path';
import type { Needed } from './forest.ts';
import { createProduct, type MeasuredRun } from './product.ts';
import type { Slapd } from './slapd.ts';
import type { BenchTenant } from './tenant.ts';
import type { Traffic, WriteQuota } from './tenant-messages.ts';

/** The whole cycle on one store: everything is written, then two runs in which nothing changed. */
export type Cycle = {
  /** Full import, synchronization, export, confirming import. */
  readonly first: MeasuredRun;
  readonly traffic: Traffic;
  /** The first run that sees what was written: it plans anew and finds nothing to do. */
  readonly settled: MeasuredRun;
  readonly unchanged: MeasuredRun;
  /** Writes in the two runs in which nothing changed. */
  readonly writesAfterwards: number;
};

function assertComplete(run: MeasuredRun, traffic: Traffic, needed: Needed): void {
  const { outcome, error, exported } = run.record;
  if (outcome !== 'success') throw new Error(`The run ended with ${String(outcome)}: ${error?.message ?? JSON.stringify(exported?.failed.slice(0, 3))}`);
  if (traffic.users !== needed.users || traffic.groups !== needed.groups) throw new Error(`The tenant has ${traffic.users} users and ${traffic.groups} groups instead of ${needed.users} and ${needed.groups}.`);
}

/** Runs it. Throws when the tenant does not hold the forest afterwards: a fast export that leaves something out is none. */
export async function wholeCycle(folder: string, slapd: Slapd, tenant: BenchTenant, quota: WriteQuota, needed: Needed, say: (text: string) => void): Promise<Cycle> {
  const product = createProduct(join(folder, 'cycle'), slapd, tenant, quota);
  const tell = (what: string, run: MeasuredRun): void => say(`${what}: ${run.wallSeconds.toFixed(1)} s, processor ${run.cpuSeconds.toFixed(1)} s, peak ${run.peakMib.toFixed(0)} MiB`);
  const first = await product.run('sync');
  tell('whole cycle', first);
  const traffic = await tenant.traffic();
  assertComplete(first, traffic, needed);
  const settled = await product.run('sync');
  tell('run after it', settled);
  const unchanged = await product.run('sync');
  tell('unchanged run', unchanged);
  const { writes } = await tenant.traffic();
  return { first, traffic, settled, unchanged, writesAfterwards: writes - traffic.writes };
}
