import { afterEach, expect, test } from 'vitest';
import { openSource } from '../../../electron/connectors/ldap/source-connector.ts';
import type { SourceOptions } from '../../../electron/connectors/ldap/source-connector.ts';
import type { SourceObject } from '../../../electron/sync/directory.ts';
import type { SourcePage } from '../../../electron/sync/ports.ts';
import { pagedAnswer, pagedOid, sentCookie, startFakeServer } from './fake-server.ts';
import type { FakeAnswer, FakeEntry, FakeSearch, FakeServer } from './fake-server.ts';

const base = 'DC=corp,DC=test';
const eachPage = 600;
const servers: FakeServer[] = [];

afterEach(async () => { for (const server of servers.splice(0)) await server.close(); });

function guid(number: number): Buffer {
  const bytes = Buffer.alloc(16, 0x41);
  bytes.writeUInt32BE(number, 12);
  return bytes;
}

function user(number: number): FakeEntry {
  return { dn: `CN=Zoë ${number},${base}`, attributes: { objectClass: ['top', 'person', 'user'], objectGUID: [guid(number)], cn: [`Zoë ${number}`], description: ['line\r\nline'], manager: [`CN=Zoë 0,${base}`] } };
}

/** A group of which the server sends two members at a time. */
function partOfGroup(first: number): FakeEntry {
  const last = first + 1;
  return { dn: `CN=Big,${base}`, attributes: { objectClass: ['group'], objectGUID: [guid(9999)], [`member;range=${first}-${last === 5 ? '*' : last}`]: [`CN=Zoë ${first},${base}`, `CN=Zoë ${last},${base}`] } };
}

type Directory = { readonly pages: number; readonly name?: (rootDseReads: number) => string; readonly break?: (search: FakeSearch) => FakeAnswer | null };

/** A directory of so many pages of 600 users, on the last of them a group that comes in parts. */
async function serve({ pages, name, break: broken }: Directory): Promise<FakeServer> {
  let rootDseReads = 0;
  const server = await startFakeServer({
    search: (search) => {
      if (search.base === '') {
        rootDseReads += 1;
        return { entries: [{ dn: '', attributes: { defaultNamingContext: [base], namingContexts: [base], supportedControl: [pagedOid], dnsHostName: [name?.(rootDseReads) ?? 'dc1.corp.test'] } }] };
      }
      const range = /member;range=(\d+)-\*/.exec(search.attributes.join(' '))?.[1];
      if (range !== undefined) return { entries: [partOfGroup(Number(range))] };
      const answer = broken?.(search) ?? null;
      if (answer !== null) return answer;
      const number = Number(sentCookie(search) || '0');
      const last = number === pages - 1;
      const users = Array.from({ length: eachPage }, (_, index) => user(number * eachPage + index));
      return { entries: last ? [...users, partOfGroup(0)] : users, controls: pagedAnswer(last ? '' : String(number + 1)) };
    },
  });
  servers.push(server);
  return server;
}

type Read = { readonly objects: readonly SourceObject[]; readonly log: readonly string[] };

function options(server: FakeServer, log: string[], changes: Partial<SourceOptions> = {}): SourceOptions {
  return { urls: [server.url], domain: null, username: 'svc', password: 'secret', startTls: false, allowPlainText: true, tls: { ca: null, pin: null }, baseDn: null, pageSize: eachPage, delta: 'auto', log: (_, text) => log.push(text), ...changes };
}

async function withPages<T>(sourceOptions: SourceOptions, cancel: AbortSignal, use: (pages: AsyncIterable<SourcePage>) => Promise<T>): Promise<T> {
  const source = await openSource(sourceOptions);
  try {
    return await use((await source.openImport(null, { full: true, cancel })).pages);
  } finally {
    await source.close();
  }
}

async function read(server: FakeServer, changes: Partial<SourceOptions> = {}): Promise<Read> {
  const log: string[] = [];
  const objects: SourceObject[] = [];
  await withPages(options(server, log, changes), new AbortController().signal, async (pages) => { for await (const page of pages) objects.push(...page.objects); });
  return { objects, log };
}

function content({ objects }: Read): unknown {
  return objects.map(({ guid: id, dn, kind, attributes, members, manager }) => ({ id, dn, kind, attributes: { ...attributes }, members, manager }));
}

