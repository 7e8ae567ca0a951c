import { afterEach, expect, test } from 'vitest';
import { openSource } from '../../../electron/connectors/ldap/source-connector.ts';
import type { SourceOptions } from '../../../electron/connectors/ldap/source-connector.ts';
import type { SourceObject } from '../../../electron/sync/directory.ts';
import type { Cancel } from '../../../electron/sync/ports.ts';
import { pagedAnswer, pagedOid, sentCookie, startFakeServer } from './fake-server.ts';
import type { FakeAnswer, FakeEntry, FakeOptions, FakeSearch, FakeServer } from './fake-server.ts';

const base = 'DC=corp,DC=test';
const never: Cancel = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };
const servers: FakeServer[] = [];

afterEach(async () => { for (const server of servers.splice(0)) await server.close(); });

async function serve(options: FakeOptions): Promise<FakeServer> {
  const server = await startFakeServer(options);
  servers.push(server);
  return server;
}

const rootDse: FakeAnswer = { entries: [{ dn: '', attributes: { defaultNamingContext: [base], namingContexts: [base], supportedControl: [pagedOid] } }] };

function user(index: number, more: FakeEntry['attributes'] = {}): FakeEntry {
  const guid = Buffer.alloc(16, 0x41);
  guid.writeUInt32BE(index, 12);
  return { dn: `CN=User ${index},${base}`, attributes: { objectClass: ['top', 'person', 'user'], objectGUID: [guid], cn: [`User ${index}`], ...more } };
}

/** Serves the rootDSE, then asks `answer` for each search of the import. */
function directory(answer: (search: FakeSearch) => FakeAnswer): FakeOptions['search'] {
  return (search) => (search.base === '' ? rootDse : answer(search));
}

function options(server: FakeServer, changes: Partial<SourceOptions> = {}): SourceOptions {
  return { urls: [server.url], domain: null, username: 'svc', password: 'secret', startTls: false, allowPlainText: true, tls: { ca: null, pin: null }, baseDn: null, pageSize: 2, delta: 'auto', log: () => undefined, ...changes };
}

async function importAll(sourceOptions: SourceOptions): Promise<readonly SourceObject[]> {
  const source = await openSource(sourceOptions);
  try {
    const opened = await source.openImport(null, { full: false, cancel: never });
    const objects: SourceObject[] = [];
    for await (const page of opened.pages) objects.push(...[...page.objects].map(({ guid, dn, kind, attributes, members, manager }) => ({ guid, dn, kind, attributes, members, manager })));
    return objects;
  } finally {
    await source.close();
  }
}

test('goes on after an empty page as long as there is a cookie', async () => {
  const pages: Readonly<Record<string, FakeAnswer>> = {
    '': { entries: [user(1)], controls: pagedAnswer('a') },
    a: { entries: [], controls: pagedAnswer('b') },
    b: { entries: [], controls: pagedAnswer('c') },
    c: { entries: [user(2)], controls: pagedAnswer('') },
  };
  const server = await serve({ search: directory((search) => pages[sentCookie(search) ?? ''] ?? { code: 2 }) });
  expect((await importAll(options(server))).map((object) => object.dn)).toEqual([`CN=User 1,${base}`, `CN=User 2,${base}`]);
});

test.each([
  ['a size limit', { entries: [user(2)], code: 4 }, 'size limit'],
  ['a time limit', { entries: [user(2)], code: 3 }, 'time limit'],
  ['an administrative limit', { entries: [user(2)], code: 11 }, 'administrative limit'],
  ['a referral', { code: 10 }, 'not responsible'],
  ['a busy server', { code: 51 }, 'busy'],
  ['a missing paging answer', { entries: [user(2)] }, 'without saying whether that was all'],
  ['a closed connection', { entries: [user(2)], drop: true }, 'broke'],
  ['a missing right', { code: 50 }, 'may not read'],
] as const)('an import that ends with %s in the middle throws', async (_, second, words) => {
  const server = await serve({ search: directory((search) => (sentCookie(search) === '' ? { entries: [user(1)], controls: pagedAnswer('more') } : second)) });
  await expect(importAll(options(server))).rejects.toMatchObject({ name: 'Problem', message: expect.stringContaining(words) });
});

