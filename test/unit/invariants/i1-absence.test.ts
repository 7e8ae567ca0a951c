import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { adGroup, adUser, base, cloudUser, container, guid, openWorld, type World } from '../../support/staged.ts';
import { base64OfGuid } from '../../../electron/sync/names/guid.ts';
import { importSource } from '../../../electron/sync/import/import-source.ts';
import type { SourceObject } from '../../../electron/sync/directory.ts';
import type { SourcePage } from '../../../electron/sync/ports.ts';
import { group, people, root, startBench, type Bench } from './bench.ts';

/** I1: an import that did not finish, or could not look, never makes an object "gone". */

describe('whole runs against a directory in trouble', () => {
  let bench: Bench;
  const size = 40;

  beforeEach(async () => {
    bench = await startBench([...people(size), group('team', ['p0', 'p1'])], { protection: { deletes: { count: 1000, percent: 100 } } });
    expect((await bench.run()).record.outcome).toBe('success');
    bench.lab.tenant.resetLog();
  });
  afterEach(async () => { await bench.stop(); });

  async function expectNothingLost(): Promise<void> {
    bench.lab.directory.faults.clear();
    expect(bench.lab.tenant.writes()).toBe(0);
    const healthy = await bench.run();
    expect({ outcome: healthy.record.outcome, changes: healthy.changes, writes: bench.lab.tenant.writes(), users: bench.lab.tenant.snapshot().users.length }).toEqual({ outcome: 'success', changes: [], writes: 0, users: size });
  }

  test.each([1, 5, 20, 40])('a connection that breaks after %i entries of a full read plans nothing', async (entries) => {
    bench.lab.directory.faults.dropAfterEntries(entries);
    const broken = await bench.run({ full: true });
    expect({ outcome: broken.record.outcome, changes: broken.changes }).toEqual({ outcome: 'failed', changes: [] });
    await expectNothingLost();
  });

  test('a container that cannot be listed any more plans nothing, in a full read and in the delta after it', async () => {
    bench.lab.directory.faults.hideBelow(root);
    const blind = await bench.run({ full: true });
    expect(blind.changes.filter((change) => change.action === 'delete' || change.action === 'removeMembers')).toEqual([]);
    const delta = await bench.run();
    expect(delta.changes.filter((change) => change.action === 'delete' || change.action === 'removeMembers')).toEqual([]);
    await expectNothingLost();
  });

  test('an account that lost the right to read deleted objects still deletes nothing that it cannot see gone', async () => {
    bench.lab.directory.faults.noDeletedObjectsRight(true);
    bench.lab.directory.faults.hideBelow(root);
    expect((await bench.run({ full: true })).changes).toEqual([]);
    await expectNothingLost();
  });

  test('an explicit deletion counts', async () => {
    bench.lab.directory.remove(`CN=p7,${root}`);
    expect((await bench.run()).changes.map((change) => [change.action, change.dn])).toEqual([['delete', `CN=p7,${root}`]]);
  });
});

describe('imports that are not what they seem', () => {
  let world: World;
  const ou = `OU=People,${base}`;
  const below = `OU=Interns,${ou}`;
  const users = Array.from({ length: 6 }, (_, index) => adUser(index + 1, `u${index + 1}`));
  const everything: readonly SourceObject[] = [container(900_001, base), container(900_002, ou), container(900_003, `OU=Groups,${base}`), container(900_004, below), ...users, adGroup(50, 'team', users)];

  beforeEach(() => {
    world = openWorld();
    importAll(everything);
    world.target(users.map((_, index) => cloudUser(101 + index, `u${index + 1}`, { onPremisesImmutableId: base64OfGuid(guid(index + 1)) })));
    for (const [index] of users.entries()) {
      const anchor = base64OfGuid(guid(index + 1));
      world.store.links.put({ anchor, type: 'user', guid: guid(index + 1), dn: `CN=u${index + 1},${ou}`, targetId: guid(101 + index), origin: 'created', state: 'linked', since: '2026-11-01T00:00:00Z', confirmed: {}, foreignMembers: [] });
    }
  });
  afterEach(() => { world.close(); });

  function importAll(objects: readonly SourceObject[]): void {
    const generation = world.store.source.begin('full');
    world.store.source.stage(generation, 'full', { objects, deleted: [], watermark: null });
    world.store.source.finish(generation, 'full', 'w', true, '2026-11-22T12:00:00Z');
  }
  const deletions = (): readonly string[] => world.plan().changes.filter((change) => change.action === 'delete').map((change) => change.dn);

  test('the import goes through, the users are missing, but their container still shows its sub-containers: nobody is deleted', () => {
    importAll(everything.filter((object) => object.kind !== 'user'));
    expect(deletions()).toEqual([]);
  });

  test('a container shows others: who is missing there is gone', () => {
    importAll(everything.filter((object) => object !== users[3]));
    expect(deletions()).toEqual([`CN=u4,${ou}`]);
  });

  const pages = (...read: readonly (readonly SourceObject[] | Error)[]): AsyncIterable<SourcePage> => ({
    async *[Symbol.asyncIterator]() {
      for (const objects of read) {
        await Promise.resolve();
        if (objects instanceof Error) throw objects;
        yield { objects, deleted: [], watermark: 'new' };
      }
    },
  });
  const half = everything.slice(0, 7);

  test.each([
    ['breaks off after a page', pages(half, new Error('the domain controller went away')), false],
    ['breaks off before its first page', pages(new Error('the domain controller went away')), false],
    ['is cancelled', pages(half, everything.slice(7)), true],
    ['reads nobody', pages(everything.filter((object) => object.kind === 'container')), false],
  ])('a full import that %s throws, and leaves everybody present', async (_what, read, cancelled) => {
    const cancel = new AbortController();
    const opened = { mode: 'full' as const, reason: 'test', method: 'search', tombstonesReadable: true, pages: read };
    const source = { openImport: () => Promise.resolve(opened), check: () => { throw new Error('unused'); }, close: () => Promise.resolve() };
    const ports = { source, store: world.store, clock: { now: () => new Date('2026-11-22T12:00:00Z') }, log: () => undefined, progress: () => { if (cancelled) cancel.abort(); }, cancel: cancel.signal };
    await expect(importSource(ports, { name: '', full: true, fullImportEveryHours: 168 })).rejects.toThrow();
    expect(deletions()).toEqual([]);
    expect([...world.store.source.iterate(['user'])].map((row) => row.state)).toEqual(users.map(() => 'present'));
  });
});
