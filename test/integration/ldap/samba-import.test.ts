import { Attribute, Change, Control } from 'ldapts';
import type { Client } from 'ldapts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSamba } from '../../support/samba.ts';
import type { Samba } from '../../support/samba.ts';
import { adminClient, byDn, importOnce, optionsFor } from './support.ts';

const memberCount = 3000;
const utf8Guid = Buffer.from('ABCDEFGHIJKLMNOP', 'latin1');
const bomGuid = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('thirteenbytes', 'latin1')]);

function population(base: string): string {
  const user = (rdn: string, parent: string, name: string, more: readonly string[] = []): string =>
    [`dn: ${rdn},${parent}`, 'objectClass: user', `sAMAccountName: ${name}`, `userPrincipalName: ${name}@corp.contoso.test`, ...more, ''].join('\n');
  const group = (name: string, members: readonly string[]): string =>
    [`dn: CN=${name},OU=Groups,${base}`, 'objectClass: group', `sAMAccountName: ${name}`, ...members.map((dn) => `member: ${dn}`), ''].join('\n');
  const crowd = Array.from({ length: memberCount }, (_, index) => `CN=crowd${index},OU=Crowd,${base}`);
  return [
    ...['Staff', 'Berlin,OU=Staff', 'Groups', 'Crowd', 'Attic'].map((ou) => `dn: OU=${ou},${base}\nobjectClass: organizationalUnit\n`),
    user('CN=Ada Lovelace', `OU=Staff,${base}`, 'ada', ['mail: ada@contoso.test', 'proxyAddresses: SMTP:ada@contoso.test', 'proxyAddresses: smtp:countess@contoso.test', `mS-DS-ConsistencyGuid:: ${utf8Guid.toString('base64')}`]),
    user('CN=Bo Marker', `OU=Staff,${base}`, 'bo', [`mS-DS-ConsistencyGuid:: ${bomGuid.toString('base64')}`, `manager: CN=Ada Lovelace,OU=Staff,${base}`]),
    user("CN=O'Brien\\, Kate", `OU=Staff,${base}`, 'kate'),
    user('CN=Plus\\+Sign \\#1', `OU=Staff,${base}`, 'plus'),
    user('CN=Trailing\\ ', `OU=Staff,${base}`, 'trailing'),
    user('CN=Movable', `OU=Staff,${base}`, 'movable'),
    user('CN=Doomed', `OU=Staff,${base}`, 'doomed'),
    user('CN=Ber Liner', `OU=Berlin,OU=Staff,${base}`, 'berliner'),
    [`dn:: ${Buffer.from(`CN=Zoë Ünïcødé 李,OU=Staff,${base}`).toString('base64')}`, 'objectClass: user', 'sAMAccountName: zoe', `displayName:: ${Buffer.from('Zoë Ünïcødé 李').toString('base64')}`, ''].join('\n'),
    `dn: CN=PC1,CN=Computers,${base}\nobjectClass: computer\nsAMAccountName: PC1$\n`,
    `dn: CN=Partner,OU=Staff,${base}\nobjectClass: contact\n`,
    ...crowd.map((dn) => `dn: ${dn}\nobjectClass: contact\n`),
    group('crowd', crowd),
    group('inner', [`CN=Ada Lovelace,OU=Staff,${base}`, `CN=O'Brien\\, Kate,OU=Staff,${base}`]),
    group('outer', [`CN=inner,OU=Groups,${base}`]),
  ].join('\n');
}

let dc: Samba;
let admin: Client;

beforeAll(async () => {
  dc = await startSamba({ address: '127.0.0.31', population, mailNickname: true });
  admin = await adminClient(dc);
  // A circle can be closed only after both groups exist.
  await admin.modify(`CN=inner,OU=Groups,${dc.baseDn}`, add('member', `CN=outer,OU=Groups,${dc.baseDn}`));
}, 600_000);

