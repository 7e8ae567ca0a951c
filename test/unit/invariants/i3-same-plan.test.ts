import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { group, people, root, startBench, writesIn, type Bench } from './bench.ts';

/** I3: the plan is a value, and a second run with nothing changed writes nothing. The property over random worlds: test/property/plan-order.test.ts. */

let bench: Bench;

beforeAll(async () => {
  const staff = people(25).map((entry, index) => ({ ...entry, attributes: { ...entry.attributes, title: `Title ${index % 4}`, ...(index === 0 ? {} : { manager: `CN=p${Math.floor((index - 1) / 3)},${root}` }) } }));
  bench = await startBench([...staff, group('all', staff.map((_, index) => `p${index}`)), group('outer', ['all', 'p1']), group('some', ['p2', 'p3', 'outer'])]);
});
afterAll(async () => { await bench?.stop(); });

test('whatever the size of the pages and however often it is computed, the plan is the same', async () => {
  const first = await bench.run({ preview: true });
  const { source } = bench.lab.profile();
  const others = [];
  for (const pageSize of [1, 7]) others.push(await bench.run({ preview: true, full: true, data: join(bench.folder, `pages-${pageSize}`), overrides: { source: { ...source, containers: [{ dn: root, include: true }], pageSize } } }));
  const again = await bench.run({ preview: true, full: true, overrides: {} });
  expect(first.changes.length).toBeGreaterThan(50);
  for (const other of [...others, again]) {
    expect(other.summary).toEqual(first.summary);
    expect(other.changes).toEqual(first.changes);
  }
});

test('a second run with nothing changed sends no request that changes state: by delta, in full, and from an empty data folder', async () => {
  expect((await bench.run()).record.outcome).toBe('success');
  for (const [order, actions] of [[{}, []], [{ full: true }, []], [{ data: join(bench.folder, 'fresh') }, ['link']]] as const) {
    const before = writesIn(bench.wire).length;
    const done = await bench.run(order);
    expect({ outcome: done.record.outcome, actions: [...new Set(done.changes.map((change) => change.action))], writes: writesIn(bench.wire).length - before }).toEqual({ outcome: 'success', actions, writes: 0 });
  }
});
