import { afterEach, beforeEach, expect, test } from 'vitest';
import { objectHandlers } from '../../../electron/worker/app/desk/objects.ts';
import type { Handlers } from '../../../electron/worker/app/endpoint.ts';
import { settingsOf } from '../../../electron/sync/settings.ts';
import { synchronize } from '../../../electron/sync/synchronize.ts';
import type { ObjectFilter } from '../../../shared/ipc/objects.ts';
import { adUser, base, cloudUser, container, digest, noFacts } from '../../support/staged.ts';
import { openTestDesk, type TestDesk } from '../../support/test-desk.ts';

let opened: TestDesk;
let handlers: Required<Pick<Handlers, 'objects.page' | 'objects.explain'>>;
const now = new Date('2026-01-02T03:04:05Z');
const never = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };

beforeEach(() => {
  opened = openTestDesk();
  handlers = objectHandlers(opened.desk) as typeof handlers;
  const store = opened.desk.store(opened.profileId);
  store.facts.put(noFacts);
  const users = [adUser(1, 'Ann', { userPrincipalName: 'a nn@contoso.com' }), adUser(2, 'Ben', { adminDescription: 'User_left out' }), adUser(3, 'Cem', { objectSid: 'S-1-5-21-1-2-3-1107' })];
  const source = store.source.begin('full');
  store.source.stage(source, 'full', { objects: [container(900_001, base), container(900_002, `OU=People,${base}`), ...users], deleted: [], watermark: null });
  store.source.finish(source, 'full', 'w', true, now.toISOString());
  const target = store.target.begin('full');
  store.target.stage(target, 'full', { objects: [cloudUser(50, 'Eve')], removed: [], members: [], managers: [], watermark: null }, now);
  store.target.finish(target, 'full', 'd', now);
  synchronize({ runId: 'run', settings: settingsOf(opened.desk.shelf.load(opened.profileId).profile), facts: noFacts, now }, { store, digest, cancel: never });
});
afterEach(() => opened.close());

const page = (filter: Partial<ObjectFilter> = {}) => handlers['objects.page']({ profileId: opened.profileId, filter: { text: '', state: null, kind: null, ...filter }, offset: 0, limit: 100 });
const explained = (query: string) => handlers['objects.explain']({ profileId: opened.profileId, query });

test('lists both sides by name, each with its state, and counts the states', async () => {
  const { rows, total, facets } = await page();
  expect(total).toBe(4);
  expect(rows.map(({ name, state }) => [name, state])).toEqual([['Ann', 'conflict'], ['Ben', 'excluded'], ['Cem', 'pending'], ['Eve', 'onlyInEntra']]);
  expect(facets).toEqual([{ state: 'conflict', count: 1 }, { state: 'pending', count: 1 }, { state: 'excluded', count: 1 }, { state: 'onlyInEntra', count: 1 }]);
});

test('finds by every word, by SID and by anchor', async () => {
  const names = async (text: string) => (await page({ text })).rows.map(({ name }) => name);
  expect(await names('people CEM')).toEqual(['Cem']);
  expect(await names('s-1-5-21-1-2-3-1107')).toEqual(['Cem']);
  const detail = await explained('S-1-5-21-1-2-3-1107');
  if (detail?.side !== 'source') throw new Error('Cem has this SID');
  expect(await names(detail.explanation.anchor ?? '')).toEqual(['Cem']);
});

test('what a decision excluded is shown as excluded', async () => {
  const store = opened.desk.store(opened.profileId);
  const cem = (await page({ text: 'cem' })).rows[0]?.key.slice(3) ?? '';
  store.resolutions.put({ conflictId: 'c', situation: 'invalidValue', anchor: 'a', attribute: null, kind: 'exclude', value: null, object: cem, target: null, decidedBy: 'ann', decidedAt: now.toISOString(), facts: {} });
  expect((await page({ text: 'cem' })).rows.map(({ state }) => state)).toEqual(['excluded']);
});

test('explains an object that is only in Entra by its own values, and knows when nothing is meant', async () => {
  expect(await explained('eve@contoso.com')).toMatchObject({ side: 'target', row: { name: 'Eve' } });
  const [, , , eve] = (await page()).rows;
  expect(await explained(eve?.key ?? '')).toMatchObject({ side: 'target', text: 'Eve@contoso.com is a user only in Entra: no AD object that is read matches it, so Causeway leaves it alone.' });
  expect(await explained('nobody')).toBeNull();
});
