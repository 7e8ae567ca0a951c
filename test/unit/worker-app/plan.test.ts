import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planHandlers } from '../../../electron/worker/app/desk/plan.ts';
import type { Handlers } from '../../../electron/worker/app/endpoint.ts';
import type { CallName, InputOf, OutputOf } from '../../../shared/ipc/contract.ts';
import type { PlanFilter } from '../../../shared/ipc/plan.ts';
import type { PlanChange } from '../../../shared/plan.ts';
import { planned, putPlan } from '../../support/planned.ts';
import { openTestDesk, type TestDesk } from '../../support/test-desk.ts';

const everything: PlanFilter = { text: '', actions: [], types: [], reasons: [], attributes: [], container: null, hold: 'any' };
const sales = 'OU=Sales,OU=People,DC=corp,DC=contoso,DC=com';
const changes: readonly PlanChange[] = [
  planned('kate', { action: 'create', reason: 'new', dn: `CN=O'Brien\\, Kate,${sales}`, attributes: [{ name: 'userPrincipalName', from: null, to: 'kate@contoso.com', rule: 'upn' }, { name: 'department', from: null, to: '=HYPERLINK("http://x")', rule: 'department' }] }),
  planned('bob', { action: 'link', reason: 'found', dn: `CN=Bob,${sales}`, target: 'id-bob', attributes: [{ name: 'department', from: 'IT', to: 'Sales', rule: 'department' }] }),
  planned('ann', { attributes: [{ name: 'mobile', from: '+49 30 1', to: '+49 30 2', rule: 'mobile' }] }),
  planned('all', { action: 'addMembers', type: 'group', dn: 'CN=All,OU=Groups,DC=corp,DC=contoso,DC=com', references: Array.from({ length: 120 }, (_, number) => ({ dn: `CN=Member ${number},${sales}`, guid: null, target: null })) }),
  planned('old', { action: 'delete', reason: 'sourceMissing', target: 'id-old', hold: { by: 'protection', kind: 'delete', text: '1 linked user would be deleted.' } }),
  planned('after', { dn: 'CN=After,DC=corp,DC=contoso,DC=com', hold: { by: 'dependency', on: 'old', text: 'Waits for old.' } }),
];

let world: TestDesk;
let handlers: Handlers;
beforeEach(() => {
  world = openTestDesk();
  handlers = planHandlers(world.desk);
  putPlan(world.desk.store(world.profileId), changes, { protection: { tripped: true, held: { delete: 1, disable: 0, memberRemove: 0 }, limit: { count: 0, percent: 10 }, texts: ['1 linked user would be deleted, more than 0.'], heldSet: 'set' } });
});
afterEach(() => world.close());

async function ask<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  return await (handlers[name] as (input: InputOf<Name>) => Promise<OutputOf<Name>>)(input);
}
const named = () => ({ profileId: world.profileId, planId: 'plan' });
const order = { by: 'order', descending: false } as const;

async function idsOf(filter: Partial<PlanFilter>, sort: InputOf<'plan.page'>['sort'] = order): Promise<readonly string[]> {
  const { rows } = await ask('plan.page', { ...named(), filter: { ...everything, ...filter }, sort, group: null, offset: 0, limit: 100 });
  return rows.map(({ id }) => id);
}

test('a row names the object, its containers, what changes and what holds it', async () => {
  const { rows, total } = await ask('plan.page', { ...named(), filter: everything, sort: order, group: null, offset: 0, limit: 1 });
  expect({ rows, total }).toEqual({
    total: 6,
    rows: [{ id: 'kate', action: 'create', type: 'user', name: "O'Brien, Kate", dn: `CN=O'Brien\\, Kate,${sales}`, container: ['corp.contoso.com', 'People', 'Sales'], reason: 'new', attributes: ['userPrincipalName', 'department'], references: 0, hold: null }],
  });
});

