import { afterEach, beforeEach, expect, test } from 'vitest';
import { conflictHandlers } from '../../../electron/worker/app/desk/conflicts.ts';
import type { Handlers } from '../../../electron/worker/app/endpoint.ts';
import { settingsOf } from '../../../electron/sync/settings.ts';
import { synchronize } from '../../../electron/sync/synchronize.ts';
import type { ConflictDecision } from '../../../shared/ipc/conflicts.ts';
import { lockDataFolder } from '../../../electron/store/lock.ts';
import { adUser, base, cloudUser, container, digest, noFacts } from '../../support/staged.ts';
import { openTestDesk, type TestDesk } from '../../support/test-desk.ts';

let opened: TestDesk;
let handlers: Required<Pick<Handlers, 'conflicts.summary' | 'conflicts.page' | 'conflicts.detail' | 'conflicts.alike' | 'conflicts.preview' | 'conflicts.resolve' | 'conflicts.undo' | 'conflicts.withdraw' | 'conflicts.standing'>>;
const now = new Date('2026-01-02T03:04:05Z');
const never = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };
const everything = { situation: null, text: '' } as const;

function decision(kind: ConflictDecision['kind'], rest: Partial<ConflictDecision> = {}): ConflictDecision {
  return { kind, attribute: null, value: null, object: null, target: null, confirm: null, ...rest };
}

/** What the next run would find, on what is staged. */
function run(): void {
  const store = opened.desk.store(opened.profileId);
  synchronize({ runId: 'run', settings: settingsOf(opened.desk.shelf.load(opened.profileId).profile), facts: noFacts, now }, { store, digest, cancel: never });
}

beforeEach(() => {
  opened = openTestDesk();
  handlers = conflictHandlers(opened.desk) as typeof handlers;
  const store = opened.desk.store(opened.profileId);
  store.facts.put(noFacts);
  const users = [adUser(1, 'Ann', { userPrincipalName: 'a nn@contoso.com' }), adUser(2, 'Ben', { userPrincipalName: 'b en@contoso.com' }), adUser(3, 'Cem', { mail: 'same@contoso.com' }), adUser(4, 'Dan', { mail: 'same@contoso.com' }), adUser(5, 'Eve')];
  const source = store.source.begin('full');
  store.source.stage(source, 'full', { objects: [container(900_001, base), container(900_002, `OU=People,${base}`), ...users], deleted: [], watermark: null });
  store.source.finish(source, 'full', 'w', true, now.toISOString());
  const target = store.target.begin('full');
  store.target.stage(target, 'full', { objects: [cloudUser(50, 'Eve', { userType: 'Guest' })], removed: [], members: [], managers: [], watermark: null }, now);
  store.target.finish(target, 'full', 'd', now);
  run();
});
afterEach(() => opened.close());

const page = () => handlers['conflicts.page']({ profileId: opened.profileId, filter: everything, offset: 0, limit: 100 });
const summary = () => handlers['conflicts.summary']({ profileId: opened.profileId });

test('lists what is open by situation, filtered by text', async () => {
  expect(await summary()).toMatchObject({ open: 5, decided: 0, standing: 0 });
  const { rows } = await page();
  expect(rows.map(({ name, situation }) => `${name} ${situation}`)).toEqual(['Ann invalidValue', 'Ben invalidValue', 'Cem duplicateInSource', 'Dan duplicateInSource', 'Eve typeMismatch']);
  const found = await handlers['conflicts.page']({ profileId: opened.profileId, filter: { situation: null, text: 'SAME@contoso people' }, offset: 0, limit: 10 });
  expect(found.rows.map(({ name }) => name)).toEqual(['Cem', 'Dan']);
});

test('shows all objects side by side, the contested property first', async () => {
  const [, , cem] = (await page()).rows;
  const detail = await handlers['conflicts.detail']({ profileId: opened.profileId, id: cem?.id ?? '' });
  expect(detail?.cards.map(({ name, side, subject }) => [name, side, subject])).toEqual([['Cem', 'source', true], ['Dan', 'source', false]]);
  expect(detail?.comparison[0]).toEqual({ name: 'mail', values: ['same@contoso.com', 'same@contoso.com'], differs: false, contested: true });
  expect(detail?.comparison.find(({ name }) => name === 'displayName')).toMatchObject({ values: ['Cem', 'Dan'], differs: true });
});