afterAll(async () => {
  await admin?.unbind();
  await dc?.remove();
});

function change(operation: 'add' | 'replace' | 'delete', type: string, ...values: readonly string[]): Change {
  return new Change({ operation, modification: new Attribute({ type, values: [...values] }) });
}
const add = (type: string, ...values: readonly string[]): Change => change('add', type, ...values);
const replace = (type: string, ...values: readonly string[]): Change => change('replace', type, ...values);

describe('full import from Samba AD', () => {
  test('delivers every kind, complete, with binary values intact and DNs untouched', async () => {
    const result = await importOnce(optionsFor(dc));
    expect({ mode: result.mode, method: result.method, reason: result.reason, tombstones: result.tombstonesReadable, watermarks: result.watermarks })
      .toEqual({ mode: 'full', method: 'search', reason: 'no watermark yet', tombstones: true, watermarks: 1 });
    expect(new Set(result.objects.map((object) => object.guid)).size).toBe(result.objects.length);

    const staff = `OU=Staff,${dc.baseDn}`;
    const ada = byDn(result.objects, 'CN=Ada Lovelace');
    expect(ada.kind).toBe('user');
    expect(ada.attributes['mS-DS-ConsistencyGuid']).toEqual([utf8Guid.toString('base64')]);
    expect([...(ada.attributes['proxyAddresses'] ?? [])].sort()).toEqual(['SMTP:ada@contoso.test', 'smtp:countess@contoso.test']);
    expect(ada.attributes['objectSid']?.[0]).toMatch(/^S-1-5-21-\d+-\d+-\d+-\d+$/);
    const bo = byDn(result.objects, 'CN=Bo Marker');
    expect(bo.attributes['mS-DS-ConsistencyGuid']).toEqual([bomGuid.toString('base64')]);
    expect(bo.manager).toEqual({ guid: ada.guid, dn: ada.dn });
    expect(result.objects.map((object) => object.dn)).toEqual(expect.arrayContaining([
      `CN=O'Brien\\, Kate,${staff}`, `CN=Plus\\+Sign \\#1,${staff}`, `CN=Trailing\\ ,${staff}`, `CN=Zoë Ünïcødé 李,${staff}`,
    ]));
    expect(byDn(result.objects, 'CN=Partner').kind).toBe('contact');
    expect(byDn(result.objects, 'OU=Berlin').kind).toBe('container');
    expect(result.objects.filter((object) => object.dn.startsWith('CN=PC1'))).toEqual([]);
    const inner = byDn(result.objects, 'CN=inner');
    const outer = byDn(result.objects, 'CN=outer');
    expect(inner.members.map((member) => member.guid).sort()).toEqual([ada.guid, byDn(result.objects, "CN=O'Brien").guid, outer.guid].sort());
    expect(outer.members).toEqual([{ guid: inner.guid, dn: inner.dn }]);
    expect(byDn(result.objects, 'CN=crowd,').members).toHaveLength(memberCount);
  });

  test('agrees with an independent client on which objects there are', async () => {
    const read = await importOnce(optionsFor(dc, { pageSize: 7 }));
    const { searchEntries } = await admin.search(dc.baseDn, { filter: '(&(|(objectClass=user)(objectClass=group)(objectClass=contact))(!(objectClass=computer)))', attributes: ['cn'], paged: { pageSize: 1000 }, timeLimit: 60 });
    const accounts = read.objects.filter((object) => ['user', 'group', 'contact'].includes(object.kind)).map((object) => object.dn);
    expect(accounts.sort()).toEqual(searchEntries.map((entry) => entry.dn).sort());
  });

  test('collects a group of 3,000 members range by range', async () => {
    const result = await importOnce(optionsFor(dc, { memberRange: 700 }));
    const crowd = byDn(result.objects, 'CN=crowd,');
    expect(new Set(crowd.members.map((member) => member.dn)).size).toBe(memberCount);
    expect(crowd.members.every((member) => member.guid !== null)).toBe(true);
  });

  test('stops at a cancel', async () => {
    const controller = new AbortController();
    const { openSource } = await import('../../../electron/connectors/ldap/source-connector.ts');
    const source = await openSource(optionsFor(dc, { pageSize: 50 }));
    const opened = await source.openImport(null, { full: false, cancel: controller.signal });
    let pages = 0;
    const reading = async (): Promise<void> => {
      for await (const page of opened.pages) {
        void page;
        pages += 1;
        controller.abort();
      }
    };
    await expect(reading()).rejects.toMatchObject({ kind: 'cancelled' });
    expect(pages).toBe(1);
    await source.close();
  });
});

