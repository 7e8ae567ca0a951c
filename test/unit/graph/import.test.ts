import { afterEach, beforeEach, expect, test } from 'vitest';
import { asProblem } from '../../../shared/errors.ts';
import { targetGroupAttributes, targetUserAttributes } from '../../../electron/sync/attributes.ts';
import type { TargetImport, TargetPage } from '../../../electron/sync/ports.ts';
import { graphError, never, startStubTenant, type StubAnswer, type StubTenant } from './stub-tenant.ts';

let tenant: StubTenant;
beforeEach(async () => {
  tenant = await startStubTenant();
});
afterEach(() => tenant.close());

async function all(opened: TargetImport): Promise<TargetPage> {
  const whole = { objects: [] as TargetPage['objects'][number][], removed: [] as TargetPage['removed'][number][], members: [] as TargetPage['members'][number][], managers: [] as TargetPage['managers'][number][], watermark: null as string | null };
  for await (const page of opened.pages) {
    expect(whole.watermark).toBeNull(); // only the last page carries it
    whole.objects.push(...page.objects);
    whole.removed.push(...page.removed);
    whole.members.push(...page.members);
    whole.managers.push(...page.managers);
    whole.watermark = page.watermark;
  }
  return whole;
}

type Collections = Readonly<Record<string, StubAnswer | ((path: string) => StubAnswer)>>;

/** Answers by the beginning of the path; contacts are empty unless said otherwise. */
function serve(answers: Collections): void {
  tenant.handle = ({ path }) => {
    const key = Object.keys(answers).find((start) => path.startsWith(start));
    if (key === undefined) return path.startsWith('/contacts') ? { status: 200, body: { value: [] } } : graphError(404, 'Request_ResourceNotFound', `nothing at ${path}`);
    const answer = answers[key];
    return typeof answer === 'function' ? answer(path) : (answer ?? 'reset');
  };
}

const link = (path: string) => `${tenant.origin}/v1.0${path}`;
const delta = (collection: string, value: readonly unknown[] = []) => ({ status: 200, body: { value, '@odata.deltaLink': link(`/${collection}/delta?$deltatoken=${collection}-1`) } });
const everything = `${targetUserAttributes.join(',')};${targetGroupAttributes.join(',')}`;
const watermark = (when = new Date().toISOString()) => JSON.stringify({ users: link('/users/delta?$deltatoken=old&x=a%20b&$a=1'), groups: link('/groups/delta?$deltatoken=old'), when, selected: everything });

test('a full import selects exactly the attributes in use and follows every page of both collections', async () => {
  serve({
    '/users/delta?$skiptoken': delta('users', [{ id: 'U2', displayName: 'Bo', 'manager@delta': [{ '@odata.type': '#microsoft.graph.user', id: 'U1' }] }]),
    '/users/delta?$select': { status: 200, body: { value: [{ id: 'U1', displayName: 'Ada', accountEnabled: true, businessPhones: ['1'], onPremisesExtensionAttributes: { extensionAttribute3: 'x' }, unasked: 1 }], '@odata.nextLink': link('/users/delta?$skiptoken=two') } },
    '/groups/delta?$skiptoken': delta('groups', [{ id: 'G1', 'members@delta': [{ id: 'U2' }] }]),
    '/groups/delta?$select': { status: 200, body: { value: [{ id: 'G1', displayName: 'All', 'members@delta': [{ id: 'U1' }, { id: 'U9', '@removed': { reason: 'deleted' } }] }], '@odata.nextLink': link('/groups/delta?$skiptoken=two') } },
    '/contacts?': { status: 200, body: { value: [{ id: 'C1', displayName: 'Con', mail: 'c@x.org', proxyAddresses: ['SMTP:c@x.org'] }] } },
  });
  const opened = await (await tenant.open()).openImport(null, { full: false, cancel: never });
  expect([opened.mode, opened.reason]).toEqual(['full', 'no watermark yet']);
  const read = await all(opened);
  const nulls = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`extensionAttribute${index + 1}`, null]));
  expect([...read.objects].sort((a, b) => a.id.localeCompare(b.id))).toEqual([
    { id: 'c1', kind: 'contact', attributes: { displayName: 'Con', mail: 'c@x.org', proxyAddresses: ['SMTP:c@x.org'] } },
    { id: 'g1', kind: 'group', attributes: { displayName: 'All' } },
    { id: 'u1', kind: 'user', attributes: { displayName: 'Ada', accountEnabled: true, businessPhones: ['1'], ...nulls, extensionAttribute3: 'x' } },
    { id: 'u2', kind: 'user', attributes: { displayName: 'Bo' } },
  ]);
  expect(read.members).toEqual([{ groupId: 'g1', add: ['u1'], remove: ['u9'] }, { groupId: 'g1', add: ['u2'], remove: [] }]);
  expect(read.managers).toEqual([{ userId: 'u2', managerId: 'u1' }]);
  expect(JSON.parse(read.watermark ?? '{}')).toMatchObject({ users: link('/users/delta?$deltatoken=users-1'), groups: link('/groups/delta?$deltatoken=groups-1') });
  const paths = tenant.requests.map((request) => request.path);
  expect(paths).toContain(`/users/delta?$select=${targetUserAttributes.join(',')},manager`);
  expect(paths).toContain(`/groups/delta?$select=${targetGroupAttributes.join(',')},members`);
});

