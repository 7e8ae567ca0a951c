import { Agent, fetch } from 'undici';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTarget } from '../../../electron/connectors/graph/target-connector.ts';
import type { TargetOptions } from '../../../electron/connectors/graph/target-options.ts';
import { startTenant, type LabTenant, type TenantOptions } from '../../../electron/lab/tenant/tenant.ts';
import type { TargetConnector, TargetPage, Write } from '../../../electron/sync/ports.ts';
import { never, selfSigned } from './stub-tenant.ts';

/** The connector against the strict sample tenant: what both sides think Graph is. */
let lab: LabTenant;
let target: TargetConnector;

async function open(options: Partial<TargetOptions> = {}): Promise<TargetConnector> {
  return openTarget({
    cloud: { authority: lab.authority, graph: lab.graph, ca: lab.ca },
    tenantId: lab.tenantId,
    clientId: lab.clientId,
    auth: { kind: 'clientSecret', secret: lab.clientSecret },
    proxy: null,
    quota: { writes: 3000, perSeconds: 150 },
    readOnly: false,
    log: () => undefined,
    ...options,
  });
}

async function start(options: TenantOptions = {}): Promise<void> {
  lab = await startTenant(options);
  target = await open();
}

beforeEach(() => start());
afterEach(async () => {
  await target.close();
  await lab.stop();
});

const user = (name: string, more: Readonly<Record<string, string>> = {}): Write => ({
  kind: 'createUser',
  password: true,
  attributes: { accountEnabled: true, displayName: name, mailNickname: name, userPrincipalName: `${name}@contoso.com`, onPremisesImmutableId: Buffer.from(name.padEnd(16, '+')).toString('base64'), ...more },
});
const group = (name: string): Write => ({ kind: 'createGroup', uniqueName: `ad-${name}`, attributes: { displayName: name, mailEnabled: false, mailNickname: name, securityEnabled: true } });

async function done(writes: readonly Write[]): Promise<readonly string[]> {
  const results = await target.write(writes, never);
  return results.map((result) => {
    if (result.outcome === 'done' || result.outcome === 'alreadyDone') return result.id;
    throw new Error(JSON.stringify(result));
  });
}

async function read(watermark: string | null, full = false) {
  const opened = await target.openImport(watermark, { full, cancel: never });
  const pages: TargetPage[] = [];
  for await (const page of opened.pages) pages.push(page);
  return {
    mode: opened.mode,
    reason: opened.reason,
    objects: pages.flatMap((page) => page.objects),
    removed: pages.flatMap((page) => page.removed),
    members: pages.flatMap((page) => page.members),
    managers: pages.flatMap((page) => page.managers),
    watermark: pages.at(-1)?.watermark ?? null,
  };
}