describe.each(['dirSync', 'usnChanged'] as const)('delta import by %s', (delta) => {
  const options = (): ReturnType<typeof optionsFor> => optionsFor(dc, { delta });

  test('reports nothing when nothing changed', async () => {
    const full = await importOnce(options());
    const next = await importOnce(options(), full.watermark);
    expect({ mode: next.mode, method: next.method, objects: next.objects, deleted: next.deleted }).toEqual({ mode: 'delta', method: delta, objects: [], deleted: [] });
    expect(next.watermark).not.toBeNull();
  });

  test('reports changes, moves, renames, disabling and memberships with complete objects', async () => {
    const full = await importOnce(options());
    const staff = `OU=Staff,${dc.baseDn}`;
    await admin.modify(`CN=Ada Lovelace,${staff}`, replace('title', `Countess ${delta}`));
    await admin.modify(`CN=Bo Marker,${staff}`, [replace('userAccountControl', '546'), replace('manager')]);
    await admin.modifyDN(`CN=Movable,${staff}`, `CN=Moved,OU=Attic,${dc.baseDn}`);
    await admin.modify(`CN=crowd,OU=Groups,${dc.baseDn}`, add('member', `CN=Ada Lovelace,${staff}`));
    await admin.modifyDN(`OU=Berlin,${staff}`, `OU=Bärlin,${staff}`);
    await admin.add(`CN=Newcomer,${staff}`, { objectClass: 'user', sAMAccountName: 'newcomer' });

    const next = await importOnce(options(), full.watermark);
    expect({ mode: next.mode, method: next.method }).toEqual({ mode: 'delta', method: delta });
    const ada = byDn(next.objects, 'CN=Ada Lovelace');
    expect(ada.attributes).toMatchObject({ title: [`Countess ${delta}`], mail: ['ada@contoso.test'] });
    expect(byDn(next.objects, 'CN=Bo Marker')).toMatchObject({ manager: null, attributes: { userAccountControl: ['546'] } });
    const moved = byDn(next.objects, 'CN=Moved');
    expect(moved).toMatchObject({ dn: `CN=Moved,OU=Attic,${dc.baseDn}`, guid: byDn(full.objects, 'CN=Movable').guid });
    const crowd = byDn(next.objects, 'CN=crowd,');
    expect(crowd.members).toHaveLength(memberCount + 1);
    expect(byDn(next.objects, 'OU=Bärlin')).toMatchObject({ kind: 'container', guid: byDn(full.objects, 'OU=Berlin').guid });
    expect(byDn(next.objects, 'CN=Newcomer').kind).toBe('user');
    expect(next.deleted).toEqual([]);

    await admin.del(`CN=Newcomer,${staff}`);
    await admin.modifyDN(`OU=Bärlin,${staff}`, `OU=Berlin,${staff}`);
    await admin.modify(`CN=crowd,OU=Groups,${dc.baseDn}`, change('delete', 'member', `CN=Ada Lovelace,${staff}`));
    await admin.modifyDN(`CN=Moved,OU=Attic,${dc.baseDn}`, `CN=Movable,${staff}`);
    await admin.modify(`CN=Bo Marker,${staff}`, [replace('userAccountControl', '512'), replace('manager', `CN=Ada Lovelace,${staff}`)]);

    const last = await importOnce(options(), next.watermark);
    expect(last.deleted).toEqual([byDn(next.objects, 'CN=Newcomer').guid]);
    expect(byDn(last.objects, 'CN=crowd,').members).toHaveLength(memberCount);
  });

  test('reads what only a rule looks at, reports its changes, and reads everything once when there is a new one', async () => {
    const person = `CN=Ada Lovelace,OU=Staff,${dc.baseDn}`;
    const photo = Buffer.from([0xff, 0xd8, 0x00, 0x80]);
    await admin.modify(person, [replace('division', `Engines ${delta}`), new Change({ operation: 'replace', modification: new Attribute({ type: 'thumbnailPhoto', values: [photo] }) })]);
    const before = await importOnce(options());
    expect(byDn(before.objects, 'CN=Ada Lovelace').attributes['division']).toBeUndefined();

    const withRule = (): ReturnType<typeof optionsFor> => optionsFor(dc, { delta, extraAttributes: [{ name: 'division', binary: false }, { name: 'thumbnailPhoto', binary: true }] });
    const full = await importOnce(withRule(), before.watermark);
    expect({ mode: full.mode, reason: full.reason }).toEqual({ mode: 'full', reason: 'other attributes are in use than in the last import' });
    expect(byDn(full.objects, 'CN=Ada Lovelace').attributes).toMatchObject({ division: [`Engines ${delta}`], thumbnailPhoto: [photo.toString('base64')] });

    await admin.modify(person, replace('division', 'Analysis'));
    const next = await importOnce(withRule(), full.watermark);
    expect({ mode: next.mode, division: byDn(next.objects, 'CN=Ada Lovelace').attributes['division'] }).toEqual({ mode: 'delta', division: ['Analysis'] });
  });

  test('reports a deletion by its tombstone, in delta and full imports, and the restored object again', async () => {
    const staff = `OU=Staff,${dc.baseDn}`;
    const full = await importOnce(options());
    const doomed = byDn(full.objects, 'CN=Doomed');
    await admin.del(doomed.dn);
    const gone = await importOnce(options(), full.watermark);
    expect({ objects: gone.objects.map((object) => object.dn), deleted: gone.deleted }).toEqual({ objects: [], deleted: [doomed.guid] });
    const fullAgain = await importOnce(options());
    expect(fullAgain.deleted).toContain(doomed.guid);
    expect(fullAgain.objects.map((object) => object.guid)).not.toContain(doomed.guid);

    const deletedDn = `CN=Doomed\\0ADEL:${doomed.guid},CN=Deleted Objects,${dc.baseDn}`;
    await admin.modify(deletedDn, [change('delete', 'isDeleted'), replace('distinguishedName', `CN=Doomed,${staff}`)], new Control('1.2.840.113556.1.4.417', { critical: true }));
    const back = await importOnce(options(), gone.watermark);
    expect(back.objects.map(({ guid, dn }) => ({ guid, dn }))).toContainEqual({ guid: doomed.guid, dn: `CN=Doomed,${staff}` });
    expect(back.deleted).toEqual([]);
    if (byDn(back.objects, 'CN=Doomed').attributes['sAMAccountName']?.[0] !== 'doomed') {
      await admin.modify(`CN=Doomed,${staff}`, replace('sAMAccountName', 'doomed'));
    }
  });

  test('reads everything when asked to, and when the watermark is of another domain controller, account or version', async () => {
    const { watermark } = await importOnce(options());
    const parsed = JSON.parse(watermark ?? '{}') as Record<string, unknown>;
    const modeOf = async (changes: Record<string, unknown>): Promise<readonly [string, string]> => {
      const { mode, reason } = await importOnce(options(), JSON.stringify({ ...parsed, ...changes }));
      return [mode, reason];
    };
    expect((await importOnce(options(), watermark, true)).mode).toBe('full');
    expect(await modeOf({})).toEqual(['delta', expect.stringContaining('changes since')]);
    expect(await modeOf({ server: 'dc9.corp.contoso.test' })).toEqual(['full', expect.stringContaining('another domain controller')]);
    expect(await modeOf({ invocationId: '00000000-0000-0000-0000-000000000000' })).toEqual(['full', expect.stringContaining('invocation id changed')]);
    expect(await modeOf({ account: 'CONTOSO\\other' })).toEqual(['full', expect.stringContaining('another account')]);
    expect(await modeOf({ attributes: 'older' })).toEqual(['full', expect.stringContaining('other attributes')]);
    expect(await modeOf({ when: '2020-01-01T00:00:00.000Z' })).toEqual(['full', expect.stringContaining('days old')]);
    expect((await importOnce(options(), 'nonsense')).reason).toBe('the watermark cannot be read');
  });
});