test('a delta import follows the stored links exactly as given', async () => {
  serve({
    '/users/delta': delta('users', [{ id: 'U1', '@removed': { reason: 'changed' } }, { id: 'U2', '@removed': { reason: 'deleted' } }, { id: 'U3', 'manager@delta': [{ id: 'M', '@removed': { reason: 'deleted' } }] }]),
    '/groups/delta': delta('groups', [{ id: 'G1', 'members@delta': [{ id: 'A', '@removed': { reason: 'deleted' } }, { id: 'A' }] }]),
  });
  const stored = watermark();
  const opened = await (await tenant.open()).openImport(stored, { full: false, cancel: never });
  expect(opened.mode).toBe('delta');
  expect(await all(opened)).toMatchObject({
    objects: [],
    removed: [{ id: 'u1', reason: 'soft' }, { id: 'u2', reason: 'hard' }],
    members: [{ groupId: 'g1', add: ['a'], remove: [] }],
    managers: [{ userId: 'u3', managerId: null }],
  });
  expect(tenant.requests.map((request) => request.rawPath).sort()).toEqual(['/groups/delta?$deltatoken=old', '/users/delta?$deltatoken=old&x=a%20b&$a=1']);
});

test.each([
  ['410 with a Location', { ...graphError(410, 'resyncRequired', 'Resync required.'), headers: { Location: 'https://elsewhere/' } }],
  ['400 about the token', graphError(400, 'Request_BadRequest', 'The delta token is expired.')],
  ['404 about the sync state', graphError(404, 'syncStateNotFound', 'The sync state generation is not found.')],
])('%s makes the import a full one, known before its first page', async (_name, refusal) => {
  serve({ '/groups/delta?$deltatoken=old': refusal, '/users/delta': delta('users'), '/groups/delta': delta('groups', [{ id: 'G1', displayName: 'All' }]) });
  const opened = await (await tenant.open()).openImport(watermark(), { full: false, cancel: never });
  expect(opened.mode).toBe('full');
  expect(opened.reason).toContain('does not accept the watermark');
  expect((await all(opened)).objects).toEqual([{ id: 'g1', kind: 'group', attributes: { displayName: 'All' } }]);
});

test.each([
  [new Date(Date.now() - 6.01 * 86_400_000).toISOString(), 'six days'],
  ['not a date', 'six days'],
])('a watermark from %s is not used', async (when, reason) => {
  serve({ '/users/delta?$select': delta('users'), '/groups/delta?$select': delta('groups') });
  const opened = await (await tenant.open()).openImport(watermark(when), { full: false, cancel: never });
  expect([opened.mode, opened.reason]).toEqual(['full', expect.stringContaining(reason)]);
  await all(opened);
  expect(tenant.requests.some((request) => request.path.includes('deltatoken'))).toBe(false);
});

test.each([['none: an older Causeway wrote it', undefined], ['others', 'id,displayName;id']])('a watermark whose links ask for %s properties is not used', async (_, selected) => {
  serve({ '/users/delta?$select': delta('users'), '/groups/delta?$select': delta('groups') });
  const stored = JSON.stringify({ ...(JSON.parse(watermark()) as object), selected });
  const opened = await (await tenant.open()).openImport(stored, { full: false, cancel: never });
  expect([opened.mode, opened.reason]).toEqual(['full', 'other properties are read than before']);
  await all(opened);
});

test('a reset in the middle fails the import, and the next one is full', async () => {
  let broken = true;
  serve({
    '/users/delta?$deltatoken=old': () => ({ status: 200, body: { value: [], '@odata.nextLink': link('/users/delta?$skiptoken=two') } }),
    '/users/delta?$skiptoken': () => (broken ? graphError(410, 'resyncRequired', 'Resync required.') : delta('users')),
    '/users/delta': delta('users'),
    '/groups/delta': delta('groups'),
  });
  const target = await tenant.open();
  const opened = await target.openImport(watermark(), { full: false, cancel: never });
  const problem = await all(opened).then(() => null, asProblem);
  expect(problem).toMatchObject({ name: 'ResyncRequired', kind: 'resync', fix: expect.stringContaining('--full') });
  broken = false;
  expect((await target.openImport(watermark(), { full: false, cancel: never })).mode).toBe('full');
});

