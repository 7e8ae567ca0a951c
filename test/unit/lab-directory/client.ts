import { Client, Control, PagedResultsControl, type BerReader, type BerWriter, type Entry, type SearchOptions } from 'ldapts';
import { startDirectory, type DirectoryOptions, type LabDirectory, type SeedEntry } from '../../../electron/lab/directory/directory.ts';

/** A tester's own small client: ldapts, and controls that it does not have. */

export const base = 'DC=corp,DC=contoso,DC=test';
export const binary = ['objectGUID', 'objectSid', 'mS-DS-ConsistencyGuid', 'invocationId'];

export async function connect(directory: LabDirectory, as: 'service' | 'admin' | 'nobody' = 'service'): Promise<Client> {
  const client = new Client({ url: directory.url, tlsOptions: { ca: [directory.ca] }, timeout: 10_000, connectTimeout: 10_000 });
  if (as === 'service') await client.bind(directory.username, directory.password);
  if (as === 'admin') await client.bind(directory.admin.username, directory.admin.password);
  return client;
}

/** Starts a directory and a bound client, and ends both. */
export async function withDirectory(options: DirectoryOptions, work: (directory: LabDirectory, client: Client) => Promise<void>): Promise<void> {
  const directory = await startDirectory(options);
  const client = await connect(directory);
  try {
    await work(directory, client);
  } finally {
    await client.unbind().catch(() => undefined);
    await directory.stop();
  }
}

export function person(name: string, parent = `CN=Users,${base}`, attributes: SeedEntry['attributes'] = {}): SeedEntry {
  return { dn: `CN=${name},${parent}`, attributes: { objectClass: 'user', sAMAccountName: name.toLowerCase().replaceAll(' ', '.').slice(0, 20), ...attributes } };
}

export function group(name: string, members: readonly string[] = [], parent = `CN=Users,${base}`): SeedEntry {
  return { dn: `CN=${name},${parent}`, attributes: { objectClass: 'group', sAMAccountName: name, ...(members.length > 0 ? { member: members } : {}) } };
}

/** RFC 2696, one page at a time. */
class PageControl extends Control {
  readonly cookie: Buffer;
  readonly size: number;

  constructor(size: number, cookie: Buffer) {
    super('1.2.840.113556.1.4.319', { critical: true });
    this.size = size;
    this.cookie = cookie;
  }

  override writeControl(writer: BerWriter): void {
    writer.startSequence(0x04);
    writer.startSequence();
    writer.writeInt(this.size);
    writer.writeBuffer(this.cookie, 0x04);
    writer.endSequence();
    writer.endSequence();
  }

}

/**
 * ldapts reads a paging response into a control of its own that nobody gets to see, and stops at an empty page;
 * so the test looks over its shoulder.
 */
let lastCookie: Buffer = Buffer.alloc(0);
const parsePaged = PagedResultsControl.prototype.parseControl;
PagedResultsControl.prototype.parseControl = function parseAndKeep(this: PagedResultsControl, reader: BerReader): void {
  parsePaged.call(this, reader);
  lastCookie = Buffer.from(this.value?.cookie ?? []);
};

/** Searches one page; answers its entries and the next cookie. */
export async function page(client: Client, where: string, options: SearchOptions, size: number, cookie: Buffer = Buffer.alloc(0)): Promise<{ readonly entries: readonly Entry[]; readonly cookie: Buffer }> {
  lastCookie = Buffer.alloc(0);
  const { searchEntries } = await client.search(where, options, new PageControl(size, cookie));
  return { entries: searchEntries, cookie: lastCookie };
}

export class DirSync extends Control {
  cookie: Buffer;
  more = false;
  readonly flags: number;

  constructor(cookie: Buffer = Buffer.alloc(0), flags = 0) {
    super('1.2.840.113556.1.4.841', { critical: true });
    this.cookie = cookie;
    this.flags = flags;
  }

  override writeControl(writer: BerWriter): void {
    writer.startSequence(0x04);
    writer.startSequence();
    writer.writeInt(this.flags);
    writer.writeInt(1_000_000);
    writer.writeBuffer(this.cookie, 0x04);
    writer.endSequence();
    writer.endSequence();
  }

  override parseControl(reader: BerReader): void {
    reader.readSequence();
    this.more = reader.readInt() !== 0;
    reader.readInt();
    this.cookie = Buffer.from(reader.readString(0x04, true) ?? []);
  }
}

/** A control without a value, or with a single integer. */
export class FlagControl extends Control {
  readonly flag: number | null;

  constructor(type: string, flag: number | null = null) {
    super(type, { critical: true });
    this.flag = flag;
  }

  override writeControl(writer: BerWriter): void {
    if (this.flag === null) return;
    writer.startSequence(0x04);
    writer.startSequence();
    writer.writeInt(this.flag);
    writer.endSequence();
    writer.endSequence();
  }
}

export const showDeleted = (): Control => new FlagControl('1.2.840.113556.1.4.417');
export const showRecycled = (): Control => new FlagControl('1.2.840.113556.1.4.2064');

/** All changes since the cookie, and the next cookie. */
export async function changes(client: Client, cookie: Buffer, options: { readonly attributes?: readonly string[]; readonly flags?: number; readonly filter?: string } = {}): Promise<{ readonly entries: readonly Entry[]; readonly cookie: Buffer; readonly rounds: number }> {
  const entries: Entry[] = [];
  let next = cookie;
  for (let rounds = 1; ; rounds += 1) {
    const control = new DirSync(next, options.flags ?? 0);
    const result = await client.search(base, { scope: 'sub', filter: options.filter ?? '(objectClass=*)', attributes: [...(options.attributes ?? [])], explicitBufferAttributes: binary }, control);
    entries.push(...result.searchEntries);
    next = control.cookie;
    if (!control.more) return { entries, cookie: next, rounds };
  }
}

export async function failureOf(work: Promise<unknown>): Promise<{ readonly code: number; readonly message: string }> {
  try {
    await work;
  } catch (error) {
    const failure = error as { readonly code?: number; readonly message?: string };
    return { code: failure.code ?? -1, message: failure.message ?? '' };
  }
  throw new Error('this should have been refused');
}
