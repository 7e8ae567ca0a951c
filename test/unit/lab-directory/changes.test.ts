import { describe, expect, it } from 'vitest';
import { base, binary, changes, connect, DirSync, failureOf, group, person, showDeleted, showRecycled, withDirectory } from './client.ts';

const users = `CN=Users,${base}`;
const staff = { dn: `OU=Staff,${base}`, attributes: { objectClass: 'organizationalUnit' } };
const incremental = -0x80000000;
const none = Buffer.alloc(0);
const seed = [staff, person('Ana', staff.dn, { mail: 'ana@contoso.example', title: 'Buyer' }), person('Bo', staff.dn), person('Cy', staff.dn), group('Team', [`CN=Ana,${staff.dn}`, `CN=Bo,${staff.dn}`])];
/** What was sent of an entry, without its GUID. */
const sent = (entry: object) => Object.fromEntries(Object.entries(entry).filter(([name]) => name !== 'objectGUID'));

describe('DirSync', () => {
  it('gives everything first, then only what changed: changed attributes and objectGUID', () =>
    withDirectory({ entries: seed }, async (directory, client) => {
      const first = await changes(client, none);
      expect(first.entries.map(({ dn }) => dn)).toEqual(expect.arrayContaining([`CN=Ana,${staff.dn}`, staff.dn, base]));
      expect((await changes(client, first.cookie)).entries).toEqual([]);
      directory.modify(`CN=Ana,${staff.dn}`, { title: 'Head Buyer', department: 'Purchasing', mail: null });
      const second = await changes(client, first.cookie);
      expect(second.entries.map(sent)).toEqual([{ dn: `CN=Ana,${staff.dn}`, title: 'Head Buyer', department: 'Purchasing', mail: [] }]);
      expect(second.entries[0]?.['objectGUID']).toHaveLength(16);
      expect((await changes(client, first.cookie, { attributes: ['telephoneNumber'] })).entries).toEqual([]);
      expect((await changes(client, second.cookie)).entries).toEqual([]);
    }));

  it('pages with the cookie', () =>
    withDirectory({ entries: seed, maxPageSize: 10 }, async (_directory, client) => {
      const all = await changes(client, none, { filter: '(objectClass=group)' });
      expect(all.rounds).toBeGreaterThan(3);
      expect(new Set(all.entries.map(({ dn }) => dn)).size).toBe(all.entries.length);
      expect(all.entries.map(({ dn }) => dn)).toContain(`CN=Team,${users}`);
    }));

  it('reports a renamed OU but not what is below, and no group when a member is renamed or deleted', () =>
    withDirectory({ entries: seed }, async (directory, client) => {
      const { cookie } = await changes(client, none);
      directory.move(staff.dn, `OU=People,${base}`);
      const renamed = await changes(client, cookie);
      expect(renamed.entries.map(sent)).toEqual([expect.objectContaining({ dn: `OU=People,${base}`, name: 'People', ou: 'People' })]);
      directory.move(`CN=Ana,OU=People,${base}`, `CN=Ana María,OU=People,${base}`);
      directory.remove(`CN=Bo,OU=People,${base}`);
      const next = await changes(client, renamed.cookie, { attributes: ['member', 'name', 'isDeleted', 'parentGUID'] });
      expect(next.entries).toHaveLength(2);
      expect(next.entries[0]).toMatchObject({ dn: `CN=Ana María,OU=People,${base}`, name: 'Ana María' });
      expect(next.entries[1]).toMatchObject({ isDeleted: 'TRUE' });
      expect(next.entries[1]?.dn).toMatch(/^CN=Bo\\0ADEL:[0-9a-f-]{36},CN=Deleted Objects,/);
      expect(directory.read(`CN=Team,${users}`, 'member')).toEqual([`CN=Ana María,OU=People,${base}`]);
    }));

  it('gives all members, or with incremental values only the added and removed ones', () =>
    withDirectory({ entries: seed }, async (directory, client) => {
      const { cookie } = await changes(client, none);
      directory.addMembers(`CN=Team,${users}`, [`CN=Cy,${staff.dn}`]);
      directory.removeMembers(`CN=Team,${users}`, [`CN=Ana,${staff.dn}`]);
      expect((await changes(client, cookie)).entries.map(sent)).toEqual([{ dn: `CN=Team,${users}`, member: [`CN=Bo,${staff.dn}`, `CN=Cy,${staff.dn}`] }]);
      expect((await changes(client, cookie, { flags: incremental })).entries.map(sent)).toEqual([
        { dn: `CN=Team,${users}`, 'member;range=1-1': `CN=Cy,${staff.dn}`, 'member;range=0-0': `CN=Ana,${staff.dn}` },
      ]);
    }));

  it('needs the replication right, unless object security is asked; then it shows what the account may see', () =>
    withDirectory({ entries: seed }, async (directory, client) => {
      directory.faults.noReplicationRight(true);
      const refused = await failureOf(changes(client, none));
      expect(refused).toMatchObject({ code: 50, message: expect.stringContaining('00002105') });
      directory.faults.hideBelow(staff.dn);
      const { entries } = await changes(client, none, { flags: 1, filter: '(objectClass=user)' });
      expect(entries.map(({ dn }) => dn)).not.toContain(`CN=Ana,${staff.dn}`);
      expect(entries.map(({ dn }) => dn)).toContain(`CN=Administrator,${users}`);
    }));

  it('puts ancestors first when asked', () =>
    withDirectory({ entries: seed }, async (directory, client) => {
      const { cookie } = await changes(client, none);
      directory.modify(`CN=Ana,${staff.dn}`, { title: 'Head' });
      directory.modify(staff.dn, { description: 'All staff' });
      const order = async (flags: number) => (await changes(client, cookie, { flags })).entries.map(({ dn }) => dn);
      expect(await order(0)).toEqual([`CN=Ana,${staff.dn}`, staff.dn]);
      expect(await order(0x800)).toEqual([staff.dn, `CN=Ana,${staff.dn}`]);
    }));

  it('starts over with a cookie of another invocation, and refuses a base below the naming context', () =>
    withDirectory({ entries: seed }, async (directory, client) => {
      const first = await changes(client, none);
      directory.faults.changeInvocationId();
      expect((await changes(client, first.cookie)).entries.length).toBe(first.entries.length);
      expect((await failureOf(client.search(staff.dn, { scope: 'sub' }, new DirSync()))).code).toBe(53);
    }));
});