test('each part of the filter narrows by itself, and together with the others', async () => {
  expect(await idsOf({ actions: ['create', 'link'] })).toEqual(['kate', 'bob']);
  expect(await idsOf({ types: ['group'] })).toEqual(['all']);
  expect(await idsOf({ reasons: ['sourceMissing'] })).toEqual(['old']);
  expect(await idsOf({ attributes: ['department'] })).toEqual(['kate', 'bob']);
  expect(await idsOf({ container: 'OU=people,DC=corp,DC=contoso,DC=com' })).toEqual(['kate', 'bob', 'ann', 'old']);
  expect(await idsOf({ hold: 'held' })).toEqual(['old', 'after']);
  expect(await idsOf({ hold: 'protection' })).toEqual(['old']);
  expect(await idsOf({ text: "o'brien kate@CONTOSO" })).toEqual(['kate']);
  expect(await idsOf({ text: 'id-bob' })).toEqual(['bob']);
  expect(await idsOf({ attributes: ['department'], actions: ['link'], text: 'kate' })).toEqual([]);
});

test('rows are sorted by name, by container and by action, either way', async () => {
  expect(await idsOf({}, { by: 'name', descending: false })).toEqual(['after', 'all', 'ann', 'bob', 'kate', 'old']);
  expect(await idsOf({}, { by: 'name', descending: true })).toEqual(['old', 'kate', 'bob', 'ann', 'all', 'after']);
  expect(await idsOf({}, { by: 'container', descending: false })).toEqual(['after', 'all', 'ann', 'old', 'kate', 'bob']);
});

test('a facet counts what choosing it would show, the other filters as they are', async () => {
  const facets = await ask('plan.facets', { ...named(), filter: { ...everything, actions: ['create'] } });
  expect(facets.total).toBe(1);
  expect(facets.actions).toEqual([{ key: 'update', count: 2 }, { key: 'create', count: 1 }, { key: 'link', count: 1 }, { key: 'addMembers', count: 1 }, { key: 'delete', count: 1 }]);
  expect(facets.types).toEqual([{ key: 'user', count: 1 }]);
  expect(facets.attributes).toEqual([{ key: 'userPrincipalName', count: 1 }, { key: 'department', count: 1 }]);
  expect(facets.containers).toEqual([{ key: sales, count: 1, path: ['corp.contoso.com', 'People', 'Sales'] }]);
});

test('groups count their changes; a page of one group holds these and no others', async () => {
  const { groups } = await ask('plan.groups', { ...named(), filter: everything, by: 'attribute' });
  expect(groups.map(({ key, count }) => [key, count])).toEqual([['department', 2], ['userPrincipalName', 1], ['mobile', 1], ['', 3]]);
  const { rows, total } = await ask('plan.page', { ...named(), filter: everything, sort: order, group: { by: 'attribute', key: 'department' }, offset: 1, limit: 10 });
  expect([total, rows.map(({ id }) => id)]).toEqual([2, ['bob']]);
});

test('the tiles count what is held as held, whatever it would do', async () => {
  const totals = await ask('plan.totals', named());
  expect([totals.create, totals.link, totals.update, totals.delete, totals.held]).toEqual([{ users: 1, groups: 0 }, { users: 1, groups: 0 }, { users: 1, groups: 1 }, { users: 0, groups: 0 }, { users: 2, groups: 0 }]);
});

test('a held change says what holds it and what it waits for', async () => {
  const { hold, waitsFor } = await ask('plan.change', { ...named(), changeId: 'after' });
  expect([hold?.by, waitsFor]).toEqual(['dependency', { id: 'old', action: 'delete', name: 'old' }]);
});

test('members come in pages and can be searched', async () => {
  const detail = await ask('plan.change', { ...named(), changeId: 'all' });
  expect([detail.references.total, detail.references.first.length]).toEqual([120, 50]);
  const found = await ask('plan.references', { ...named(), changeId: 'all', text: 'member 11', offset: 1, limit: 2 });
  expect([found.total, found.rows.map(({ name }) => name)]).toEqual([11, ['Member 110', 'Member 111']]);
});

test('a change of a plan that was replaced is refused with what to do', async () => {
  await expect(ask('plan.change', { ...named(), changeId: 'gone' })).rejects.toThrow('no longer keeps this change');
  await expect(ask('plan.page', { ...named(), planId: 'other', filter: everything, sort: order, group: null, offset: 0, limit: 1 })).rejects.toThrow('There is no plan other any more.');
});

