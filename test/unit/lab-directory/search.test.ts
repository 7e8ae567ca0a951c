import { EqualityFilter, type Client } from 'ldapts';
import { describe, expect, it } from 'vitest';
import { guidBytes } from '../../../electron/lab/directory/identifiers.ts';
import { base, binary, connect, failureOf, FlagControl, group, page, person, withDirectory } from './client.ts';

const people = (count: number) => Array.from({ length: count }, (_, index) => person(`Person ${String(index).padStart(4, '0')}`, `CN=Users,${base}`, { department: index % 2 === 0 ? 'Even' : 'Odd', title: `Title ${index}` }));
const inUsers = { scope: 'one' as const, filter: '(department=*)', attributes: ['cn'] };

async function pages(client: Client, size: number): Promise<readonly number[]> {
  const counts: number[] = [];
  let cookie: Buffer = Buffer.alloc(0);
  do {
    const next = await page(client, `CN=Users,${base}`, { ...inUsers }, size, cookie);
    counts.push(next.entries.length);
    cookie = next.cookie;
  } while (cookie.length > 0);
  return counts;
}

describe('paging', () => {
  it('answers page by page until the cookie is empty', () =>
    withDirectory({ entries: people(25) }, async (_directory, client) => {
      expect(await pages(client, 10)).toEqual([10, 10, 5]);
    }));

  it('sends an empty page with a cookie between pages when told so', () =>
    withDirectory({ entries: people(25) }, async (directory, client) => {
      directory.faults.emptyPage(true);
      expect(await pages(client, 10)).toEqual([10, 0, 10, 0, 5]);
    }));

  it('never sends more than MaxPageSize, and cuts an unpaged search with sizeLimitExceeded', () =>
    withDirectory({ entries: people(30), maxPageSize: 20 }, async (_directory, client) => {
      expect(await pages(client, 500)).toEqual([20, 10]);
      expect((await failureOf(client.search(`CN=Users,${base}`, inUsers))).code).toBe(4);
    }));

  it('refuses a cookie of another connection', () =>
    withDirectory({ entries: people(25) }, async (directory, client) => {
      const { cookie } = await page(client, `CN=Users,${base}`, inUsers, 10);
      const other = await connect(directory);
      expect((await failureOf(page(other, `CN=Users,${base}`, inUsers, 10, cookie))).code).toBe(53);
      await other.unbind();
    }));
});

describe('ranges', () => {
  it('cuts a large member at MaxValRange and gives the rest by range', () => {
    const many = people(40);
    return withDirectory({ entries: [...many, group('All', many.map(({ dn }) => dn))], maxValues: 15 }, async (_directory, client) => {
      const read = async (attribute: string) => (await client.search(`CN=All,CN=Users,${base}`, { scope: 'base', attributes: [attribute] })).searchEntries[0] ?? { dn: '' };
      const lengths = (entry: object) => Object.entries(entry).filter(([name, values]) => name !== 'dn' && (name === 'member' ? 'member;range=0-14' in entry : [values].flat().length > 0)).map(([name, values]) => [name, [values].flat().length]);
      expect(lengths(await read('member'))).toEqual([['member', 0], ['member;range=0-14', 15]]);
      expect(lengths(await read('member;range=15-*'))).toEqual([['member;range=15-29', 15]]);
      expect(lengths(await read('member;range=30-*'))).toEqual([['member;range=30-*', 10]]);
      expect(lengths(await read('member;range=3-5'))).toEqual([['member;range=3-5', 3]]);
    });
  });
});

