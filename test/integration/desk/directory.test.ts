import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DirectoryContainer, DirectoryOf } from '../../../shared/ipc/directory.ts';
import type { CallName, InputOf, OutputOf } from '../../../shared/ipc/contract.ts';
import { schemas } from '../../../shared/ipc/schemas/all.ts';
import { directoryHandlers } from '../../../electron/worker/app/desk/directory.ts';
import { starterProfile } from '../../../electron/worker/starter-profile.ts';
import { startSamba, type Samba } from '../../support/samba.ts';
import { asAdmin } from '../../support/samba-sync.ts';
import { openTestDesk, type TestDesk } from '../../support/test-desk.ts';

const consistencyGuid = Buffer.from('ABCDEFGHIJKLMNOP').toString('base64');
const tooShort = Buffer.from('short').toString('base64');

function population(base: string): string {
  const ou = (rdn: string, parent = ''): string => `dn: OU=${rdn},${parent}${base}\nobjectClass: organizationalUnit\n`;
  const user = (name: string, parent: string, more: readonly string[] = []): string =>
    [`dn: CN=${name},${parent}${base}`, 'objectClass: user', `sAMAccountName: ${name.toLowerCase().replace('*', '')}`, `userPrincipalName: ${name.toLowerCase()}@contoso.test`, 'userAccountControl: 512', ...more, ''].join('\n');
  const group = (name: string, members: readonly string[]): string =>
    [`dn: CN=${name},OU=Groups,${base}`, 'objectClass: group', `sAMAccountName: ${name.replace(/[^A-Za-z]/g, '')}`, `description: The group ${name}`, ...members.map((dn) => `member: ${dn}${base}`), ''].join('\n');
  return [
    ou('Staff'), ou('Berlin', 'OU=Staff,'), ou('Mitte', 'OU=Berlin,OU=Staff,'), ou('Sales\\, EMEA', 'OU=Staff,'), ou('Groups'), ou('Empty'),
    user('Ada', 'OU=Staff,', [`mS-DS-ConsistencyGuid:: ${consistencyGuid}`, 'givenName: Ada', 'sn: Lovelace', 'displayName: Lovelace, Ada', 'title: Countess', 'c: GB', 'proxyAddresses: SMTP:ada@contoso.test', 'proxyAddresses: smtp:countess@contoso.test']),
    user('Bob', 'OU=Berlin,OU=Staff,', [`mS-DS-ConsistencyGuid:: ${tooShort}`]),
    user('Cid', 'OU=Mitte,OU=Berlin,OU=Staff,'),
    user('Dee', 'OU=Sales\\, EMEA,OU=Staff,'),
    user('Star*Man', 'OU=Staff,'),
    `dn: CN=Eve,OU=Staff,${base}\nobjectClass: contact\n`,
    `dn: CN=PC1,OU=Staff,${base}\nobjectClass: computer\nsAMAccountName: PC1$\n`,
    group('Pilot inner (Berlin)', ['CN=Bob,OU=Berlin,OU=Staff,', 'CN=Cid,OU=Mitte,OU=Berlin,OU=Staff,']),
    group('Pilot', ['CN=Ada,OU=Staff,', 'CN=Bob,OU=Berlin,OU=Staff,', 'CN=Eve,OU=Staff,', 'CN=Pilot inner (Berlin),OU=Groups,']),
    group('Circle', []),
  ].join('\n');
}

let dc: Samba;
let test_: TestDesk;
let of: DirectoryOf;
let directory: ReturnType<typeof directoryHandlers>;

/** As the shell calls: the input is checked first. */
async function ask<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const handler = directory.handlers[name] as (input: InputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>>;
  return await handler(schemas[name].parse(input) as InputOf<Name>);
}

beforeAll(async () => {
  dc = await startSamba({ address: '127.0.0.51', population });
  const group = (name: string): string => `CN=${name},OU=Groups,${dc.baseDn}`;
  await asAdmin(dc, async (admin) => {
    await admin.addMember(group('Circle'), group('Pilot'));
    await admin.addMember(group('Pilot'), group('Circle'));
  });
  test_ = openTestDesk();
  const entry = test_.desk.shelf.put(
    { ...starterProfile, name: 'samba', source: { url: dc.url, username: dc.admin, password: { file: 'ad-password' }, tls: { caFile: 'ad-ca.pem' }, pageSize: 5 } },
    { kind: 'real', files: { 'ad-ca.pem': dc.ca, 'ad-password': dc.password } },
  );
  of = { kind: 'profile', profileId: entry.id };
  directory = directoryHandlers(test_.desk, { draft: () => { throw new Error('no setup here'); }, folder: test_.desk.folder });
}, 600_000);

afterAll(async () => {
  directory?.stop();
  test_?.close();
  await dc?.remove();
});

