import { createHash } from 'node:crypto';
import { rightsOf, sightOf, type Context, type Session } from './context.ts';
import { pagedResponse, type RawControl, type RequestControls } from './controls.ts';
import { searchChanges } from './dir-sync.ts';
import { dnOf, type Entry } from './entry.ts';
import { DirectoryFailure, refusals, resultCode } from './failure.ts';
import { compileFilter, filterText, type Filter } from './filter.ts';
import { guidText, sidText } from './identifiers.ts';
import type { SearchRequest } from './messages.ts';
import { parseDn } from './names.ts';
import { attributeSchema, constructedAttributes } from './schema.ts';
import { isWithin, nameOf, readAttributes, selectionOf, type ReadAttribute, type ReadOptions } from './reading.ts';
import { rootDse, subordinateReferences } from './root-dse.ts';
import { domainRoot, entryOfDn, resolveName } from './tree.ts';

export type FoundEntry = { readonly dn: string; readonly attributes: readonly ReadAttribute[] };

/** Everything a search answers. `code` other than success comes after the entries, e.g. sizeLimitExceeded. */
export type SearchAnswer = {
  readonly entries: Iterable<FoundEntry>;
  readonly references: readonly string[];
  readonly code: number;
  readonly message: string;
  readonly controls: readonly RawControl[];
};

/** Runs a search for a client. Throws a DirectoryFailure for what AD refuses. */
export function search(context: Context, session: Session, request: SearchRequest, controls: RequestControls): SearchAnswer {
  if (request.base === '' && request.scope === 'base') return answerRootDse(context, request);
  const rights = rightsOf(context, session);
  if (!rights.read) throw refusals.notBound();
  if (context.faults.searchesToRefuse > 0) {
    context.faults.searchesToRefuse -= 1;
    throw refusals.busy();
  }
  const base = resolveBase(context, request.base);
  const options: ReadOptions = { names: controls.names, maxValues: context.maxValues };
  if (controls.dirSync !== null) return searchChanges(context, rights, request, controls, base, options);

  const sees = sightOf(context, rights, { deleted: controls.showDeleted, recycled: controls.showRecycled });
  if (!sees(base)) throw refusals.noSuchObject(base.parent === null ? '' : dnOf(base.parent));
  const test = compileFilter(context.tree, request.filter);
  const matches = (entry: Entry): boolean => inScope(entry, base, request.scope) && sees(entry) && test(entry) === true;
  const candidates = request.scope === 'base' ? [base] : (narrow(context, request.filter) ?? context.tree.all);
  const page = controls.paged === null ? wholeResult(context, request, candidates, matches) : nextPage(context, session, request, controls.paged, candidates, matches);
  const selection = selectionOf(request.attributes);
  const extra = selection === null ? request.attributes.map((name) => name.toLowerCase()).filter((name) => constructedAttributes.has(name)) : [];
  const isLast = page.cookie === null || page.cookie.length === 0;
  return {
    entries: render(page.entries, (entry) => ({ dn: nameOf(entry, options), attributes: readAttributes(entry, selection, options, extra) })),
    references: isLast && request.scope !== 'base' && base === domainRoot(context.tree) && !controls.domainScope ? subordinateReferences(context, request.scope) : [],
    code: page.code,
    message: '',
    controls: page.cookie === null ? [] : [pagedResponse(page.cookie)],
  };
}

/** Entries are read when they are sent, so that a page never stands in memory twice. */
function* render(entries: readonly Entry[], read: (entry: Entry) => FoundEntry): Generator<FoundEntry> {
  for (const entry of entries) yield read(entry);
}

function answerRootDse(context: Context, request: SearchRequest): SearchAnswer {
  const wanted = request.attributes.map((name) => name.toLowerCase());
  const all = wanted.length === 0 || wanted.includes('*') || wanted.includes('+');
  const attributes = rootDse(context).filter((attribute) => all || wanted.includes(attribute.name.toLowerCase()));
  const present = request.filter.kind === 'present' && request.filter.attribute.toLowerCase() === 'objectclass';
  return { entries: present ? [{ dn: '', attributes }] : [], references: [], code: resultCode.success, message: '', controls: [] };
}

function resolveBase(context: Context, name: string): Entry {
  const entry = resolveName(context.tree, name);
  if (entry !== undefined) return entry;
  if (name.startsWith('<')) throw refusals.noSuchObject('');
  const { bestMatch } = entryOfDn(context.tree, name);
  const labels = (parseDn(name) ?? []).filter((rdn) => rdn.type.toLowerCase() === 'dc').map((rdn) => rdn.value);
  if (bestMatch === '' && labels.length > 0) throw refusals.otherDomain(labels.join('.'), name);
  throw refusals.noSuchObject(bestMatch);
}

