import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Conflict, Resolution } from '../../../shared/conflict.ts';
import type { PlanChange, PlanSummary } from '../../../shared/plan.ts';
import type { Link, Refusal, RunRecord, StagingStore } from '../../../electron/sync/store.ts';
import { useFolders } from './fixtures.ts';

const folders = useFolders();
const { store: newStore } = folders;
const at = '2026-03-01T08:00:00.000Z';

function link(anchor: string, parts: Partial<Link> = {}): Link {
  return {
    anchor,
    type: 'user',
    guid: `guid of ${anchor}`,
    dn: `CN=${anchor}`,
    targetId: `target of ${anchor}`,
    origin: 'created',
    state: 'linked',
    since: at,
    confirmed: { displayName: anchor, businessPhones: ['1'], city: null, accountEnabled: true },
    foreignMembers: ['x'],
    ...parts,
  };
}

test('links come back as put, by anchor, by target and in order of their anchors', () => {
  const store = newStore();
  const links = [link('b', { type: 'group' }), link('a'), link('c', { state: 'disabled' })];
  for (const each of links) store.links.put(each);
  const all = () => [...store.links.iterate()].map(({ anchor }) => store.links.get(anchor));
  expect([...store.links.iterate()][0]).toEqual({ anchor: 'a', type: 'user', guid: link('a').guid, targetId: 'target of a', state: 'linked', since: at });
  expect(all()).toEqual([links[1], links[0], links[2]]);
  expect([store.links.get('b'), store.links.get('z'), store.links.byTarget('target of a'), store.links.byTarget('z')]).toEqual([links[0], null, links[1], null]);
  expect([store.links.count('user'), store.links.count('group')]).toEqual([2, 1]);
  store.links.confirm('a', { displayName: 'new' });
  store.links.put(link('b', { state: 'deleted' }));
  store.links.remove('c');
  expect(all()).toEqual([link('a', { confirmed: { displayName: 'new' } }), link('b', { state: 'deleted' })]);
  expect([store.links.count('user'), store.links.count('group')]).toEqual([1, 0]);
});

test('a target object has one linked or disabled identity at most', () => {
  const store = newStore();
  store.links.put(link('old', { targetId: 't', state: 'released' }));
  store.links.put(link('owner', { targetId: 't' }));
  expect(() => store.links.put(link('thief', { targetId: 't', state: 'disabled' }))).toThrow('CN=thief cannot be linked to the target object t, which is linked to CN=owner already.');
  store.links.put(link('owner', { targetId: 't', dn: 'CN=renamed' }));
  expect(store.links.byTarget('t')?.anchor).toBe('owner');
});

function change(id: string, parts: Partial<PlanChange> = {}): PlanChange {
  return { id, action: 'update', type: 'user', anchor: 'anchor', guid: null, dn: `CN=${id}`, target: 't', reason: 'changed', attributes: [], references: [], dependsOn: [], hold: null, ...parts };
}
const summary = (id: string): PlanSummary => ({ id, conflicts: 7 }) as PlanSummary;

function finishedPlan(store: StagingStore, id: string, changes: readonly (readonly [PlanChange, number])[]): void {
  const writer = store.plans.begin(`run of ${id}`);
  for (const [each, order] of changes) writer.add(each, order);
  writer.note({ dn: 'CN=n', attribute: null, text: `note of ${id}` });
  writer.finish(summary(id), 'inputs', at);
}

test('a plan is read in the order of export once it is finished', () => {
  const store = newStore();
  const writer = store.plans.begin('run');
  writer.add(change('z'), 1);
  writer.add(change('b', { anchor: 'other' }), 10);
  writer.add(change('a'), 10);
  writer.add(change('y'), 2);
  const hold = { by: 'protection', kind: 'delete', text: 'too many' } as const;
  writer.hold('y', hold);
  writer.add(change('k', { hold: { by: 'dependency', on: 'y', text: 'waits' } }), 3);
  writer.hold('k', null);
  expect(store.plans.latest()).toBeNull();
  writer.finish(summary('plan'), 'inputs', at);

  expect([...store.plans.changes('plan')]).toEqual([change('z'), change('y', { hold }), change('k'), change('a'), change('b', { anchor: 'other' })]);
  expect(store.plans.change('plan', 'y')).toEqual(change('y', { hold }));
  expect(store.plans.change('plan', 'none')).toBeNull();
  expect(store.plans.changesOf('plan', 'anchor').map((each) => each.id)).toEqual(['z', 'y', 'k', 'a']);
  expect(store.plans.latest()).toEqual({ summary: summary('plan'), runId: 'run', createdAt: at, inputs: 'inputs' });
  expect(() => writer.hold('nothing', null)).toThrow(/no change nothing/);
});

