import type { Control } from 'ldapts';
import type { Cancel } from '../../sync/ports.ts';
import { Problem } from '../../../shared/errors.ts';
import type { Search } from './connection.ts';
import { controlOids, pagedControl, pagedCookie } from './controls.ts';
import { searchProblem } from './failure.ts';
import { readEntry } from './message.ts';
import type { EntryMessage, RawEntry } from './message.ts';
import type { Directory } from './session.ts';

export type PagedSearch = Omit<Search, 'controls'> & {
  readonly controls?: readonly Control[];
  readonly pageSize: number;
  /** What is read, for error texts: "CN=Deleted Objects,…". */
  readonly what: string;
};

/** Takes up entries as they arrive, and hands over at the end of a page what it made of them. What it throws ends the connection. */
export type Intake<T> = { add(entry: EntryMessage): void; take(): T };
/** What became of the entries of one page, and the number of referrals between them. */
export type TakenPage<T> = { readonly taken: T; readonly references: number };
export type ReadPage<T> = { readonly items: readonly T[]; readonly references: number };

const noCookie = Buffer.alloc(0);
const maximumEmptyPages = 10_000;

function cancelledProblem(): Problem {
  return new Problem('cancelled', 'Reading Active Directory was cancelled.', 'Start the run again when you like; nothing that was read is counted.');
}

/** Throws when the admin cancelled. */
export function throwIfCancelled(cancel: Cancel): void {
  if (cancel.aborted) throw cancelledProblem();
}

/** The result of `work`, or the cancel, whichever comes first. */
async function unlessCancelled<T>(work: Promise<T>, cancel: Cancel): Promise<T> {
  throwIfCancelled(cancel);
  let stop: () => void = () => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    stop = () => { reject(cancelledProblem()); };
    cancel.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    cancel.removeEventListener('abort', stop);
  }
}

/**
 * Reads a search page by page (RFC 2696), one page ahead of the consumer. Ends normally only when the server gave an
 * empty cookie; a page may well be empty although more follow. Everything else throws.
 */
export async function* readPagesInto<T>(directory: Directory, search: PagedSearch, intake: Intake<T>, cancel: Cancel): AsyncGenerator<TakenPage<T>> {
  const { connection, facts } = directory;
  const paged = facts.supportedControls.has(controlOids.paged);

  const request = async (cookie: Buffer): Promise<TakenPage<T> & { readonly entries: number; readonly cookie: Buffer }> => {
    let entries = 0;
    const take = (entry: EntryMessage): void => {
      entries += 1;
      intake.add(entry);
    };
    const controls = [...(search.controls ?? []), ...(paged ? [pagedControl(search.pageSize, cookie)] : [])];
    try {
      const done = await connection.search({ ...search, controls }, take);
      const next = paged ? pagedCookie(done.controls) : noCookie;
      if (next === null) throw new Problem('connection', `${facts.name} stopped reading ${search.what} without saying whether that was all.`, 'Start the run again; when it fails again, use another domain controller.');
      return { taken: intake.take(), entries, references: done.references, cookie: next };
    } catch (error) {
      throw searchProblem(error, search.what, facts.name);
    }
  };
  const start = (cookie: Buffer): ReturnType<typeof request> => {
    const page = request(cookie);
    // It may fail while the consumer is still busy with the page before; the failure is met at the next await.
    page.catch(() => undefined);
    return page;
  };

  let next = start(noCookie);
  let emptyPages = 0;
  for (;;) {
    const { taken, entries, references, cookie } = await unlessCancelled(next, cancel);
    const last = cookie.length === 0;
    if (!last) next = start(cookie);
    emptyPages = entries === 0 ? emptyPages + 1 : 0;
    if (emptyPages > maximumEmptyPages) throw new Problem('connection', `${facts.name} keeps answering ${search.what} with empty pages.`, 'Use another domain controller.');
    yield { taken, references };
    if (last) return;
  }
}

/** What `read` makes of an entry that `server` sent. Throws a Problem when it is not well-formed. */
export function readable<T>(server: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('connection', `${server} sent an entry that is not LDAP.`, 'Start the run again; when it fails again, use another domain controller.', { cause: error });
  }
}

/** Decodes an entry that `server` sent. Throws a Problem when it is not well-formed. */
export function decodeEntry(entry: EntryMessage, server: string): RawEntry {
  return readable(server, () => readEntry(entry));
}

/** Keeps the entries as they arrived. */
export function collect(): Intake<readonly EntryMessage[]> {
  let entries: EntryMessage[] = [];
  return {
    add: (entry) => { entries.push(entry); },
    take() {
      const taken = entries;
      entries = [];
      return taken;
    },
  };
}

/** The same pages, of each entry what `read` makes of it; null leaves it out. */
export async function* readPages<T>(directory: Directory, search: PagedSearch, read: (entry: RawEntry) => T | null, cancel: Cancel): AsyncGenerator<ReadPage<T>> {
  for await (const { taken: entries, references } of readPagesInto(directory, search, collect(), cancel)) {
    const items: T[] = [];
    for (const entry of entries) {
      const item = read(decodeEntry(entry, directory.facts.name));
      if (item !== null) items.push(item);
    }
    yield { items, references };
  }
}