test('of a large group only what changed is read', async () => {
  const staff = `OU=Staff,${dc.baseDn}`;
  const groupDn = `CN=crowd,OU=Groups,${dc.baseDn}`;
  const member = (number: number): string => `CN=crowd${number},OU=Crowd,${dc.baseDn}`;
  const full = await importOnce(optionsFor(dc));
  const { guid } = byDn(full.objects, 'CN=crowd,');
  const guidOf = (start: string): string => byDn(full.objects, start).guid;
  const delta = (watermark: string | null): ReturnType<typeof importOnce> => importOnce(optionsFor(dc), watermark, false, [guid]);

  await admin.modify(groupDn, [add('member', `CN=Ada Lovelace,${staff}`), change('delete', 'member', member(5), member(6))]);
  const first = await delta(full.watermark);
  expect([first.mode, first.objects]).toEqual(['delta', []]);
  expect(first.largeGroups).toEqual([{ guid, object: null, added: [{ guid: guidOf('CN=Ada Lovelace'), dn: `CN=Ada Lovelace,${staff}` }], removed: expect.arrayContaining([{ guid: guidOf('CN=crowd5,'), dn: member(5) }, { guid: guidOf('CN=crowd6,'), dn: member(6) }]) }]);
  // The same again, as after a crash before the watermark was stored.
  expect((await delta(full.watermark)).largeGroups).toEqual(first.largeGroups);

  await admin.modify(groupDn, [replace('description', 'Everyone'), change('delete', 'member', `CN=Ada Lovelace,${staff}`), add('member', member(5), member(6))]);
  const second = await delta(first.watermark);
  expect(second.objects).toEqual([]);
  expect(second.largeGroups.map(({ object, added, removed }) => [object?.attributes['description'], object === null ? null : 'members' in object, added.length, removed.map(({ dn }) => dn)]))
    .toEqual([[['Everyone'], false, 2, [`CN=Ada Lovelace,${staff}`]]]);

  await admin.modifyDN(groupDn, `CN=crowd renamed,OU=Attic,${dc.baseDn}`);
  const third = await delta(second.watermark);
  expect(third.largeGroups.map(({ object, added, removed }) => [object?.dn, added, removed])).toEqual([[`CN=crowd renamed,OU=Attic,${dc.baseDn}`, [], []]]);

  await admin.modifyDN(`CN=crowd renamed,OU=Attic,${dc.baseDn}`, groupDn);
  expect(byDn((await importOnce(optionsFor(dc))).objects, 'CN=crowd,').members).toHaveLength(memberCount);
});

test('a cookie that the domain controller refuses leads to a full import', async () => {
  const { watermark } = await importOnce(optionsFor(dc));
  const broken = JSON.stringify({ ...(JSON.parse(watermark ?? '{}') as Record<string, unknown>), position: Buffer.from('no cookie at all').toString('base64') });
  const result = await importOnce(optionsFor(dc), broken);
  expect([result.mode, result.reason]).toEqual(['full', 'the domain controller refused the position of the last import']);
});