function inScope(entry: Entry, base: Entry, scope: 'base' | 'one' | 'sub'): boolean {
  if (scope === 'base') return entry === base;
  return scope === 'one' ? entry.parent === base : isWithin(entry, base);
}

/** Uses AD's indexes where the filter names single objects. Null: look at everything. Sorted by creation. */
function narrow(context: Context, filter: Filter): readonly Entry[] | null {
  const found = indexed(context, filter);
  return found === null ? null : [...found].toSorted((left, right) => left.number - right.number);
}

function indexed(context: Context, filter: Filter): ReadonlySet<Entry> | null {
  const { tree } = context;
  if (filter.kind === 'and') {
    for (const part of filter.filters) {
      const found = indexed(context, part);
      if (found !== null) return found;
    }
    return null;
  }
  if (filter.kind === 'or') {
    const parts = filter.filters.map((part) => indexed(context, part));
    return parts.length > 0 && parts.every((part) => part !== null) ? new Set(parts.flatMap((part) => [...part])) : null;
  }
  if (filter.kind !== 'equal') return null;
  const one = (entry: Entry | undefined): ReadonlySet<Entry> => new Set(entry === undefined ? [] : [entry]);
  const name = attributeSchema(filter.attribute)?.name;
  if (name === 'objectGUID' && filter.value.length === 16) return one(tree.byGuid.get(guidText(filter.value)));
  if (name === 'objectSid') {
    const text = filter.value.toString('utf8');
    const sid = text.startsWith('S-1-') ? text : filter.value.length >= 8 && filter.value.length === 8 + 4 * (filter.value[1] ?? 0) ? sidText(filter.value) : '';
    return one(tree.bySid.get(sid));
  }
  return null;
}

type Page = { readonly entries: readonly Entry[]; readonly cookie: Buffer | null; readonly code: number };

function wholeResult(context: Context, request: SearchRequest, candidates: readonly Entry[], matches: (entry: Entry) => boolean): Page {
  const limit = request.sizeLimit > 0 ? Math.min(request.sizeLimit, context.maxPageSize) : context.maxPageSize;
  const entries: Entry[] = [];
  for (const entry of candidates) {
    if (!matches(entry)) continue;
    if (entries.length === limit) return { entries, cookie: null, code: resultCode.sizeLimitExceeded };
    entries.push(entry);
  }
  return { entries, cookie: null, code: resultCode.success };
}

/** Where a paged search goes on. Bound to the connection and the search, as AD's cookies are. */
type PageCookie = { readonly session: number; readonly search: string; readonly next: number; readonly empty: boolean };

function nextPage(
  context: Context,
  session: Session,
  request: SearchRequest,
  paged: { readonly size: number; readonly cookie: Buffer },
  candidates: readonly Entry[],
  matches: (entry: Entry) => boolean,
): Page {
  const digest = createHash('sha256').update(`${request.base}\n${request.scope}\n${filterText(request.filter)}\n${request.attributes.join()}`).digest('base64url');
  const from: PageCookie = paged.cookie.length === 0 ? { session: session.id, search: digest, next: 0, empty: false } : readCookie(paged.cookie, session, digest);
  if (paged.size === 0) return { entries: [], cookie: Buffer.alloc(0), code: resultCode.success };
  const cookieAt = (next: number, empty: boolean): Buffer => Buffer.from(JSON.stringify({ session: session.id, search: digest, next, empty } satisfies PageCookie));
  if (from.empty) return { entries: [], cookie: cookieAt(from.next, false), code: resultCode.success };
  const size = Math.min(paged.size, context.maxPageSize);
  const entries: Entry[] = [];
  const start = candidates === context.tree.all ? from.next : 0;
  for (let index = start; index < candidates.length; index += 1) {
    const entry = candidates[index];
    if (entry === undefined || entry.number < from.next || !matches(entry)) continue;
    if (entries.length === size) return { entries, cookie: cookieAt(entry.number, context.faults.emptyPage), code: resultCode.success };
    entries.push(entry);
  }
  return { entries, cookie: Buffer.alloc(0), code: resultCode.success };
}

function readCookie(bytes: Buffer, session: Session, digest: string): PageCookie {
  try {
    const cookie = JSON.parse(bytes.toString('utf8')) as PageCookie;
    if (cookie.session === session.id && cookie.search === digest) return cookie;
  } catch {
    // not one of ours
  }
  throw new DirectoryFailure(resultCode.unwillingToPerform, '00000057: LdapErr: DSID-0C0907D9, comment: Error processing control, data 0, v4563');
}