const names = (nodes: readonly DirectoryContainer[]): readonly string[] => nodes.map(({ name }) => name);

async function children(parent: string | null): Promise<readonly DirectoryContainer[]> {
  return (await ask('directory.containers', { of, parent, fresh: false })).nodes;
}

async function below(...path: readonly string[]): Promise<DirectoryContainer> {
  const { root } = await ask('directory.containers', { of, parent: null, fresh: false });
  let node = root;
  for (const name of path) {
    const next = (await children(node.key)).find((child) => child.name === name);
    if (next === undefined) throw new Error(`no ${name} in ${node.name}`);
    node = next;
  }
  return node;
}

describe('the tree of containers', () => {
  test('opens level by level, hides what AD hides, and counts after a count only', async () => {
    const { root, nodes } = await ask('directory.containers', { of, parent: null, fresh: true });
    expect({ ...root, key: 'x', guid: 'x', children: 0 }).toEqual({ key: 'x', guid: 'x', dn: dc.baseDn, name: 'corp.contoso.test', kind: 'domain', ancestors: [], children: 0, objects: null });
    expect(names(nodes)).toEqual(expect.arrayContaining(['Builtin', 'Computers', 'Empty', 'Groups', 'Staff', 'Users']));
    expect(names(nodes)).not.toContain('System');
    const staff = await below('Staff');
    expect(staff).toMatchObject({ kind: 'organizationalUnit', children: 2, ancestors: [root.key], dn: `OU=Staff,${dc.baseDn}` });
    expect(names(await children(staff.key))).toEqual(['Berlin', 'Sales, EMEA']);

    const counted = await ask('directory.count', { of, operation: 'count', fresh: false });
    expect(counted.anchors.users).toMatchObject({ consistencyGuid: 1, ignored: 1 });
    expect(counted.total.users).toBe(counted.anchors.users.consistencyGuid + counted.anchors.users.objectGuid + counted.anchors.users.ignored);
    expect(counted.total.contacts).toBe(1);
    expect((await below('Staff')).objects).toEqual({ users: 5, groups: 0, contacts: 1 });
    expect((await below('Staff', 'Berlin')).objects).toEqual({ users: 2, groups: 0, contacts: 0 });
    expect((await below('Groups')).objects).toEqual({ users: 0, groups: 3, contacts: 0 });
    expect((await below('Empty')).objects).toEqual({ users: 0, groups: 0, contacts: 0 });
    expect((await below()).objects).toEqual(counted.total);
    expect(test_.events.filter(({ name }) => name === 'operation.progress').at(-1)?.value).toMatchObject({ operation: 'count', done: counted.total.users + counted.total.groups + counted.total.contacts });
  });

  test('finds containers by a part of their name', async () => {
    expect(names((await ask('directory.findContainers', { of, text: 'emea' })).nodes)).toEqual(['Sales, EMEA']);
    expect((await ask('directory.findContainers', { of, text: '*' })).total).toBe(0);
  });

  test('sums a selection with exceptions, by objectGUID where the DN is old', async () => {
    const staff = await below('Staff');
    const berlin = await below('Staff', 'Berlin');
    const mitte = await below('Staff', 'Berlin', 'Mitte');
    const containers = [
      { guid: staff.key, dn: 'OU=Renamed since,DC=old', include: true },
      { guid: berlin.key, dn: berlin.dn, include: false },
      { dn: mitte.dn.toUpperCase(), include: true },
      { guid: '00000000-0000-4000-8000-000000000000', dn: 'OU=Gone,DC=old', include: true },
    ];
    const { listed, objects } = await ask('directory.selection', { of, containers });
    expect(listed.map(({ name, state, include }) => [name, state, include])).toEqual([['Staff', 'present', true], ['Berlin', 'present', false], ['Mitte', 'present', true], ['Gone', 'missing', true]]);
    expect(objects).toEqual({ users: 4, groups: 0, contacts: 1 });
  });

  test('says when a container is gone', async () => {
    await expect(ask('directory.containers', { of, parent: '00000000-0000-4000-8000-000000000000', fresh: false })).rejects.toMatchObject({ field: 'parent' });
  });
});

