import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import type { TenantSnapshot } from '../../electron/lab/tenant/tenant.ts';
import { startCli } from './cli-process.ts';
import { smallCompany } from './small-company.ts';

/** Invariant I4: runs of the real command line that are killed (`kill -9`) or lose answers, until the work is done. */

export type Interrupted = { readonly snapshots: readonly TenantSnapshot[]; readonly writes: readonly number[]; readonly kills: number; readonly lost: number; readonly exitCodes: readonly (number | null)[] };

/** Deterministic numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Chaos = { readonly random: () => number; readonly mostKills: number };

async function killAfterWrites(lab: Lab, child: ReturnType<typeof startCli>['child'], writes: number, delayMs: number): Promise<void> {
  const start = lab.tenant.writes();
  while (child.exitCode === null && child.signalCode === null && lab.tenant.writes() - start < writes) await sleep(1);
  await sleep(delayMs);
  child.kill('SIGKILL');
}

/** One phase: `sync` again and again, killed after a random number of writes, until a run ends by itself. */
async function synchronizeUntilDone(lab: Lab, args: readonly string[], chaos: Chaos | null, count: { kills: number; lost: number }): Promise<number | null> {
  for (;;) {
    const killing = chaos !== null && count.kills < chaos.mostKills;
    if (chaos !== null && chaos.random() < 0.4) {
      count.lost += 1;
      if (chaos.random() < 0.5) lab.tenant.faults.resetAfter(1);
      else lab.tenant.faults.resetDuring(1);
    }
    const started = startCli(args, lab.env);
    if (killing) void killAfterWrites(lab, started.child, 1 + Math.floor(chaos.random() * 25), chaos.random() * 12);
    const ended = await started.ended;
    if (ended.signal === 'SIGKILL') {
      count.kills += 1;
      continue;
    }
    if (ended.code === 0) return 0;
    if (ended.code !== 3) throw new Error(`sync ended with ${ended.code ?? ended.signal ?? ''}: ${ended.stdout.slice(-2000)}${ended.stderr.slice(-2000)}`);
    return ended.code;
  }
}

/** A first synchronization, the story, a second one, and a third that must find nothing to do. */
export async function runInterrupted(people: number, chaos: Chaos | null): Promise<Interrupted> {
  const lab = await startLab({ company: smallCompany(people), directory: { seed: 'kill' } });
  const folder = await mkdtemp(join(tmpdir(), 'causeway-kill-'));
  const count = { kills: 0, lost: 0 };
  const snapshots: TenantSnapshot[] = [];
  const writes: number[] = [];
  const exitCodes: (number | null)[] = [];
  try {
    const profile = await lab.writeProfile(folder, { protection: { deletes: { count: 500, percent: 100 } } });
    const args = ['sync', '--profile', profile, '--data-dir', join(folder, 'data')];
    for (const phase of ['first', 'second', 'third']) {
      if (phase === 'second') lab.story();
      lab.tenant.resetLog();
      exitCodes.push(await synchronizeUntilDone(lab, args, phase === 'third' ? null : chaos, count));
      writes.push(lab.tenant.writes());
      snapshots.push(lab.tenant.snapshot());
    }
  } finally {
    await lab.stop();
    await rm(folder, { recursive: true, force: true });
  }
  return { snapshots, writes, ...count, exitCodes };
}