describe('filters', () => {
  it('matches as AD does', () =>
    withDirectory(
      {
        entries: [
          person("Siobhán O'Brien", undefined, { mail: 'siobhan.obrien@contoso.example', userAccountControl: 514, sAMAccountName: 'sobrien' }),
          person('Zoë Müller', undefined, { mail: 'zoe@contoso.example', sAMAccountName: 'zmueller', accountExpires: '133000000000000000' }),
          person('王小明', undefined, { displayName: '王小明', sAMAccountName: 'xwang', manager: `CN=Zoë Müller,CN=Users,${base}` }),
          group('Inner', [`CN=Zoë Müller,CN=Users,${base}`]),
          group('Outer', [`CN=Inner,CN=Users,${base}`]),
        ],
      },
      async (directory, client) => {
        const find = async (filter: string) => (await client.search(base, { scope: 'sub', filter: `(&(!(isCriticalSystemObject=TRUE))(|(objectClass=user)(objectClass=group))${filter})`, attributes: ['cn'] })).searchEntries.map((entry) => String(entry['cn']));
        expect(await find('(mail=SIOBHAN*@CONTOSO.example)')).toEqual(["Siobhán O'Brien"]);
        expect(await find('(cn=*小*)')).toEqual(['王小明']);
        expect(await find('(userAccountControl:1.2.840.113556.1.4.803:=2)')).toEqual(["Siobhán O'Brien"]);
        expect(await find('(&(accountExpires>=1)(accountExpires<=133000000000000000))')).toEqual(['Zoë Müller']);
        expect(await find(`(memberOf=CN=Inner,CN=Users,${base})`)).toEqual(['Zoë Müller']);
        expect(await find(`(memberOf:1.2.840.113556.1.4.1941:=CN=Outer,CN=Users,${base})`)).toEqual(['Zoë Müller', 'Inner']);
        expect(await find(`(directReports=CN=王小明,CN=Users,${base})`)).toEqual(['Zoë Müller']);
        expect(await find('(&(objectCategory=person)(mail=*))')).toEqual(["Siobhán O'Brien", 'Zoë Müller']);
        expect(await find('(!(noSuchAttributeAtAll=1))')).toEqual([]);
        expect(await find('(&(objectClass=user)(!(manager=*))(!(mail=*)))')).toEqual(['svc-causeway']);
        const guid = guidBytes(directory.guidOf(`CN=Zoë Müller,CN=Users,${base}`));
        const byGuid = await client.search(base, { scope: 'sub', filter: new EqualityFilter({ attribute: 'objectGUID', value: guid }), attributes: ['cn'] });
        expect(byGuid.searchEntries.map((entry) => entry['cn'])).toEqual(['Zoë Müller']);
      },
    ));
});

describe('names', () => {
  it('finds an object by <GUID=…>, <SID=…> and <WKGUID=…>', () =>
    withDirectory({ entries: [person('Ana')] }, async (directory, client) => {
      const dn = `CN=Ana,CN=Users,${base}`;
      const [entry] = (await client.search(`<GUID=${directory.guidOf(dn)}>`, { scope: 'base', explicitBufferAttributes: binary })).searchEntries;
      expect(entry?.dn).toBe(dn);
      expect(entry?.['objectGUID']).toEqual(guidBytes(directory.guidOf(dn)));
      expect((await client.search(`<WKGUID=A9D1CA15768811D1ADED00C04FD8D5CD,${base}>`, { scope: 'base' })).searchEntries[0]?.dn).toBe(`CN=Users,${base}`);
      const sid = (await client.search('<SID=S-1-5-32-544>', { scope: 'base' })).searchEntries[0]?.dn;
      expect(sid).toBe(`CN=Administrators,CN=Builtin,${base}`);
    }));

  it('escapes DNs and finds them again, in every usual spelling', () => {
    const names = ["O\\'Brien\\, Kate".replace("\\'", "'"), '\\#hash', 'a\\+b', 'trailing\\ ', 'quote\\"d', 'eq\\=ual'];
    return withDirectory({ entries: names.map((name, index) => ({ dn: `CN=${name},CN=Users,${base}`, attributes: { objectClass: 'user', sAMAccountName: `n${index}` } })) }, async (_directory, client) => {
      for (const [index, name] of names.entries()) {
        const [found] = (await client.search(base, { scope: 'sub', filter: `(sAMAccountName=n${index})`, attributes: ['cn'] })).searchEntries;
        expect(found?.dn).toBe(`CN=${name},CN=Users,${base}`);
        expect((await client.search(String(found?.dn), { scope: 'base', attributes: ['1.1'] })).searchEntries).toHaveLength(1);
      }
    });
  });

  it('adds GUID and SID to every DN with the extended-DN control', () =>
    withDirectory({ entries: [person('Ana'), group('Team', [`CN=Ana,CN=Users,${base}`])] }, async (directory, client) => {
      const [team] = (await client.search(`CN=Team,CN=Users,${base}`, { scope: 'base', attributes: ['member'] }, new FlagControl('1.2.840.113556.1.4.529', 1))).searchEntries;
      const pattern = (dn: string) => new RegExp(`^<GUID=${directory.guidOf(dn)}>;<SID=S-1-5-21-[0-9-]+>;${dn}$`);
      expect(team?.dn).toMatch(pattern(`CN=Team,CN=Users,${base}`));
      expect(String(team?.['member'])).toMatch(pattern(`CN=Ana,CN=Users,${base}`));
    }));

  it('answers a foreign domain with a referral, a missing object with the best match', () =>
    withDirectory({}, async (_directory, client) => {
      expect((await failureOf(client.search('DC=other,DC=test', { scope: 'base' }))).code).toBe(10);
      const missing = await failureOf(client.search(`CN=Nobody,CN=Users,${base}`, { scope: 'base' }));
      expect(missing.code).toBe(32);
      expect(missing.message).toContain(`'CN=Users,${base}'`);
    }));

  it('names other partitions in a search from the domain root, unless domain scope is asked', () =>
    withDirectory({}, async (_directory, client) => {
      const wide = await client.search(base, { scope: 'sub', filter: '(cn=Users)' });
      expect(wide.searchReferences).toHaveLength(3);
      const own = await client.search(base, { scope: 'sub', filter: '(cn=Users)' }, new FlagControl('1.2.840.113556.1.4.1339'));
      expect(own.searchReferences).toHaveLength(0);
    }));
});

