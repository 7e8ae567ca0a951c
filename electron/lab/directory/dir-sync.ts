import { sightOf, type Context, type Rights } from './context.ts';
import { dirSyncResponse, type RequestControls } from './controls.ts';
import type { Entry } from './entry.ts';
import { refusals, resultCode } from './failure.ts';
import { compileFilter } from './filter.ts';
import type { SearchRequest } from './messages.ts';
import { isWithin, nameOf, readAttributes, selectionOf, type ReadAttribute, type ReadOptions, type Selection } from './reading.ts';
import { attributeSchema, constructedAttributes } from './schema.ts';
import type { FoundEntry, SearchAnswer } from './search.ts';

/**
 * The DirSync control (MS-ADTS 3.1.1.3.4.1.3): objects of one naming context whose requested attributes changed since
 * the cookie, in the order of their change, deleted ones included. Only changed attributes come, and objectGUID.
 * What AD does not count as a change of an object does not show: a rename above it, a rename or the deletion of a member.
 */
export function searchChanges(context: Context, rights: Rights, request: SearchRequest, controls: RequestControls, base: Entry, options: ReadOptions): SearchAnswer {
  const { dirSync } = controls;
  if (dirSync === null) throw refusals.badControl();
  if (!dirSync.objectSecurity && !rights.replicate) throw refusals.noReplicationRight();
  if (base.parent !== null) throw refusals.notNamingContext();
  const from = readCookie(context, dirSync.cookie);
  const sees = dirSync.objectSecurity ? sightOf(context, rights, { deleted: true, recycled: true }) : () => true;
  const test = compileFilter(context.tree, request.filter);
  const selection = selectionOf(request.attributes);
  const limit = dirSync.ancestorsFirst ? Number.POSITIVE_INFINITY : context.maxPageSize;

  const changed: { readonly entry: Entry; readonly found: FoundEntry }[] = [];
  let covered = context.tree.usn;
  let more = false;
  for (const entry of context.tree.byChange) {
    if (entry.usnChanged <= from || !isWithin(entry, base) || !sees(entry) || test(entry) !== true) continue;
    const attributes = changedAttributes(entry, from, selection, options, dirSync.incrementalValues);
    if (attributes.length === 0) continue;
    if (changed.length === limit) {
      more = true;
      break;
    }
    if (changed.length === limit - 1) covered = entry.usnChanged;
    changed.push({ entry, found: { dn: nameOf(entry, options), attributes: [...attributes, ...readAttributes(entry, [{ lower: 'objectguid', range: null }], options)] } });
  }
  if (!more) covered = context.tree.usn;
  const ordered = dirSync.ancestorsFirst ? ancestorsFirst(changed) : changed;
  return {
    entries: ordered.map(({ found }) => found),
    references: [],
    code: resultCode.success,
    message: '',
    controls: [dirSyncResponse(more, Buffer.from(`MSDS${JSON.stringify({ invocationId: context.invocationId, usn: covered })}`))],
  };
}

/** The change number a cookie covers; 0 for no cookie and for one of another invocation of the database. */
function readCookie(context: Context, cookie: Buffer): number {
  if (cookie.length === 0) return 0;
  try {
    if (cookie.subarray(0, 4).toString('latin1') !== 'MSDS') throw refusals.badControl();
    const { invocationId, usn } = JSON.parse(cookie.subarray(4).toString('utf8')) as { readonly invocationId: string; readonly usn: number };
    return invocationId === context.invocationId ? usn : 0;
  } catch {
    throw refusals.badControl();
  }
}

/** Kept by each domain controller for itself, hence never replicated. */
const notReplicated = new Set(['usnchanged', 'usncreated', 'whenchanged', 'distinguishedname', 'objectguid', ...constructedAttributes]);
notReplicated.delete('parentguid');

function changedAttributes(entry: Entry, from: number, selection: Selection, options: ReadOptions, incremental: boolean): readonly ReadAttribute[] {
  const names = selection === null ? allNames(entry) : selection.map(({ lower }) => lower);
  const result: ReadAttribute[] = [];
  for (const lower of new Set(names)) {
    const schema = attributeSchema(lower);
    if (schema === undefined || notReplicated.has(lower) || schema.forwardLink !== null) continue;
    if ((entry.changed?.get(lower) ?? entry.usnCreated) <= from) continue;
    if (incremental && schema.backLink !== null && !entry.deleted) {
      result.push(...changedLinks(entry, lower, schema.name, from, options));
      continue;
    }
    const now = readAttributes(entry, [{ lower, range: null }], options);
    if (now.length > 0) result.push(...now);
    else if (from > 0 && entry.changed?.has(lower) === true) result.push({ name: schema.name, values: [] });
  }
  return result;
}

function allNames(entry: Entry): readonly string[] {
  return ['objectclass', 'name', entry.rdnType.toLowerCase(), 'parentguid', 'instancetype', 'whencreated', 'isdeleted', ...entry.attributes.keys(), ...(entry.links?.keys() ?? []), ...(entry.changed?.keys() ?? [])];
}

/** With LDAP_DIRSYNC_INCREMENTAL_VALUES: `;range=1-1` holds the added values, `;range=0-0` the removed ones. */
function changedLinks(entry: Entry, lower: string, name: string, from: number, options: ReadOptions): readonly ReadAttribute[] {
  const added: string[] = [];
  const removed: string[] = [];
  for (const [target, usn] of entry.links?.get(lower) ?? []) {
    if (usn > from && !target.deleted) added.push(nameOf(target, options));
    if (from > 0 && -usn > from) removed.push(nameOf(target, options));
  }
  return [...(added.length > 0 ? [{ name: `${name};range=1-1`, values: added }] : []), ...(removed.length > 0 ? [{ name: `${name};range=0-0`, values: removed }] : [])];
}

function ancestorsFirst<T extends { readonly entry: Entry }>(changed: readonly T[]): readonly T[] {
  const waiting = new Map(changed.map((item) => [item.entry, item]));
  const ordered: T[] = [];
  const emit = (entry: Entry): void => {
    const item = waiting.get(entry);
    if (item === undefined) return;
    waiting.delete(entry);
    if (entry.parent !== null) emit(entry.parent);
    ordered.push(item);
  };
  for (const { entry } of changed) emit(entry);
  return ordered;
}