test('a plan of many changes can be written while the last one is read', () => {
  const store = newStore();
  finishedPlan(store, 'first', Array.from({ length: 1200 }, (_, index) => [change(String(index).padStart(5, '0')), 1] as const));
  const writer = store.plans.begin('run');
  for (const each of store.plans.changes('first')) writer.add(each, 1);
  writer.finish(summary('second'), 'inputs', at);
  expect([...store.plans.changes('second')]).toEqual([...store.plans.changes('first')]);
  expect([...store.plans.changes('second')]).toHaveLength(1200);
});

test('the two newest finished plans keep their changes and notes, an unfinished one is replaced, the same id is one plan', () => {
  const store = newStore();
  for (const id of ['one', 'two', 'two', 'three']) finishedPlan(store, id, [[change(`in ${id}`), 1]]);
  store.plans.begin('abandoned').add(change('lost'), 1);
  store.plans.begin('again');
  const contents = (id: string) => [[...store.plans.changes(id)].map((each) => each.id), [...store.plans.notes(id)].map((note) => note.text), store.plans.get(id)?.summary.id];
  expect(['one', 'two', 'three', 'none'].map(contents)).toEqual([[[], [], 'one'], [['in two'], ['note of two'], 'two'], [['in three'], ['note of three'], 'three'], [[], [], undefined]]);
  expect(store.plans.latest()?.summary.id).toBe('three');
});

test('what is kept of a change tells it from every other one, in whatever order they come, and is read back with and without words', () => {
  const store = newStore();
  const whole = change('id', { guid: 'g', target: null, attributes: [{ name: 'city', from: null, to: ['a', 'b'], rule: 'In from AD' }], references: [{ dn: 'CN=r', guid: 'r', target: null }], dependsOn: ['d'] });
  const variants: readonly PlanChange[] = [
    whole,
    { ...whole, action: 'disable' },
    { ...whole, type: 'group' },
    { ...whole, anchor: 'other' },
    { ...whole, guid: null },
    { ...whole, dn: 'CN=other' },
    { ...whole, target: 't' },
    { ...whole, reason: 'drift' },
    { ...whole, attributes: [{ name: 'state', from: null, to: ['a', 'b'], rule: 'In from AD' }] },
    { ...whole, attributes: [{ name: 'city', from: 'x', to: ['a', 'b'], rule: 'In from AD' }] },
    { ...whole, attributes: [{ name: 'city', from: null, to: 'a', rule: 'In from AD' }] },
    { ...whole, attributes: [{ name: 'city', from: null, to: ['a', 'b'], rule: 'Own' }] },
    { ...whole, references: [{ dn: 'CN=other', guid: 'r', target: null }] },
    { ...whole, references: [{ dn: 'CN=r', guid: null, target: null }] },
    { ...whole, references: [{ dn: 'CN=r', guid: 'r', target: 't' }] },
    { ...whole, dependsOn: [] },
  ];
  const textsOf = (changes: readonly PlanChange[], words?: readonly string[]): readonly string[] => {
    const writer = store.plans.begin('run', words);
    const texts = changes.map((each, index) => writer.add({ ...each, id: String(index) }, index));
    writer.finish(summary(`plan ${words?.length ?? 0}`), 'inputs', at);
    expect([...store.plans.changes(`plan ${words?.length ?? 0}`)]).toEqual(changes.map((each, index) => ({ ...each, id: String(index) })));
    return texts;
  };
  for (const words of [undefined, ['update', 'user', 'changed', 'city', 'In from AD', 'a', 'g']]) {
    const texts = textsOf(variants, words);
    expect(new Set(texts).size).toBe(variants.length);
    expect([...textsOf([...variants].reverse(), words)].reverse()).toEqual(texts);
  }
});

test('notes are read by their order, then sorted, in whatever order they were found', () => {
  const store = newStore();
  const note = (dn: string, text: string) => ({ dn, attribute: null, text });
  for (const [plan, found] of [['one', ['b', 'a', 'c']], ['other', ['c', 'b', 'a']]] as const) {
    const writer = store.plans.begin('run');
    for (const dn of found) writer.note(note(dn, 'object'), 1);
    for (const dn of found) writer.note(note(dn, 'whole'));
    writer.note(note('b', 'object'), 1);
    writer.finish(summary(plan), 'inputs', at);
    expect([...store.plans.notes(plan)].map(({ dn, text }) => `${text} ${dn}`)).toEqual(['whole a', 'whole b', 'whole c', 'object a', 'object b', 'object b', 'object c']);
  }
});