test('keeps every byte of a GUID, whatever text the bytes would make, and in any spelling of the name', async () => {
  const valid = Buffer.from('ABCDEFGHIJKLMNOP', 'latin1');
  const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('thirteenbytes', 'latin1')]);
  const server = await serve({
    chunkBytes: 7,
    search: directory(() => ({
      entries: [
        { dn: `CN=A,${base}`, attributes: { OBJECTclass: ['USER'], objectguid: [valid], 'MS-DS-CONSISTENCYGUID': [marked], DISPLAYNAME: ['Zoë'] } },
        { dn: `CN=B,${base}`, attributes: { objectClass: ['user'], objectGUID: [marked], 'ms-DS-ConsistencyGuid': [valid] } },
      ],
      controls: pagedAnswer(''),
    })),
  });
  expect(await importAll(options(server))).toEqual([
    { guid: '44434241-4645-4847-494a-4b4c4d4e4f50', dn: `CN=A,${base}`, kind: 'user', members: [], manager: null, attributes: { objectGUID: [valid.toString('base64')], 'mS-DS-ConsistencyGuid': [marked.toString('base64')], displayName: ['Zoë'] } },
    { guid: '74bfbbef-6968-7472-6565-6e6279746573', dn: `CN=B,${base}`, kind: 'user', members: [], manager: null, attributes: { objectGUID: [marked.toString('base64')], 'mS-DS-ConsistencyGuid': [valid.toString('base64')] } },
  ]);
});

test('identifies objects of a server without objectGUID by entryUUID, and throws when there is neither', async () => {
  const server = await serve({ search: directory(() => ({ entries: [{ dn: `cn=a,${base}`, attributes: { objectClass: ['inetOrgPerson'], entryUUID: ['6E9E0A80-0000-1000-8000-0123456789AB'] } }], controls: pagedAnswer('') })) });
  expect(await importAll(options(server))).toMatchObject([{ guid: '6e9e0a80-0000-1000-8000-0123456789ab', attributes: { objectGUID: ['gAqebgAAABCAAAEjRWeJqw=='] } }]);
  const nameless = await serve({ search: directory(() => ({ entries: [{ dn: `cn=a,${base}`, attributes: { objectClass: ['user'] } }], controls: pagedAnswer('') })) });
  await expect(importAll(options(nameless))).rejects.toMatchObject({ kind: 'permission', message: expect.stringContaining(`cn=a,${base}`) });
});

test('leaves computers and managed service accounts out, and takes references apart', async () => {
  const kinds = [['computer', 'user', 'computer'], ['gmsa', 'user', 'computer', 'msDS-GroupManagedServiceAccount'], ['smsa', 'user', 'computer', 'msDS-ManagedServiceAccount']];
  const server = await serve({
    search: directory(() => ({
      entries: [
        ...kinds.map(([name, ...classes]) => ({ dn: `CN=${name},${base}`, attributes: { objectClass: classes, objectGUID: [Buffer.alloc(16, 1)] } })),
        user(5, { manager: [`<GUID=AA58D85B-B81C-44EE-A6C7-3A919FA49781>;<SID=S-1-5-21-1>;CN=Boss\\, Big,${base}`] }),
      ],
      controls: pagedAnswer(''),
    })),
  });
  expect((await importAll(options(server))).map(({ dn, manager }) => ({ dn, manager }))).toEqual([
    { dn: `CN=User 5,${base}`, manager: { guid: 'aa58d85b-b81c-44ee-a6c7-3a919fa49781', dn: `CN=Boss\\, Big,${base}` } },
  ]);
});

test('gives rules the plain name where the server writes identifiers in front of it', async () => {
  const boss = `CN=Boss\\, Big,${base}`;
  const extended = (dn: string): string => `<GUID=AA58D85B-B81C-44EE-A6C7-3A919FA49781>;<SID=S-1-5-21-1>;${dn}`;
  const server = await serve({
    search: directory(() => ({ entries: [user(5, { assistant: [extended(boss)], secretary: [extended(boss), boss], distinguishedName: [extended(`CN=User 5,${base}`)], info: ['<GUID is text'], pager: ['<SID=1>;2'] })], controls: pagedAnswer('') })),
  });
  const extraAttributes = ['assistant', 'secretary', 'distinguishedName', 'info', 'pager'].map((name) => ({ name, binary: false }));
  expect(await importAll(options(server, { extraAttributes }))).toMatchObject([
    { attributes: { assistant: [boss], secretary: [boss, boss], distinguishedName: [`CN=User 5,${base}`], info: ['<GUID is text'], pager: ['<SID=1>;2'] } },
  ]);
});

