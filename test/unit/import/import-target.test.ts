import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Progress } from '../../../shared/run.ts';
import { importTarget } from '../../../electron/sync/import/import-target.ts';
import { openStore } from '../../../electron/store/open.ts';
import { createMemoryTarget } from '../../support/memory-target.ts';

function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-import-'));
  const store = openStore(folder);
  onTestFinished(() => { store.close(); rmSync(folder, { recursive: true, force: true }); });
  const target = createMemoryTarget({ pageSize: 2 });
  for (const name of ['a', 'b', 'c']) target.seed({ id: name, kind: 'user', attributes: { displayName: name } });
  target.seed({ id: 'g', kind: 'group', attributes: { displayName: 'g' }, members: ['a', 'b'] });
  const progress: Progress[] = [];
  const cancel = new AbortController();
  const ports = { target, store, clock: { now: () => new Date() }, log: () => undefined, progress: (value: Progress) => { progress.push(value); }, cancel: cancel.signal };
  return { target, store, progress, cancel, ports };
}

it('reads everything once, then what changed', async () => {
  const { target, store, ports, progress } = setUp();
  expect(await importTarget(ports, { full: false })).toEqual({ read: 4, mode: 'full', reason: 'no watermark yet' });
  expect([store.target.get('a')?.state, store.target.members('g')]).toEqual(['present', ['a', 'b']]);
  await target.write([{ kind: 'deleteUser', id: 'c' }, { kind: 'updateUser', id: 'a', attributes: { city: 'Bonn' } }, { kind: 'removeMember', id: 'g', memberId: 'b' }], ports.cancel);
  expect(await importTarget(ports, { full: false, phase: 'confirm' })).toMatchObject({ mode: 'delta', reason: 'delta links hold' });
  expect([store.target.get('c')?.state, store.target.get('a')?.attributes['city'], store.target.members('g')]).toEqual(['softDeleted', 'Bonn', ['a']]);
  expect([progress[0]?.phase, progress.at(-1)?.phase]).toEqual(['importTarget', 'confirm']);
  expect(await importTarget(ports, { full: true })).toMatchObject({ mode: 'full', reason: 'asked for' });
});

it('keeps the watermark, and what was staged, when an import breaks off', async () => {
  const { target, store, ports } = setUp();
  await importTarget(ports, { full: false });
  const watermark = store.target.watermark();
  const broken = {
    ...target,
    openImport: async (mark: string | null, options: Parameters<typeof target.openImport>[1]) => {
      const opened = await target.openImport(mark, options);
      async function* pages() {
        for await (const page of opened.pages) { yield page; throw new Error('lost the connection'); }
      }
      return { ...opened, pages: pages() };
    },
  };
  await expect(importTarget({ ...ports, target: broken }, { full: true })).rejects.toThrow('lost the connection');
  expect(store.target.watermark()).toBe(watermark);
  expect(['a', 'b', 'c', 'g'].map((id) => store.target.get(id)?.state)).toEqual(['present', 'present', 'present', 'present']);
});

it('stops between pages when it is cancelled', async () => {
  const { store, cancel, ports } = setUp();
  const reading = importTarget({ ...ports, progress: () => { cancel.abort(); } }, { full: true });
  await expect(reading).rejects.toMatchObject({ kind: 'cancelled' });
  expect(store.target.watermark()).toBeNull();
});