test('a whole life: create, change, link, delete, restore, each seen by the delta import', async () => {
  const first = await read(null);
  expect([first.mode, first.objects.map((object) => object.attributes['userPrincipalName'])]).toEqual(['full', ['admin@contoso.onmicrosoft.com']]);
  const ids = await done([user('ada', { extensionAttribute2: 'two' }), user('bob'), group('all'), group('few')]);
  const [ada = '', bob = '', all = '', few = ''] = ids;
  await done([{ kind: 'addMembers', id: all, memberIds: [ada, bob] }, { kind: 'setManager', id: ada, managerId: bob }, { kind: 'updateUser', id: bob, attributes: { city: 'Bonn', extensionAttribute1: 'x' } }, { kind: 'addMembers', id: few, memberIds: [ada] }]);
  const second = await read(first.watermark);
  expect(second.mode).toBe('delta');
  expect(second.objects.map((object) => object.id).sort()).toEqual([...ids].sort());
  expect(second.objects.find((object) => object.id === bob)?.attributes).toMatchObject({ city: 'Bonn', extensionAttribute1: 'x' });
  expect(second.objects.find((object) => object.id === ada)?.attributes).toMatchObject({ extensionAttribute2: 'two', accountEnabled: true });
  expect(second.members.find((entry) => entry.groupId === all)?.add.toSorted()).toEqual([ada, bob].sort());
  expect(second.managers).toEqual([{ userId: ada, managerId: bob }]);

  await done([{ kind: 'removeMember', id: all, memberId: ada }, { kind: 'clearManager', id: ada }, { kind: 'deleteUser', id: bob }, { kind: 'deleteGroup', id: few }]);
  const third = await read(second.watermark);
  expect(third.removed.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([bob, few].sort().map((id) => ({ id, reason: 'soft' })));
  expect(third.members).toContainEqual({ groupId: all, add: [], remove: [ada] });
  expect(third.managers).toContainEqual({ userId: ada, managerId: null });

  expect((await target.tenantFacts()).deleted.map((object) => [object.id, object.kind]).sort()).toEqual([[bob, 'user'], [few, 'group']].sort());
  await done([{ kind: 'restoreUser', id: bob }, { kind: 'restoreGroup', id: few }]);
  const fourth = await read(third.watermark);
  expect(fourth.objects.map((object) => object.id)).toEqual(expect.arrayContaining([bob, few]));
  expect(await target.membersOf(all)).toEqual([bob]);
  expect(await target.managerOf(ada)).toBeNull();
});

test('doing everything twice ends as already done', async () => {
  const [ada = '', bob = '', all = ''] = await done([user('ada'), user('bob'), group('all')]);
  expect(await done([group('all')])).toEqual([all]);
  await done([{ kind: 'addMembers', id: all, memberIds: [ada] }]);
  expect(await target.write([{ kind: 'addMembers', id: all, memberIds: [ada, bob] }], never)).toEqual([{ outcome: 'done', id: all }]);
  expect(await target.write([{ kind: 'addMembers', id: all, memberIds: [ada, bob] }], never)).toEqual([{ outcome: 'alreadyDone', id: all }]);
  await done([{ kind: 'removeMember', id: all, memberId: ada }]);
  expect(await target.write([{ kind: 'removeMember', id: all, memberId: ada }], never)).toEqual([{ outcome: 'alreadyDone', id: all }]);
  await done([{ kind: 'setManager', id: ada, managerId: bob }]);
  await done([{ kind: 'clearManager', id: ada }]);
  expect(await target.write([{ kind: 'clearManager', id: ada }], never)).toEqual([{ outcome: 'alreadyDone', id: ada }]);
});

test('a taken name is refused with the other object', async () => {
  const [ada = ''] = await done([user('ada')]);
  const [result] = await target.write([user('eva', { userPrincipalName: 'ada@contoso.com' })], never);
  expect(result).toMatchObject({ outcome: 'rejected', property: 'userPrincipalName', conflictingIds: [ada], requestId: expect.any(String) });
});

test('an interrupted create is unknown, and the look-up finds what it made', async () => {
  lab.faults.resetAfter(1);
  const [made] = await target.write([user('ada')], never);
  expect(made).toMatchObject({ outcome: 'unknown' });
  const by = { immutableId: Buffer.from('ada'.padEnd(16, '+')).toString('base64'), userPrincipalName: 'ada@contoso.com' };
  expect(await target.findUser(by)).toMatchObject({ deleted: false, object: { attributes: { userPrincipalName: 'ada@contoso.com' } } });
  lab.faults.resetBefore(1);
  expect(await target.write([user('bob')], never)).toMatchObject([{ outcome: 'unknown' }]);
  expect(await target.findUser({ immutableId: Buffer.from('bob'.padEnd(16, '+')).toString('base64'), userPrincipalName: 'bob@contoso.com' })).toBeNull();
});

test('faults of all kinds leave updates done exactly once', async () => {
  const ids = await done(Array.from({ length: 10 }, (_, index) => user(`u${index}`)));
  const all = (await done([group('all')]))[0] ?? '';
  lab.faults.resetDuring(1);
  await done(ids.map((id) => ({ kind: 'updateUser', id, attributes: { city: 'Bonn' } })));
  lab.faults.fail(3, 503, { applied: true, only: 'writes' });
  lab.faults.concurrency(2);
  lab.faults.throttle(2, 1);
  await done([{ kind: 'addMembers', id: all, memberIds: ids.slice(0, 5) }, ...ids.map((id): Write => ({ kind: 'setManager', id, managerId: all === id ? ids[0] ?? '' : ids[9] ?? '' })).slice(0, 9)]);
  lab.faults.resetAfter(1);
  await done([{ kind: 'addMembers', id: all, memberIds: ids.slice(5) }]);
  expect((await target.membersOf(all))?.toSorted()).toEqual([...ids].sort());
  expect(await Promise.all(ids.slice(0, 9).map((id) => target.managerOf(id)))).toEqual(Array(9).fill(ids[9]));
  lab.faults.expireTokens();
  expect(await target.read('user', ids[0] ?? '')).toMatchObject({ attributes: { city: 'Bonn' } });
});

test('what was made a moment ago and is not visible yet is waited for', async () => {
  lab.faults.visibilityDelay(1_500);
  const [ada = '', all = ''] = await done([user('ada'), group('all')]);
  await done([{ kind: 'addMembers', id: all, memberIds: [ada] }]);
  expect(await done([group('all')])).toEqual([all]);
});

test('a reset of the change tracking and expired tokens lead to a full import', async () => {
  const first = await read(null);
  lab.faults.deltaReset(1);
  expect((await read(first.watermark)).mode).toBe('full');
  lab.faults.expireDeltaTokens();
  expect((await read(first.watermark)).mode).toBe('full');
});

test('a large group comes complete over many pages', async () => {
  await target.close();
  await lab.stop();
  const users = Array.from({ length: 1_200 }, (_, index) => ({ userPrincipalName: `u${index}@contoso.com` }));
  await start({ pageSize: 50, seed: { domains: [{ name: 'contoso.onmicrosoft.com', initial: true }, { name: 'contoso.com' }], users, groups: [{ displayName: 'Everybody', members: users.map((entry) => entry.userPrincipalName) }], contacts: [{ displayName: 'Con', mail: 'con@contoso.com' }] } });
  const everything = await read(null);
  expect(everything.objects.filter((object) => object.kind === 'user')).toHaveLength(1_200);
  expect(everything.objects.filter((object) => object.kind === 'contact')).toHaveLength(1);
  expect(new Set(everything.members.flatMap((entry) => entry.add)).size).toBe(1_200);
  expect((await target.membersOf(everything.members[0]?.groupId ?? ''))).toHaveLength(1_200);
});

test('the check finds a well prepared tenant, and names a missing permission', async () => {
  const findings = [];
  for await (const finding of target.check()) findings.push(finding);
  expect(findings.filter((finding) => finding.severity === 'error' || finding.severity === 'warning')).toEqual([]);
  await target.close();
  await lab.stop();
  await start({ permissions: ['User.ReadWrite.All', 'Organization.Read.All'] });
  const missing: string[] = [];
  for await (const finding of target.check()) if (finding.severity === 'error') missing.push(finding.id);
  expect(missing).toContain('permission.Group.ReadWrite.All');
  expect((await target.tenantFacts()).roles).toBeNull();
});

test('a preview reads everything and changes nothing', async () => {
  const preview = await open({ readOnly: true });
  await preview.tenantFacts();
  const opened = await preview.openImport(null, { full: false, cancel: never });
  for await (const page of opened.pages) expect(page.managers).toEqual([]);
  await expect(preview.write([user('ada')], never)).rejects.toThrow('preview');
  expect(lab.writes()).toBe(0);
  await preview.close();
});

test('an enforced quota is never exceeded', async () => {
  await target.close();
  await lab.stop();
  await start({ quota: { writes: 100, perSeconds: 2, enforce: true } });
  const paced = await open({ quota: { writes: 100, perSeconds: 2 } });
  let next = 0;
  const lane = async () => {
    for (let call = 0; call < 5; call += 1) await paced.write(Array.from({ length: 20 }, () => user(`p${next++}`)), never);
  };
  await Promise.all([lane(), lane(), lane()]);
  expect(lab.writes({ succeeded: true })).toBe(300);
  expect(lab.writes()).toBe(300);
  expect(paced.statistics()).toMatchObject({ writes: 300, retried: 0, throttledMs: 0 });
  await paced.close();
});

test('signs in to the sample tenant with a certificate, a device code and a browser', async () => {
  const { certificate, key } = await selfSigned('causeway');
  lab.registerCertificate(certificate);
  const ways: readonly TargetOptions['auth'][] = [
    { kind: 'certificate', certificatePem: certificate, privateKeyPem: key },
    { kind: 'deviceCode', show: ({ userCode }) => void lab.approveDevice(userCode) },
    {
      kind: 'interactive',
      // What a browser does: fetch the page, post its form to the loopback address.
      async openBrowser(address) {
        const page = await (await fetch(address, { dispatcher: new Agent({ connect: { ca: lab.ca } }) })).text();
        const action = /<form[^>]*action="([^"]+)"/.exec(page)?.[1] ?? '';
        const fields = [...page.matchAll(/<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g)].map((match): [string, string] => [unescaped(match[1] ?? ''), unescaped(match[2] ?? '')]);
        await fetch(unescaped(action), { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
      },
    },
  ];
  for (const auth of ways) {
    const signedIn = await open({ auth });
    expect((await signedIn.tenantFacts()).tenantId, auth.kind).toBe(lab.tenantId);
    await signedIn.close();
  }
});

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

test('an expired secret is named as such', async () => {
  lab.faults.signIn('secretExpired');
  await expect(target.tenantFacts()).rejects.toMatchObject({ kind: 'credentials', message: expect.stringContaining('expired') });
});