test('a large directory is read by a second thread with a connection of its own, and gives the same objects', async () => {
  const server = await serve({ pages: 3 });
  const inThread = await read(server);
  expect(server.binds).toEqual(['svc', 'svc']);
  expect(inThread.log).toContain('dc1.corp.test is read in a second thread.');
  const inOne = await read(server, { thread: null });
  expect(server.binds).toHaveLength(3);
  expect(content(inThread)).toEqual(content(inOne));
  expect(inThread.objects).toHaveLength(3 * eachPage + 1);
  expect(inThread.objects.at(-1)?.members.map(({ dn }) => dn)).toEqual([0, 1, 2, 3, 4, 5].map((number) => `CN=Zoë ${number},${base}`));
});

test('a directory of one page is read in one thread', async () => {
  const server = await serve({ pages: 1 });
  expect((await read(server)).objects).toHaveLength(eachPage + 1);
  expect(server.binds).toEqual(['svc']);
});

test.each([
  ['the connection breaks', { entries: [user(1)], drop: true }, { kind: 'connection', message: expect.stringContaining('broke') }],
  ['the server refuses', { code: 50, text: 'no' }, { kind: 'permission', message: expect.stringContaining('may not read') }],
  ['an entry cannot be identified', { entries: [{ dn: `CN=a,${base}`, attributes: { objectClass: ['user'] } }], controls: pagedAnswer('') }, { kind: 'permission', message: expect.stringContaining(`CN=a,${base}`) }],
] as const)('when %s in the middle, the import throws what the thread met', async (_, answer, problem) => {
  const server = await serve({ pages: 4, break: (search) => (sentCookie(search) === '2' ? answer : null) });
  await expect(read(server)).rejects.toMatchObject({ name: 'Problem', fix: expect.stringMatching(/./), ...problem });
});

test.each([
  ['another server answers it', { name: (reads: number) => (reads === 1 ? 'dc1.corp.test' : 'dc2.corp.test') }, {}, 'dc1.corp.test is read without a second thread: dc2.corp.test answered there.'],
  ['its program is missing', {}, { program: new URL('file:///nowhere/reading-thread.ts') }, 'dc1.corp.test is read without a second thread: The thread that reads Active Directory ended: Cannot find module'],
  ['it cannot be made', {}, { program: new URL('https://nowhere.test/reading-thread.js') }, 'dc1.corp.test is read without a second thread: The URL must be of scheme file'],
  ['it does not begin', {}, { program: new URL('silent-thread.ts', import.meta.url), startTimeoutMs: 500 }, 'dc1.corp.test is read without a second thread: The thread that reads Active Directory ended: it did not begin within 0.5 seconds'],
] as const)('when %s, everything is read in one thread, and the log says why', async (_, directory, thread, line) => {
  const { objects, log } = await read(await serve({ pages: 2, ...directory }), { thread });
  expect(objects).toHaveLength(2 * eachPage + 1);
  expect(log.filter((text) => text.includes('second thread'))).toEqual([expect.stringContaining(line)]);
});

test('a thread that dies in the middle fails the import', async () => {
  const server = await serve({ pages: 2 });
  await expect(read(server, { thread: { program: new URL('dying-thread.ts', import.meta.url) } })).rejects.toMatchObject({ name: 'Problem', kind: 'internal', message: expect.stringContaining('exit code 7') });
});

test('the thread reads no further than a few pages ahead, and ends when nobody wants them', async () => {
  const server = await serve({ pages: 12 });
  const asked = (): number => new Set(server.searches.map(sentCookie)).size;
  await withPages(options(server, []), new AbortController().signal, async (pages) => {
    for await (const _ of pages) {
      await expect.poll(asked).toBeGreaterThan(2);
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(asked()).toBeLessThan(8);
      break;
    }
  });
  await expect.poll(() => server.connections()).toBe(0);
});

test('cancelling ends the import and the thread', async () => {
  const server = await serve({ pages: 12 });
  const cancel = new AbortController();
  const reading = withPages(options(server, []), cancel.signal, async (pages) => { for await (const _ of pages) cancel.abort(); });
  await expect(reading).rejects.toMatchObject({ kind: 'cancelled' });
  await expect.poll(() => server.connections()).toBe(0);
});