describe('root DSE', () => {
  it('names the domain, the server and its controls without a bind', () =>
    withDirectory({}, async (directory, client) => {
      const anonymous = await connect(directory, 'nobody');
      const [root] = (await anonymous.search('', { scope: 'base' })).searchEntries;
      expect(root).toMatchObject({ defaultNamingContext: base, dnsHostName: 'dc1.corp.contoso.test', configurationNamingContext: `CN=Configuration,${base}` });
      expect(root?.['supportedControl']).toContain('1.2.840.113556.1.4.841');
      expect((await failureOf(anonymous.search(base, { scope: 'base' }))).message).toContain('000004DC');
      await anonymous.unbind();
      const settings = async () => (await client.search(String(root?.['dsServiceName']), { scope: 'base', attributes: ['invocationId'], explicitBufferAttributes: binary })).searchEntries[0]?.['invocationId'];
      const before = await settings();
      expect(before).toHaveLength(16);
      directory.faults.changeInvocationId();
      expect(await settings()).not.toEqual(before);
    }));
});

describe('faults', () => {
  it('drops the connection in the middle of a page', () =>
    withDirectory({ entries: people(50) }, async (directory, client) => {
      directory.faults.dropAfterEntries(7);
      await expect(client.search(`CN=Users,${base}`, inUsers)).rejects.toThrow();
      expect((await (await connect(directory)).search(`CN=Users,${base}`, inUsers)).searchEntries).toHaveLength(50);
    }));

  it('hides what is below a container from the service account, not from admins', () =>
    withDirectory({ entries: people(5) }, async (directory, client) => {
      directory.faults.hideBelow(`CN=Users,${base}`);
      expect((await client.search(`CN=Users,${base}`, inUsers)).searchEntries).toHaveLength(0);
      expect((await client.search(`CN=Users,${base}`, { scope: 'base' })).searchEntries).toHaveLength(1);
      const admin = await connect(directory, 'admin');
      expect((await admin.search(`CN=Users,${base}`, inUsers)).searchEntries).toHaveLength(5);
      await admin.unbind();
    }));

  it('closes idle connections and answers busy', () =>
    withDirectory({ entries: people(5) }, async (directory, client) => {
      directory.faults.refuseSearch(1);
      expect((await failureOf(client.search(base, { scope: 'base' }))).code).toBe(51);
      directory.faults.idleTimeoutMs(50);
      await new Promise((resolve) => setTimeout(resolve, 250));
      expect(client.isConnected).toBe(false);
    }));

  it('refuses an unknown critical control', () =>
    withDirectory({}, async (_directory, client) => {
      expect((await failureOf(client.search(base, { scope: 'base' }, new FlagControl('1.2.3.4.5')))).code).toBe(12);
    }));
});