test('an approval is bound to exactly one held set', () => {
  const store = newStore();
  store.plans.approve('plan', 'set', 'ann', at);
  expect([store.plans.isApproved('set'), store.plans.isApproved('other')]).toEqual([true, false]);
});

test('a plan is the newest only with its changes: a lost file or a rollback leaves none, and leftovers are swept', () => {
  const folder = folders.folder();
  const store = folders.store(folder);
  const files = (): string[] => readdirSync(folder).filter((name) => name.startsWith('plan-'));
  writeFileSync(join(folder, 'plan-00000000-0000-4000-8000-000000000000.db'), 'of a crash');
  finishedPlan(store, 'kept', [[change('a'), 1]]);
  const [kept = ''] = files();
  expect(() =>
    store.transaction(() => {
      finishedPlan(store, 'rolled back', [[change('b'), 1]]);
      throw new Error('no');
    }),
  ).toThrow('no');
  expect([store.plans.latest()?.summary.id, store.plans.get('rolled back'), [...store.plans.changes('kept')]]).toEqual(['kept', null, [change('a')]]);
  expect(files()).toHaveLength(2);
  const writer = store.plans.begin('abandoned');
  writer.add(change('c'), 1);
  store.plans.begin('again').finish(summary('kept'), 'inputs', at);
  expect(() => writer.add(change('d'), 1)).toThrow(/replaced by another/);
  expect([files().length, files().includes(kept), [...store.plans.changes('kept')]]).toEqual([1, false, []]);

  for (const name of files()) rmSync(join(folder, name));
  const copy = folders.store(folder);
  expect([copy.plans.latest(), copy.plans.get('kept')?.summary]).toEqual([null, summary('kept')]);
  expect(() => [...copy.plans.changes('kept')]).toThrow(/is gone/);
});

test('a plan that is replaced while it is read is read to its end; one that is cut by close does not look complete', () => {
  const store = newStore();
  const changes = ['a', 'b', 'c'].map((id) => [change(id), 1] as const);
  finishedPlan(store, 'same', changes);
  const reading = store.plans.changes('same');
  reading.next();
  finishedPlan(store, 'same', [[change('z'), 1]]);
  expect([...reading].map((each) => each.id)).toEqual(['b', 'c']);
  const cut = store.plans.changes('same');
  cut.next();
  store.close();
  expect(() => cut.next()).toThrow(/was closed while it was being read/);
});

test('a change comes back as it was planned', () => {
  const store = newStore();
  const full = change('full', {
    action: 'addMembers', type: 'group', guid: 'g', target: null, dependsOn: ['x', 'y'],
    attributes: [{ name: 'city', from: null, to: 'Köln "1"', rule: 'city' }, { name: 'businessPhones', from: ['1'], to: [], rule: 'phones' }, { name: 'accountEnabled', from: false, to: true, rule: 'city' }],
    references: [{ dn: 'CN=m', guid: null, target: 't' }, { dn: 'CN=n', guid: 'n', target: null }],
  });
  finishedPlan(store, 'plan', [[full, 1], [change('plain'), 2]]);
  expect([...store.plans.changes('plan')]).toEqual([full, change('plain')]);
});

test('the journal knows what was sent and not answered', () => {
  const store = newStore();
  const entry = { runId: 'r', changeId: 'c', anchor: 'a', type: 'user', guid: null, dn: 'CN=x', write: { kind: 'deleteUser', id: 't' }, at } as const;
  const ids = [store.journal.sent(entry), store.journal.sent({ ...entry, changeId: 'd' }), store.journal.sent({ ...entry, changeId: 'e' })];
  store.journal.answered(ids[0] ?? 0, 'done', '', at);
  store.journal.answered(ids[2] ?? 0, 'failed', 'no', at);
  expect(store.journal.inFlight()).toEqual([{ ...entry, id: ids[1], changeId: 'd', state: 'sent' }]);
  expect(() => store.journal.answered(999, 'done', '', at)).toThrow(/no entry 999/);
});

const conflict = (id: string, reason = 'because'): Conflict => ({ id, reason, situation: 'takenInTarget' }) as Conflict;

test('conflicts are replaced as a whole and keep when they were first seen', () => {
  const store = newStore();
  store.conflicts.replace([conflict('b'), conflict('a'), conflict('c')], 'monday');
  store.conflicts.replace([conflict('b', 'changed'), conflict('d'), conflict('a')], 'tuesday');
  expect(store.conflicts.all()).toEqual([
    { ...conflict('a'), firstSeen: 'monday' },
    { ...conflict('b', 'changed'), firstSeen: 'monday' },
    { ...conflict('d'), firstSeen: 'tuesday' },
  ]);
  expect([store.conflicts.get('c'), store.conflicts.get('d')?.firstSeen, store.conflicts.count()]).toEqual([null, 'tuesday', 3]);
});