describe('change numbers', () => {
  it('rise with each change of the object itself, and only with those', () =>
    withDirectory({ entries: seed }, async (directory) => {
      const usn = (dn: string) => Number(directory.read(dn, 'uSNChanged')[0]);
      const team = usn(`CN=Team,${users}`);
      const ana = usn(`CN=Ana,${staff.dn}`);
      directory.modify(`CN=Bo,${staff.dn}`, { manager: `CN=Ana,${staff.dn}` });
      directory.modify(`CN=Ana,${staff.dn}`, { title: 'Buyer' });
      expect(usn(`CN=Ana,${staff.dn}`)).toBe(ana);
      expect(usn(`CN=Bo,${staff.dn}`)).toBeGreaterThan(team);
      expect(directory.read(`CN=Ana,${staff.dn}`, 'directReports')).toEqual([`CN=Bo,${staff.dn}`]);
      directory.move(staff.dn, `OU=People,${base}`);
      expect(usn(`CN=Ana,OU=People,${base}`)).toBe(ana);
      expect(usn(`CN=Team,${users}`)).toBe(team);
      expect(directory.read(`CN=Bo,OU=People,${base}`, 'manager')).toEqual([`CN=Ana,OU=People,${base}`]);
    }));
});

describe('deleted objects', () => {
  const bin = `CN=Deleted Objects,${base}`;
  const read = { scope: 'sub' as const, filter: '(&(isDeleted=TRUE)(objectClass=user))', attributes: ['sAMAccountName', 'title', 'lastKnownParent', 'objectGUID', 'objectSid', 'isRecycled'], explicitBufferAttributes: binary };

  it('keep GUID, SID and account name, and show only with the control and the right', () =>
    withDirectory({ entries: seed, recycleBin: false }, async (directory, client) => {
      const guid = directory.remove(`CN=Ana,${staff.dn}`);
      expect((await failureOf(client.search(bin, read))).code).toBe(32);
      const [tombstone] = (await client.search(bin, read, showDeleted())).searchEntries;
      expect(tombstone).toMatchObject({ sAMAccountName: 'ana', title: [], lastKnownParent: staff.dn });
      expect(tombstone?.dn).toBe(`CN=Ana\\0ADEL:${guid},${bin}`);
      expect([tombstone?.['objectGUID'], tombstone?.['objectSid']].map((value) => Buffer.isBuffer(value))).toEqual([true, true]);
      expect((await client.search(`<WKGUID=18E2EA80684F11D2B9AA00C04F79F805,${base}>`, { scope: 'base' }, showDeleted())).searchEntries[0]?.dn).toBe(bin);
      directory.faults.noDeletedObjectsRight(true);
      expect((await failureOf(client.search(bin, read, showDeleted()))).code).toBe(32);
      expect((await client.search(base, read, showDeleted())).searchEntries).toEqual([]);
    }));

  it('come back with attributes and memberships from the recycle bin, and are gone for good after it', () =>
    withDirectory({ entries: seed }, async (directory, client) => {
      const guid = directory.remove(`CN=Ana,${staff.dn}`);
      expect(directory.read(`CN=Team,${users}`, 'member')).toEqual([`CN=Bo,${staff.dn}`]);
      expect((await client.search(bin, read, showDeleted())).searchEntries[0]).toMatchObject({ title: 'Buyer' });
      directory.restore(guid);
      expect(directory.read(`CN=Ana,${staff.dn}`, 'memberOf')).toEqual([`CN=Team,${users}`]);
      directory.remove(`CN=Ana,${staff.dn}`);
      directory.recycle(guid);
      expect((await client.search(bin, read, showDeleted())).searchEntries).toEqual([]);
      expect((await client.search(bin, read, showRecycled())).searchEntries[0]).toMatchObject({ isRecycled: 'TRUE', sAMAccountName: 'ana', title: [] });
      expect(() => directory.restore(guid)).toThrow();
    }));

  it('free their account name', () =>
    withDirectory({ entries: seed }, async (directory) => {
      expect(() => directory.add(`CN=Ana,${users}`, { objectClass: 'user', sAMAccountName: 'ana' })).toThrow('00000524');
      const guid = directory.remove(`CN=Ana,${staff.dn}`);
      directory.add(`CN=Ana,${users}`, { objectClass: 'user', sAMAccountName: 'ana' });
      expect(() => directory.restore(guid)).toThrow('00000524');
    }));
});

