/**
 * `npm run bench`: the product against its performance targets, on a generated forest (see README.md).
 * Ends with 1 when a target is not met.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { wholeCycle, type Cycle } from './cycle.ts';
import { exportCeiling, exportUse } from './export.ts';
import { forestOf, neededWrites, type Needed } from './forest.ts';
import { frameTimes } from './frames.ts';
import { growth } from './growth.ts';
import { importRatio } from './import.ts';
import { peakMemory } from './memory.ts';
import { createProduct, type MeasuredRun } from './product.ts';
import { machine, tableOf, writeReadme } from './report.ts';
import { passed, type Result } from './result.ts';
import { ruleEvaluation } from './rules.ts';
import { alternate, type Round } from './rounds.ts';
import { prepareSlapd, startSlapd } from './slapd.ts';
import { firstSynchronization, laterSynchronizations } from './synchronization.ts';
import { startBenchTenant } from './tenant.ts';
import type { WriteQuota } from './tenant-messages.ts';

const targets = ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const;
type Target = (typeof targets)[number];

type Order = { readonly users: number; readonly only: ReadonlySet<Target>; readonly rounds: number; readonly quota: WriteQuota; readonly write: boolean };
type Observed = { readonly small: readonly Round[]; readonly large: readonly Round[]; readonly cycle: Cycle | null; readonly unpaced: MeasuredRun | null; readonly needed: Needed };

const help = `npm run bench -- [options]
  --users NUMBER        users of the forest (default 100000)
  --only a,b,c,d,e,f,g  only these targets (default: all)
  --rounds NUMBER       repetitions of import and synchronization (default 3)
  --quota WRITES/SECONDS  write quota of the tenant (default 6000/15)
  --write               put the numbers into build/bench/README.md`;

/** The window stays long, as the real one: a short one would measure round trips. 20 times the documented pace. */
const defaultQuota = '6000/15';
const noQuota: WriteQuota = { writes: 1_000_000, perSeconds: 15 };

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} "${text}" is not a whole number from 1 on.`);
  return value;
}

function readOrder(): Order | null {
  const { values } = parseArgs({
    options: { users: { type: 'string' }, only: { type: 'string' }, rounds: { type: 'string' }, quota: { type: 'string' }, write: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help === true) return null;
  const only = (values.only ?? targets.join(',')).split(',');
  const unknown = only.find((name) => !(targets as readonly string[]).includes(name));
  if (unknown !== undefined) throw new Error(`--only "${unknown}" is none of ${targets.join(', ')}.`);
  const [writes = '', perSeconds = ''] = (values.quota ?? defaultQuota).split('/');
  return {
    users: numberOf('users', values.users ?? '100000'),
    only: new Set(targets.filter((target) => only.includes(target))),
    rounds: numberOf('rounds', values.rounds ?? '3'),
    quota: { writes: numberOf('quota', writes), perSeconds: numberOf('quota', perSeconds) },
    write: values.write === true,
  };
}

function say(text: string): void {
  console.log(`  ${text}`);
}

async function withForest<T>(users: number, folder: string, quota: WriteQuota, work: (slapd: Awaited<ReturnType<typeof startSlapd>>, tenant: Awaited<ReturnType<typeof startBenchTenant>>) => Promise<T>): Promise<T> {
  const place = join(folder, `slapd-${users}`);
  const { groups, memberships } = forestOf(users);
  console.log(`${users} users, ${groups} groups, ${memberships} memberships`);
  const slapd = await startSlapd(forestOf(users), place);
  try {
    const tenant = await startBenchTenant({ quota });
    try {
      return await work(slapd, tenant);
    } finally {
      await tenant.stop();
    }
  } finally {
    await slapd.stop();
    rmSync(place, { recursive: true });
  }
}

async function observe({ users, only, rounds, quota }: Order, folder: string): Promise<Observed> {
  const small = only.has('e') ? await withForest(Math.ceil(users / 10), folder, quota, (slapd, tenant) => alternate(rounds, folder, slapd, tenant, quota, say)) : [];
  const unpaced = only.has('c') ? await withForest(Math.ceil(users / 10), folder, noQuota, (slapd, tenant) => createProduct(join(folder, 'unpaced'), slapd, tenant, noQuota).run('sync')) : null;
  const needed = neededWrites(forestOf(users));
  return await withForest(users, folder, quota, async (slapd, tenant) => {
    const large = ['a', 'b', 'e'].some((target) => only.has(target as Target)) ? await alternate(rounds, folder, slapd, tenant, quota, say) : [];
    const cycle = ['b', 'c', 'd'].some((target) => only.has(target as Target)) ? await wholeCycle(folder, slapd, tenant, quota, needed, say) : null;
    return { small, large, cycle, unpaced, needed };
  });
}

function resultsOf({ small, large, cycle, unpaced, needed }: Observed, { only, quota }: Order): readonly Result[] {
  const results: Result[] = [];
  if (only.has('a')) results.push(importRatio(large));
  if (only.has('b')) results.push(firstSynchronization(large));
  if (cycle !== null) {
    if (only.has('b')) results.push(...laterSynchronizations(cycle));
    if (only.has('c')) results.push(...exportUse(cycle, needed, quota));
    if (only.has('c') && unpaced !== null) results.push(exportCeiling(unpaced));
    if (only.has('d')) results.push(peakMemory([{ name: 'first run with export', run: cycle.first }, { name: 'run after it', run: cycle.settled }, { name: 'unchanged run', run: cycle.unchanged }]));
  }
  if (only.has('e')) results.push(...growth(small, large));
  return results;
}

async function main(): Promise<number> {
  const order = readOrder();
  if (order === null) {
    console.log(help);
    return 0;
  }
  const withServers = [...order.only].some((target) => !['f', 'g'].includes(target));
  if (withServers) prepareSlapd();
  const load = loadavg()[0] ?? 0;
  const folder = mkdtempSync(join(tmpdir(), 'causeway-bench-'));
  try {
    const rules = order.only.has('f') ? [ruleEvaluation(order.users)] : [];
    const results = [...(withServers ? resultsOf(await observe(order, folder), order) : []), ...rules, ...(order.only.has('g') ? await frameTimes(say) : [])];
    const { users, groups, memberships } = forestOf(order.users);
    const lines = [`Generated forest of ${users} users, ${groups} groups and ${memberships} memberships.`, '', ...machine(load).map((line) => `- ${line}`), '', ...tableOf(results)];
    console.log(`\n${lines.join('\n')}`);
    if (order.write) writeReadme(lines);
    return results.every((result) => passed(result) !== false) ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