test('the version of the resolutions changes with every difference only', () => {
  const store = newStore();
  const resolution = (kind: Resolution['kind']): Resolution => ({ conflictId: 'c', kind, decidedBy: 'ann' }) as Resolution;
  const versions = [store.resolutions.version()];
  for (const step of [() => store.resolutions.put(resolution('exclude')), () => store.resolutions.put(resolution('exclude')), () => store.resolutions.put(resolution('link')), () => store.resolutions.remove('c'), () => store.resolutions.remove('c')]) {
    step();
    versions.push(store.resolutions.version());
  }
  expect(versions.map((version) => version - (versions[0] ?? 0))).toEqual([0, 1, 1, 2, 3, 3]);
  expect(store.resolutions.all()).toEqual([]);
});

test('refusals are kept per object and action', () => {
  const store = newStore();
  const refusal = (anchor: string, action: string, code = 'x'): Refusal => ({ anchor, action, code, conflictingIds: ['t'], fingerprint: 'f', attribute: null, value: null, message: 'm', requestId: null, fix: 'f', at });
  for (const each of [refusal('b', 'update'), refusal('a', 'update'), refusal('a', 'create'), refusal('a', 'update', 'newer')]) store.refusals.put(each);
  expect(store.refusals.all()).toEqual([refusal('a', 'create'), refusal('a', 'update', 'newer'), refusal('b', 'update')]);
  store.refusals.remove('a');
  expect(store.refusals.all()).toEqual([refusal('b', 'update')]);
});

const failure = { dn: 'CN=x', action: 'update', code: 'c', message: 'm', requestId: null, fix: 'f' };

test('a run is recorded step by step; one that never finished shows what it had done', () => {
  const store = newStore();
  const step = { phase: 'connect', startedAt: at, endedAt: at, objects: 0, outcome: 'done', text: 'ok' } as const;
  store.runs.start({ id: 'r1', profile: 'sync', startedAt: at });
  store.runs.step('r1', step);
  store.runs.failure('r1', failure);
  const entry = store.journal.sent({ runId: 'r1', changeId: 'c', anchor: 'a', type: 'user', guid: null, dn: 'CN=x', write: {}, at });
  store.journal.answered(entry, 'done', '', at);
  const open = { id: 'r1', profile: 'sync', startedAt: at, endedAt: null, outcome: null, planId: null, imports: null, error: null };
  expect(store.runs.get('r1')).toEqual({ ...open, exported: { writes: 1, retried: 0, throttledMs: 0, failed: [failure], waiting: [] }, steps: [step] });

  const record: RunRecord = { ...open, profile: 'sync', endedAt: at, outcome: 'failed', planId: 'p', exported: { writes: 5, retried: 1, throttledMs: 2, failed: [], waiting: [] }, error: { kind: 'connection', message: 'm', fix: 'f' } };
  store.runs.finish(record);
  expect(store.runs.get('r1')).toEqual({ ...record, steps: [step] });
  store.runs.start({ id: 'r2', profile: 'preview', startedAt: at });
  expect(store.runs.list(5).map((run) => run.id)).toEqual(['r2', 'r1']);
  expect(store.runs.list(1).map((run) => run.id)).toEqual(['r2']);
  expect(store.runs.get('none')).toBeNull();
});

test('the newest 500 runs are kept, and the journal of what is in flight however old', () => {
  const store = newStore();
  store.transaction(() => {
    for (let number = 0; number < 503; number += 1) {
      store.runs.start({ id: `r${number}`, profile: 'sync', startedAt: at });
      if (number === 0) store.journal.sent({ runId: 'r0', changeId: 'c', anchor: 'a', type: 'user', guid: null, dn: 'CN=x', write: {}, at });
    }
  });
  expect(store.runs.list(1000)).toHaveLength(500);
  expect([store.runs.get('r0'), store.runs.get('r502')?.id, store.journal.inFlight().length]).toEqual([null, 'r502', 1]);
});

test('facts about the tenant are kept', () => {
  const store = newStore();
  expect(store.facts.get()).toBeNull();
  const facts = { tenantId: 't', displayName: 'T', domains: [], synchronizedByOther: false, roles: null, deleted: [] };
  store.facts.put(facts);
  expect(store.facts.get()).toEqual(facts);
});
