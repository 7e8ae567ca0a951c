import { expect, test } from 'vitest';
import type { RunEvent } from '../../../electron/sync/ports.ts';
import { createBench, createGroup, createUser, reference, change } from './harness.ts';

const users = (count: number) => Array.from({ length: count }, (_, number) => createUser(`u${String(number).padStart(3, '0')}`));
const outcomes = (events: readonly RunEvent[]) => events.flatMap((event) => (event.kind === 'change' ? [[event.change.id, event.outcome, event.waitsFor, event.failure?.code ?? null]] : []));
const rejected = { outcome: 'rejected', status: 400, code: 'Request_BadRequest', message: 'Invalid value', requestId: 'r', property: null, conflictingIds: [] } as const;

test('each change is told once, with what became of it', async () => {
  const bench = createBench({ fault: (write) => (write.kind === 'createUser' && write.attributes['displayName'] === 'bad' ? rejected : null) });
  await bench.export([
    createUser('good'),
    createUser('bad'),
    change({ action: 'setManager', anchor: 'good', references: [reference('bad')], dependsOn: ['create:bad'] }),
    change({ action: 'delete', anchor: 'old', target: 'old', hold: { by: 'protection', kind: 'delete', text: 'too many' } }),
    createGroup('team'),
    change({ action: 'addMembers', anchor: 'team', type: 'group', references: [reference('good'), reference('bad')], dependsOn: ['create:team'] }),
  ]);
  expect(outcomes(bench.events).sort()).toEqual([
    ['addMembers:team', 'partly', 'CN=bad,DC=contoso,DC=com', null],
    ['create:bad', 'refused', null, 'Request_BadRequest'],
    ['create:good', 'written', null, null],
    ['create:team', 'written', null, null],
    ['delete:old', 'held', null, null],
    ['setManager:good', 'waiting', 'CN=bad,DC=contoso,DC=com', null],
  ]);
});

test('a closed gate finishes what is in flight, holds the rest, and lets it go when it opens', async () => {
  let writtenWhenPaused = 0;
  const bench = createBench({
    onEvent(event, { gate, target, events }) {
      if (event.kind === 'change' && outcomes(events).length === 1) gate.close();
      if (event.kind !== 'paused') return;
      writtenWhenPaused = target.applied.length;
      const live = events.find((each) => each.kind === 'exporting');
      expect(live?.kind === 'exporting' && live.live().inFlight).toBe(0);
      setTimeout(() => {
        expect(target.applied.length).toBe(writtenWhenPaused);
        gate.open();
      }, 20);
    },
  });
  const result = await bench.export(users(300));
  expect(writtenWhenPaused).toBe(80);
  expect([result.cancelled, bench.target.applied.length, bench.target.redundant.length]).toEqual([false, 300, 0]);
  expect(bench.events.flatMap(({ kind }) => (kind === 'paused' || kind === 'resumed' ? [kind] : []))).toEqual(['paused', 'resumed']);
});

test('a run that is cancelled while it stands at the gate ends there', async () => {
  const bench = createBench({ onEvent: (event, { cancel }) => { if (event.kind === 'paused') cancel.abort(); } });
  bench.gate.close();
  expect(await bench.export(users(30))).toMatchObject({ cancelled: true, writes: 0 });
  expect(bench.store.journal.inFlight()).toEqual([]);
});

test('a gate that closes when nothing is left holds nothing up', async () => {
  const bench = createBench({ onEvent: (event, { gate }) => { if (event.kind === 'change') gate.close(); } });
  expect(await bench.export(users(3))).toMatchObject({ cancelled: false, failed: [] });
});
