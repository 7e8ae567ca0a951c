import { afterAll, beforeAll, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCli, type Started } from '../../support/cli-process.ts';
import { people, startBench, type Bench } from './bench.ts';

/** I9: one run at a time per data folder, also across processes. */

let bench: Bench;
beforeAll(async () => { bench = await startBench(people(30)); });
afterAll(async () => { await bench?.stop(); });

function start(command: string, data = bench.data): Started {
  return startCli([command, '--profile', bench.profile, '--data-dir', data], bench.lab.env);
}

/** A sync that hangs in the tenant's slow answers, once it has begun to ask. */
async function startSlowRun(): Promise<Started> {
  bench.lab.tenant.faults.latency(100_000);
  const before = bench.lab.tenant.requests().length;
  const running = start('sync');
  const asked = bench.lab.directory.searches().length;
  for (let waited = 0; waited < 400 && bench.lab.directory.searches().length === asked && bench.lab.tenant.requests().length === before && running.child.exitCode === null; waited += 1) {
    if ((await start('status').ended).stdout.includes('is under way')) break;
    await sleep(50);
  }
  return running;
}

test('a second run of another process ends with exit code 5, names the first, and asks nobody anything; kill -9 frees the folder', async () => {
  const running = await startSlowRun();
  try {
    const seen = { requests: bench.lab.tenant.requests().length, searches: bench.lab.directory.searches().length };
    const [sync, preview] = await Promise.all([start('sync').ended, start('preview').ended]);
    for (const second of [sync, preview]) {
      expect(second.code).toBe(5);
      expect(second.stderr).toContain(`process ${running.child.pid}`);
    }
    expect({ requests: bench.lab.tenant.requests().length, searches: bench.lab.directory.searches().length }).toEqual(seen);
    expect((await start('status').ended).stdout).toContain('is under way');
  } finally {
    running.child.kill('SIGKILL');
    await running.ended;
    bench.lab.tenant.faults.clear();
  }
  expect((await start('sync').ended).code).toBe(0);
  expect(bench.lab.tenant.snapshot().users).toHaveLength(30);
});

test('three at the very same moment: each runs alone or ends with exit code 5, and every object is there once', async () => {
  const ended = await Promise.all([start('sync', `${bench.data}-2`).ended, start('sync', `${bench.data}-2`).ended, start('sync', `${bench.data}-2`).ended]);
  const codes = ended.map((each) => each.code).sort();
  expect(codes.filter((code) => code === 0).length).toBeGreaterThan(0);
  expect(codes.filter((code) => code !== 0 && code !== 5)).toEqual([]);
  expect(bench.lab.tenant.snapshot().users).toHaveLength(30);
});