test('previews a decision with the plan engine and writes nothing', async () => {
  const [ann] = (await page()).rows;
  const store = opened.desk.store(opened.profileId);
  const before = JSON.stringify([store.plans.latest(), store.conflicts.all(), store.resolutions.all(), store.resolutions.version()]);
  const answer = await handlers['conflicts.preview']({ profileId: opened.profileId, ids: [ann?.id ?? ''], decision: decision('setValue', { value: 'ann@contoso.com' }), wait: false });
  expect(answer).toMatchObject({ state: 'computed', solved: 1, changesInAll: 1, changes: [{ action: 'create', name: 'Ann' }] });
  expect(JSON.stringify([store.plans.latest(), store.conflicts.all(), store.resolutions.all(), store.resolutions.version()])).toBe(before);
});

test('a preview tells of the conflict that a decision runs into', async () => {
  const [ann] = (await page()).rows;
  const taken = await handlers['conflicts.preview']({ profileId: opened.profileId, ids: [ann?.id ?? ''], decision: decision('setValue', { value: 'Eve@contoso.com' }), wait: false });
  expect(taken).toMatchObject({ state: 'computed', changes: [] });
  expect(taken.state === 'computed' && taken.next.map(({ situation, name }) => `${name} ${situation}`)).not.toEqual([]);
});

test('refuses a decision that is not complete, naming what is wrong', () => {
  const id = opened.desk.store(opened.profileId).conflicts.all().find(({ dn }) => dn.startsWith('CN=Ann'))?.id ?? '';
  expect(() => handlers['conflicts.resolve']({ profileId: opened.profileId, ids: [id], decision: decision('setValue', { value: 'ann@nowhere.test' }) })).toThrow('nowhere.test is not a verified domain');
  expect(() => handlers['conflicts.preview']({ profileId: opened.profileId, ids: [id], decision: decision('setValue', { value: 'ann' }), wait: false })).toThrow('has no @');
});

test('decides many like conflicts at once, and takes it back', async () => {
  const [ann] = (await page()).rows;
  const { ids } = await handlers['conflicts.alike']({ profileId: opened.profileId, id: ann?.id ?? '', kind: 'exclude' });
  expect(ids).toHaveLength(2);
  expect((await handlers['conflicts.alike']({ profileId: opened.profileId, id: ann?.id ?? '', kind: 'setValue' })).ids).toEqual([ann?.id]);
  const { resolved } = await handlers['conflicts.resolve']({ profileId: opened.profileId, ids, decision: decision('exclude') });
  expect([...resolved].sort()).toEqual([...ids].sort());
  expect(await summary()).toMatchObject({ open: 3, decided: 2 });
  expect((await page()).rows.map(({ name }) => name)).toEqual(['Cem', 'Dan', 'Eve', 'Ann', 'Ben']);
  expect(await handlers['conflicts.undo']({ profileId: opened.profileId, ids: [ids[0] ?? ''] })).toEqual({ undone: [ids[0]] });
  expect(await summary()).toMatchObject({ open: 4, decided: 1 });
  run();
  expect(await summary()).toMatchObject({ open: 4, decided: 0, standing: 1 });
  expect((await handlers['conflicts.standing']({ profileId: opened.profileId })).decisions).toMatchObject([{ kind: 'exclude', situation: 'invalidValue' }]);
});

test('undo ends with the next run; what that run applied is withdrawn instead', async () => {
  const [ann] = (await page()).rows;
  const id = ann?.id ?? '';
  await handlers['conflicts.resolve']({ profileId: opened.profileId, ids: [id], decision: decision('exclude') });
  run();
  expect(await handlers['conflicts.undo']({ profileId: opened.profileId, ids: [id] })).toEqual({ undone: [] });
  expect(await summary()).toMatchObject({ open: 4, standing: 1 });
  await handlers['conflicts.withdraw']({ profileId: opened.profileId, id });
  run();
  expect(await summary()).toMatchObject({ open: 5, standing: 0 });
});

test('nothing is decided while a run has the data folder', async () => {
  const lock = lockDataFolder(opened.desk.shelf.dataFolder(opened.profileId), 'a run');
  try {
    const [ann] = (await page()).rows;
    expect(() => handlers['conflicts.resolve']({ profileId: opened.profileId, ids: [ann?.id ?? ''], decision: decision('exclude') })).toThrow(expect.objectContaining({ kind: 'locked' }));
  } finally {
    lock.release();
  }
});