describe('groups and their members', () => {
  test('finds groups by a part of the name; what looks like a filter is a name', async () => {
    const { matches } = await ask('directory.findGroups', { of, text: 'inner (Ber' });
    expect(matches).toMatchObject([{ name: 'Pilot inner (Berlin)', kind: 'group', account: 'PilotinnerBerlin', description: 'The group Pilot inner (Berlin)' }]);
    for (const text of ['*', '*)(objectClass=*', '\\2a', 'Pilot*']) expect((await ask('directory.findGroups', { of, text })).matches).toEqual([]);
    expect((await ask('directory.findGroups', { of, text: `CN=Pilot,OU=Groups,${dc.baseDn}` })).matches).toHaveLength(1);
    expect((await ask('directory.findGroups', { of, text: 'CN=Nobody,OU=Groups,DC=elsewhere' })).matches).toEqual([]);
  });

  test('counts members through nested groups and circles, each once', async () => {
    const [pilot] = (await ask('directory.findGroups', { of, text: `CN=Pilot,OU=Groups,${dc.baseDn}` })).matches;
    const guid = pilot?.guid ?? '';
    expect(await ask('directory.group', { of, guid, dn: null })).toMatchObject({ name: 'Pilot' });
    expect(await ask('directory.countMembers', { of, guid, dn: 'CN=Renamed since', operation: 'members' })).toEqual({ users: 3, groups: 2, others: 1 });
    expect(await ask('directory.group', { of, guid: '00000000-0000-4000-8000-000000000000', dn: null })).toBeNull();
    await expect(ask('directory.countMembers', { of, guid: null, dn: `CN=Ada,OU=Staff,${dc.baseDn}`, operation: 'members' })).rejects.toMatchObject({ field: 'pilotGroup' });
  });
});

describe('objects and what the rules make of them', () => {
  const rules = { signInAttribute: 'userPrincipalName', disableExpiredAccounts: false, usageLocation: 'DE' };

  test('finds people by the beginning of a name, GUID or DN, literally', async () => {
    const found = async (text: string): Promise<readonly string[]> => (await ask('directory.findObjects', { of, text })).matches.map(({ account }) => account);
    expect(await found('love')).toEqual(['ada@contoso.test']);
    expect(await found('star*')).toEqual(['star*man@contoso.test']);
    expect(await found('*')).toEqual([]);
    const [ada] = (await ask('directory.findObjects', { of, text: 'Lovelace' })).matches;
    expect(await found(ada?.guid ?? '')).toEqual(['ada@contoso.test']);
    expect(await found(`{${(ada?.guid ?? '').toUpperCase()}}`)).toEqual(['ada@contoso.test']);
    expect(await found(ada?.dn ?? '')).toEqual(['ada@contoso.test']);
  });

  test('previews every flow with what it read, what Graph would refuse, and what is lost', async () => {
    const [ada] = (await ask('directory.findObjects', { of, text: 'Lovelace' })).matches;
    const preview = await ask('directory.preview', { of, guid: ada?.guid ?? '', dn: ada?.dn ?? '', rules });
    const flow = (target: string): unknown => preview?.flows.find((each) => each.target === target);
    expect(preview).toMatchObject({ excluded: null, anchor: consistencyGuid, domainsKnown: false });
    expect(flow('jobTitle')).toMatchObject({ source: { title: ['Countess'] }, value: 'Countess', problem: null });
    expect(flow('usageLocation')).toMatchObject({ value: 'GB' });
    expect(flow('userPrincipalName')).toMatchObject({ value: 'ada@contoso.test', problem: null });
    expect(preview?.lost).toEqual(['One address of proxyAddresses cannot be written: countess@contoso.test.', 'The password is not synchronized.'].map((text) => text.replace('countess', 'smtp:countess')));

    const own = { name: 'Own', type: 'user' as const, precedence: 10, flows: [{ target: 'jobTitle', expression: 'Trim([title]) & " " & [name]' }] };
    const withOwn = await ask('directory.preview', { of, guid: ada?.guid ?? '', dn: ada?.dn ?? '', rules: { ...rules, custom: [own] } });
    expect(withOwn?.flows.find(({ target }) => target === 'jobTitle')).toMatchObject({ rule: 'Own', source: { title: ['Countess'], name: [expect.stringContaining('Ada')] }, value: expect.stringMatching(/^Countess Ada/) });

    const [star] = (await ask('directory.findObjects', { of, text: 'Star' })).matches;
    const odd = await ask('directory.preview', { of, guid: star?.guid ?? '', dn: star?.dn ?? '', rules });
    expect(odd?.flows.find(({ target }) => target === 'userPrincipalName')?.problem).toContain('contains *');
    expect(odd?.flows.find(({ target }) => target === 'usageLocation')?.value).toBe('DE');

    const [administrator] = (await ask('directory.findObjects', { of, text: 'Administrator' })).matches;
    expect((await ask('directory.preview', { of, guid: administrator?.guid ?? '', dn: administrator?.dn ?? '', rules }))?.excluded).toMatchObject({ rule: 'criticalSystemObject' });
    expect(await ask('directory.preview', { of, guid: '00000000-0000-4000-8000-000000000000', dn: 'CN=x', rules })).toBeNull();
  });

  test('a domain controller that went away and came back is asked again', async () => {
    await dc.stop();
    await expect(ask('directory.findObjects', { of, text: 'Love' })).rejects.toMatchObject({ kind: 'connection' });
    await dc.start();
    expect((await ask('directory.findObjects', { of, text: 'Love' })).matches).toHaveLength(1);
  });
});