function rangeServer(total: number, step: number, shrinksTo: number | null): FakeOptions['search'] {
  let size = total;
  const group = (first: number): FakeEntry => {
    const last = Math.min(first + step, size) - 1;
    const name = `member;range=${first}-${last === size - 1 ? '*' : last}`;
    const values = Array.from({ length: last - first + 1 }, (_, index) => `CN=M${first + index},${base}`);
    return { dn: `CN=Big,${base}`, attributes: { objectClass: ['group'], objectGUID: [Buffer.alloc(16, 9)], ...(first === 0 ? { member: [] } : {}), [name]: values } };
  };
  return directory((search) => {
    const asked = /member;range=(\d+)-\*/.exec(search.attributes.join(' '))?.[1];
    if (asked === undefined) return { entries: [group(0)], controls: pagedAnswer('') };
    if (shrinksTo !== null && Number(asked) >= step * 2) size = shrinksTo;
    return Number(asked) >= size ? { code: 1, text: '00002121: range beyond the end' } : { entries: [group(Number(asked))] };
  });
}

test('collects every member of a group that the server cuts at 1,500', async () => {
  const server = await serve({ search: rangeServer(4700, 1500, null) });
  const [group] = await importAll(options(server));
  expect(group?.members).toHaveLength(4700);
  expect(new Set(group?.members.map((member) => member.dn)).size).toBe(4700);
});

test('reads a group that shrinks meanwhile once more from its first member', async () => {
  const server = await serve({ search: rangeServer(4700, 1500, 2000) });
  const [group] = await importAll(options(server));
  expect(group?.members.map((member) => member.dn)).toEqual(Array.from({ length: 2000 }, (_, index) => `CN=M${index},${base}`));
});

test('asks for the next page while the consumer is busy with the one before', async () => {
  const server = await serve({ search: directory((search) => ({ entries: [user(Number(sentCookie(search) || '0'))], controls: pagedAnswer(sentCookie(search) === '3' ? '' : String(Number(sentCookie(search) || '0') + 1)) })) });
  const source = await openSource(options(server));
  const pages = (await source.openImport(null, { full: false, cancel: never })).pages[Symbol.asyncIterator]();
  await pages.next();
  await expect.poll(() => server.searches.filter(({ attributes }) => attributes.includes('cn')).map(sentCookie)).toEqual(['', '1']);
  await source.close();
});

test('signs in again when the server dropped the idle connection', async () => {
  const server = await serve({ search: directory(() => ({ entries: [user(1)], controls: pagedAnswer('') })) });
  const source = await openSource(options(server));
  const read = async (): Promise<number> => {
    let objects = 0;
    for await (const page of (await source.openImport(null, { full: false, cancel: never })).pages) objects += page.objects.length;
    return objects;
  };
  expect(await read()).toBe(1);
  expect(await read()).toBe(1);
  expect(server.binds).toEqual(['svc']);
  server.dropConnections();
  expect(await read()).toBe(1);
  expect(server.binds).toEqual(['svc', 'svc']);
  await source.close();
});

test('tries the next server when one cannot be reached, but never a refused sign-in elsewhere', async () => {
  const good = await serve({ search: directory(() => ({ entries: [user(1)], controls: pagedAnswer('') })) });
  expect(await importAll(options(good, { urls: ['ldap://127.0.0.1:1', good.url] }))).toHaveLength(1);
  const locked = await serve({ search: directory(() => ({})), bind: () => ({ code: 49, text: '80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data 775, v4563' }) });
  await expect(importAll(options(good, { urls: [locked.url, good.url] }))).rejects.toMatchObject({ kind: 'credentials', message: expect.stringContaining('the account is locked') });
  expect(good.binds).toHaveLength(1);
});

test('counts referrals to other domains in the log and does not follow them', async () => {
  const lines: string[] = [];
  const server = await serve({ search: directory(() => ({ entries: [user(1)], references: ['ldap://child.corp.test/DC=child,DC=corp,DC=test'], controls: pagedAnswer('') })) });
  expect(await importAll(options(server, { log: (_, text) => lines.push(text) }))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('1 other naming contexts'))).toHaveLength(1);
});