test('an approval needs the number that protection holds, of the newest plan', async () => {
  await expect(ask('plan.approve', { ...named(), count: 2 })).rejects.toMatchObject({ field: 'count', message: 'Protection holds 1 change, not 2.' });
  expect(await ask('plan.approve', { ...named(), count: 1 })).toEqual({ planId: 'plan', heldSet: 'set' });
  putPlan(world.desk.store(world.profileId), [], { id: 'newer' });
  await expect(ask('plan.approve', { ...named(), count: 1 })).rejects.toThrow('A newer plan');
});

test('the summary tells the newest plan and whether it was written', async () => {
  const overview = await ask('plan.summary', { profileId: world.profileId, planId: null });
  expect(overview).toMatchObject({ newest: true, changesKept: true, run: null, createdAt: '2026-11-26T12:00:00.000Z' });
  expect(await ask('plan.summary', { profileId: world.profileId, planId: 'unknown' })).toBeNull();
});

test('a CSV has a line for each attribute and member, and nothing that a spreadsheet would run', async () => {
  const path = join(world.folder, 'plan.csv');
  const answer = await ask('plan.export', { ...named(), filter: everything, sort: order, format: 'csv', path, operation: 'export' });
  const text = readFileSync(path, 'utf8');
  const lines = text.slice(1).split('\r\n');
  expect([answer.rows, text.charCodeAt(0), lines.length]).toEqual([6, 0xfeff, 1 + 2 + 1 + 1 + 120 + 1 + 1 + 1]);
  expect(lines[2]).toBe(`create,user,"O'Brien, Kate","CN=O'Brien\\, Kate,${sales}",new,,department,,"'=HYPERLINK(""http://x"")",department,anchor-kate,`);
  expect(lines[4]).toContain(`mobile,'+49 30 1,'+49 30 2,mobile`);
  expect(lines[125]).toContain('1 linked user would be deleted.');
});

test('an HTML export stands alone, escapes what it shows, and takes the filter', async () => {
  const path = join(world.folder, 'plan.html');
  const answer = await ask('plan.export', { ...named(), filter: { ...everything, text: 'kate' }, sort: order, format: 'html', path, operation: 'export' });
  const text = readFileSync(path, 'utf8');
  expect([answer.rows, text.match(/<article>/g)?.length]).toEqual([1, 1]);
  expect(text).toContain('O&#39;Brien, Kate');
  expect(text).toContain('=HYPERLINK(&quot;http://x&quot;)');
  expect(text).not.toMatch(/<script|<link|src=|url\(/);
});

test('a file that cannot be written is refused by name, and nothing is left of it', async () => {
  const path = join(world.folder, 'nowhere', 'plan.csv');
  await expect(ask('plan.export', { ...named(), filter: everything, sort: order, format: 'csv', path, operation: 'export' })).rejects.toMatchObject({ field: 'path', message: `${path} cannot be written (ENOENT).` });
  await expect(ask('plan.export', { ...named(), filter: everything, sort: order, format: 'csv', path: join(world.folder, 'plan.exe'), operation: 'export' })).rejects.toMatchObject({ field: 'path' });
  expect(existsSync(path)).toBe(false);
});

test('an export that is stopped leaves no file', async () => {
  putPlan(world.desk.store(world.profileId), Array.from({ length: 1_000 }, (_, number) => planned(`user${number}`)), { id: 'long' });
  const path = join(world.folder, 'plan.csv');
  const exporting = ask('plan.export', { ...named(), planId: 'long', filter: everything, sort: order, format: 'csv', path, operation: 'export' });
  while (!world.events.some(({ name }) => name === 'operation.progress')) await new Promise((resolve) => setImmediate(resolve));
  await ask('plan.stopExport', { operation: 'export' });
  await expect(exporting).rejects.toThrow('The export was stopped; no file was written.');
  expect(readdirSync(world.folder).filter((name) => name.startsWith('plan.csv'))).toEqual([]);
});