test('throttling, server errors and broken connections repeat the same link', async () => {
  const faults: StubAnswer[] = [{ ...graphError(429, 'TooManyRequests', 'later'), headers: { 'Retry-After': '0.2' } }, graphError(503, 'ServiceUnavailable', 'busy'), 'reset'];
  serve({ '/users/delta': () => faults.shift() ?? delta('users', [{ id: 'U1', displayName: 'Ada', 'manager@delta': [{ id: 'B' }] }]), '/groups/delta': delta('groups') });
  const target = await tenant.open();
  const read = await all(await target.openImport(null, { full: true, cancel: never }));
  expect(read.objects).toHaveLength(1);
  expect(tenant.requests.filter((request) => request.path.startsWith('/users/delta'))).toHaveLength(4);
  expect(target.statistics().retried).toBe(3);
  expect(target.statistics().throttledMs).toBeGreaterThanOrEqual(190);
});

test('a list that ends without a delta link is not complete', async () => {
  serve({ '/users/delta': { status: 200, body: { value: [] } }, '/groups/delta': delta('groups') });
  const opened = await (await tenant.open()).openImport(null, { full: true, cancel: never });
  await expect(all(opened)).rejects.toThrow('not complete');
});

test('a link to another host is not followed, for it would get the token', async () => {
  serve({ '/users/delta': { status: 200, body: { value: [], '@odata.nextLink': 'https://evil.example/users/delta' } }, '/groups/delta': delta('groups') });
  const opened = await (await tenant.open()).openImport(null, { full: true, cancel: never });
  await expect(all(opened)).rejects.toThrow('link to another host');
});

test('a refusal that is not about the token is no reason for a full import: it fails', async () => {
  tenant.handle = ({ path }) => (path.startsWith('/groups') ? delta('groups') : graphError(400, 'Request_UnsupportedQuery', 'Bad query.'));
  await expect((await tenant.open()).openImport(watermark(), { full: false, cancel: never })).rejects.toThrow('Bad query');
});

test.each([403, 404, 400])('contacts that may not be read (%i) leave a note, not a failure', async (status) => {
  serve({ '/contacts': graphError(status, 'Authorization_RequestDenied', 'no'), '/users/delta': delta('users'), '/groups/delta': delta('groups') });
  const notes: string[] = [];
  const target = await tenant.open({ log: (_level, text) => notes.push(text) });
  expect((await all(await target.openImport(null, { full: true, cancel: never }))).watermark).not.toBeNull();
  expect(notes.join()).toContain('Contacts');
});

test('managers are read once more where the delta does not track them', async () => {
  serve({
    '/users/delta': delta('users', [{ id: 'U1', displayName: 'Ada' }, { id: 'U2', displayName: 'Bo' }]),
    '/users?$select=id&$expand=manager($select=id)': { status: 200, body: { value: [{ id: 'U1', manager: { id: 'U2' } }, { id: 'U2' }] } },
    '/groups/delta': delta('groups'),
  });
  const read = await all(await (await tenant.open()).openImport(null, { full: true, cancel: never }));
  expect(read.managers).toEqual([{ userId: 'u1', managerId: 'u2' }]);
});

test('a tenant that refuses to track managers is asked without, and managers are read once more', async () => {
  const asked: string[] = [];
  serve({
    '/users/delta': (path) => {
      asked.push(path);
      return path.includes('manager') ? graphError(400, 'Request_BadRequest', "Property 'manager' cannot be tracked.") : delta('users', [{ id: 'U1', displayName: 'Ada' }]);
    },
    '/users?$select=id&$expand=manager($select=id)': { status: 200, body: { value: [{ id: 'U1', manager: { id: 'U2' } }] } },
    '/groups/delta': delta('groups'),
  });
  const read = await all(await (await tenant.open()).openImport(null, { full: true, cancel: never }));
  expect(read.managers).toEqual([{ userId: 'u1', managerId: 'u2' }]);
  expect(asked).toHaveLength(2);
});

test('a cancelled import ends with the word for it', async () => {
  const controller = new AbortController();
  serve({
    '/users/delta?$select': { status: 200, body: { value: [], '@odata.nextLink': link('/users/delta?$skiptoken=two') } },
    '/users/delta?$skiptoken': () => {
      controller.abort();
      return { status: 200, body: { value: [], '@odata.nextLink': link('/users/delta?$skiptoken=two') } };
    },
    '/groups/delta': delta('groups'),
  });
  const opened = await (await tenant.open()).openImport(null, { full: true, cancel: controller.signal });
  expect(await all(opened).then(() => null, asProblem)).toMatchObject({ kind: 'cancelled' });
});
