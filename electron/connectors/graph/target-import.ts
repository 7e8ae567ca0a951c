import { Problem } from '../../../shared/errors.ts';
import type { Cancel, ImportMode, Log, TargetImport, TargetPage } from '../../sync/ports.ts';
import { deltaPage, type PageContent } from './delta-page.ts';
import { meansResync, record, text } from './graph-failure.ts';
import { mergeStreams } from './merge-streams.ts';
import { readPage, readPages, type RawPage } from './pages.ts';
import type { Selection } from './selection.ts';
import { GraphRefusal, type Transport } from './transport.ts';
import { formatWatermark, readWatermark, type Watermark } from './watermark.ts';

/**
 * The tenant wants everything read anew in the middle of an import. The import does not count; the next one opened by
 * the same connector is a full one.
 */
export class ResyncRequired extends Problem {
  constructor(options?: { readonly cause?: unknown }) {
    super('resync', 'The tenant ended the change tracking in the middle of the import, so that everything has to be read again.', 'Run `causeway sync --full`.', options);
    this.name = 'ResyncRequired';
  }
}

export type TargetImportOptions = { readonly transport: Transport; readonly selection: Selection; readonly log: Log; readonly now: () => Date };

type Open = (watermark: string | null, options: { readonly full: boolean; readonly cancel: Cancel }) => Promise<TargetImport>;
type Collection = 'users' | 'groups';
/** The first page of each collection, read to know that its link holds. */
type First = Readonly<Record<Collection, RawPage>>;

const nothing: PageContent = { objects: [], removed: [], members: [], managers: [] };

/** Opens target imports: by the delta links of the watermark where they hold, else everything. */
export function createImporter({ transport, selection, log, now }: TargetImportOptions): Open {
  let resyncRequired = false;

  /** What both collections are asked for, to know when a delta link does not ask for it. */
  const everySelected = (): string => `${selection.of('user')};${selection.of('group')}`;

  const fullPaths = (): Readonly<Record<Collection, string>> => ({
    users: `/users/delta?$select=${selection.of('user')},manager`,
    groups: `/groups/delta?$select=${selection.of('group')},members`,
  });

  async function first(links: Readonly<Record<Collection, string>>, cancel: Cancel): Promise<First> {
    const [users, groups] = await Promise.all([readPage(transport, links.users, { cancel }), readPage(transport, links.groups, { cancel })]);
    return { users, groups };
  }

  /** Microsoft documents that users/delta tracks `manager`; a service that refuses it is asked without, see `managers`. */
  async function firstOfFull(cancel: Cancel): Promise<First> {
    try {
      return await selection.reading(() => first(fullPaths(), cancel));
    } catch (error) {
      if (!(error instanceof GraphRefusal) || error.failure.status !== 400 || !error.failure.message.includes('manager')) throw error;
      log('info', `The tenant does not track managers: ${error.failure.message}`);
      return await selection.reading(() => first({ ...fullPaths(), users: fullPaths().users.replace(/,manager$/, '') }, cancel));
    }
  }

  /** Both first pages, or why the links do not hold. */
  async function firstOfDelta({ users, groups }: Watermark, cancel: Cancel): Promise<First | string> {
    try {
      return await first({ users, groups }, cancel);
    } catch (error) {
      if (error instanceof GraphRefusal && meansResync(error.failure)) return `the tenant does not accept the watermark any more (${error.failure.code})`;
      throw error;
    }
  }

  async function* collection(name: Collection, start: RawPage, cancel: Cancel, links: Map<Collection, string>, seen: (page: RawPage) => void): AsyncGenerator<PageContent> {
    for (let page = start; ; ) {
      seen(page);
      const { next, delta } = page;
      const following = next === null ? null : readPage(transport, next, { cancel });
      following?.catch(() => undefined); // reported when it is awaited
      yield deltaPage(name === 'users' ? 'user' : 'group', page.items, selection.object);
      if (following === null) {
        if (delta === null) throw new Problem('connection', `The list of ${name} ended without a delta link, so it is not complete.`, 'Start the run again.');
        links.set(name, delta);
        return;
      }
      page = await following;
    }
  }

  /** Contacts cannot be written through Graph; they are read once per full import, for the addresses they take. */
  async function* contacts(cancel: Cancel): AsyncGenerator<PageContent> {
    try {
      for await (const items of readPages(transport, `/contacts?$select=${selection.of('contact')}&$top=999`, { cancel })) {
        yield { ...nothing, objects: items.map((item) => selection.object('contact', item)) };
      }
    } catch (error) {
      noteOnly(error, 'Contacts of the tenant cannot be read, so addresses that they take are found only when Graph refuses them');
    }
  }

  /** For a service whose delta does not track the manager. */
  async function* managers(cancel: Cancel): AsyncGenerator<PageContent> {
    try {
      for await (const items of readPages(transport, '/users?$select=id&$expand=manager($select=id)&$top=999', { cancel, units: 2 })) {
        const found = items.map((item) => ({ userId: text(item['id']).toLowerCase(), managerId: text(record(item['manager'])['id']).toLowerCase() }));
        yield { ...nothing, managers: found.filter(({ managerId }) => managerId !== '') };
      }
    } catch (error) {
      noteOnly(error, 'Managers cannot be read from the tenant');
    }
  }

  /** A refusal of what is not needed for a complete import is a note; everything else still ends the import. */
  function noteOnly(error: unknown, what: string): void {
    if (!(error instanceof GraphRefusal) || ![400, 403, 404, 501].includes(error.failure.status)) throw error;
    log('info', `${what}: ${error.failure.message} (${error.failure.code}).`);
  }

  async function* pages(mode: ImportMode, start: First, when: string, selected: string, cancel: Cancel): AsyncGenerator<TargetPage> {
    const links = new Map<Collection, string>();
    let users = 0;
    let managersTracked = false;
    const lookAt = ({ items }: RawPage) => {
      users += items.length;
      managersTracked ||= items.some((item) => item['manager@delta'] !== undefined);
    };
    const streams = [collection('users', start.users, cancel, links, lookAt), collection('groups', start.groups, cancel, links, () => undefined)];
    if (mode === 'full') streams.push(contacts(cancel));
    try {
      for await (const page of mergeStreams(streams)) yield { ...page, watermark: null };
      if (mode === 'full' && users > 0 && !managersTracked) {
        for await (const page of managers(cancel)) yield { ...page, watermark: null };
      }
    } catch (error) {
      if (!(error instanceof GraphRefusal) || !meansResync(error.failure)) throw error;
      resyncRequired = true;
      throw new ResyncRequired({ cause: error });
    }
    yield { ...nothing, watermark: formatWatermark({ users: links.get('users') ?? '', groups: links.get('groups') ?? '', when, selected }) };
  }

  return async (stored, { full, cancel }) => {
    const when = now().toISOString();
    const watermark = full ? 'asked for' : resyncRequired ? 'the tenant asked for it' : readWatermark(stored, now(), everySelected());
    const delta = typeof watermark === 'string' ? watermark : await firstOfDelta(watermark, cancel);
    if (typeof delta !== 'string') return { mode: 'delta', reason: 'the watermark holds', pages: pages('delta', delta, when, everySelected(), cancel) };
    if (stored !== null) log('info', `The tenant is read completely: ${delta}.`);
    const start = await firstOfFull(cancel);
    resyncRequired = false;
    return { mode: 'full', reason: delta, pages: pages('full', start, when, everySelected(), cancel) };
  };
}