describe('an administrator over LDAP', () => {
  it('adds, changes, renames, moves, deletes and restores', () =>
    withDirectory({ entries: seed }, async (directory, client) => {
      const admin = await connect(directory, 'admin');
      const dn = `CN=Dee,${staff.dn}`;
      await admin.add(dn, { objectClass: ['top', 'person', 'organizationalPerson', 'user'], sAMAccountName: 'dee', userPrincipalName: 'dee@contoso.example' });
      expect(directory.read(dn, 'userAccountControl')).toEqual(['546']);
      expect((await failureOf(admin.add(`CN=Dee2,${staff.dn}`, { objectClass: 'user', sAMAccountName: 'dee2', userPrincipalName: 'DEE@contoso.example' }))).code).toBe(19);
      const { Change, Attribute } = await import('ldapts');
      await admin.modify(`CN=Team,${users}`, new Change({ operation: 'add', modification: new Attribute({ type: 'member', values: [dn] }) }));
      expect((await failureOf(admin.modify(`CN=Team,${users}`, new Change({ operation: 'add', modification: new Attribute({ type: 'member', values: [dn] }) })))).code).toBe(68);
      await admin.modifyDN(dn, `CN=Dee Two,OU=Staff,${base}`);
      expect(directory.read(`CN=Team,${users}`, 'member')).toContain(`CN=Dee Two,${staff.dn}`);
      await admin.del(`CN=Dee Two,${staff.dn}`);
      const [deleted] = (await admin.search(`CN=Deleted Objects,${base}`, { scope: 'one', filter: '(sAMAccountName=dee)' }, showDeleted())).searchEntries;
      await admin.modify(String(deleted?.dn), [
        new Change({ operation: 'delete', modification: new Attribute({ type: 'isDeleted', values: [] }) }),
        new Change({ operation: 'replace', modification: new Attribute({ type: 'distinguishedName', values: [dn] }) }),
      ], showDeleted());
      expect(directory.read(dn, 'memberOf')).toEqual([`CN=Team,${users}`]);
      expect((await failureOf(admin.del(staff.dn))).code).toBe(66);
      expect((await failureOf(client.del(dn))).code).toBe(50);
      await admin.unbind();
    }));
});
