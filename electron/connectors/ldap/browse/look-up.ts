import { AndFilter, EqualityFilter, FilterParser, OrFilter, SubstringFilter } from 'ldapts';
import type { Filter } from 'ldapts';
import type { SourceObject } from '../../../sync/directory.ts';
import type { Cancel } from '../../../sync/ports.ts';
import { guidBytes } from '../identifiers.ts';
import { isResult, resultCodes } from '../failure.ts';
import type { RawEntry } from '../message.ts';
import { accountsFilter } from '../object-classes.ts';
import { readPages } from '../pager.ts';
import type { Directory } from '../session.ts';
import { createObjectReader, requestedAttributes } from '../source-object.ts';
import type { ExtraAttribute } from '../source-options.ts';

/** A user or group that a search found. */
export type FoundObject = Pick<SourceObject, 'guid' | 'dn' | 'attributes'> & { readonly kind: 'user' | 'group' | 'contact' };
export type FoundObjects = { readonly objects: readonly FoundObject[]; readonly more: boolean };

const mostFound = 50;
const shown = ['objectGUID', 'entryUUID', 'objectClass', 'displayName', 'cn', 'sAMAccountName', 'userPrincipalName', 'mail', 'description', 'groupType'];

/** Values are written into the request as they are; nothing of what a person typed is ever parsed as a filter. */
function beginsWith(attribute: string, text: string): Filter {
  return new SubstringFilter({ attribute, initial: text });
}

function contains(attribute: string, text: string): Filter {
  return new SubstringFilter({ attribute, any: [text] });
}

function byGuid(text: string): readonly Filter[] {
  const bytes = /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(text) ? guidBytes(text.replace(/^\{|\}$/g, '').toLowerCase()) : null;
  return bytes === null ? [] : [new EqualityFilter({ attribute: 'objectGUID', value: bytes })];
}

function nameOf({ attributes, dn }: FoundObject): string {
  return attributes['displayName']?.[0] ?? attributes['cn']?.[0] ?? dn;
}

async function search(directory: Directory, filter: Filter, attributes: readonly string[], cancel: Cancel, base = directory.baseDn, scope: 'base' | 'sub' = 'sub', extra: readonly ExtraAttribute[] = []): Promise<FoundObjects> {
  const reader = createObjectReader(extra);
  const read = (entry: RawEntry): FoundObject | null => {
    const object = reader.draftOf(entry)?.object;
    return object === undefined || (object.kind !== 'user' && object.kind !== 'group' && object.kind !== 'contact') ? null : { guid: object.guid, dn: object.dn, attributes: object.attributes, kind: object.kind };
  };
  const objects: FoundObject[] = [];
  const request = { base, scope, filter, attributes, pageSize: mostFound + 1, what: base } as const;
  for await (const page of readPages(directory, request, read, cancel)) {
    objects.push(...page.items);
    if (objects.length > mostFound) break;
  }
  const sorted = objects.slice(0, mostFound).sort((left, right) => nameOf(left).localeCompare(nameOf(right)));
  return { objects: sorted, more: objects.length > mostFound };
}

/** Users and groups of which a name begins with the text; a GUID or DN names one. At most 50. */
export async function findObjects(directory: Directory, text: string, kinds: 'all' | 'groups', cancel: Cancel): Promise<FoundObjects> {
  if (/^(?:cn|ou)=.+,dc=/i.test(text)) return await atDn(directory, text, kinds, cancel);
  const names = kinds === 'groups'
    ? ['cn', 'displayName', 'sAMAccountName'].map((attribute) => contains(attribute, text))
    : ['displayName', 'cn', 'sAMAccountName', 'userPrincipalName', 'mail', 'givenName', 'sn'].map((attribute) => beginsWith(attribute, text));
  const accounts = kinds === 'groups' ? new EqualityFilter({ attribute: 'objectClass', value: 'group' }) : FilterParser.parseString(accountsFilter);
  return await search(directory, new AndFilter({ filters: [accounts, new OrFilter({ filters: [...names, ...byGuid(text)] })] }), shown, cancel);
}

async function atDn(directory: Directory, dn: string, kinds: 'all' | 'groups', cancel: Cancel): Promise<FoundObjects> {
  try {
    const found = await search(directory, FilterParser.parseString(accountsFilter), shown, cancel, dn, 'base');
    return { ...found, objects: found.objects.filter(({ kind }) => kinds === 'all' || kind === 'group') };
  } catch (error) {
    if (isMissing(error)) return { objects: [], more: false };
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return [error, (error as { cause?: unknown } | null)?.cause].some((one) => isResult(one, resultCodes.noSuchObject) || isResult(one, resultCodes.invalidDnSyntax));
}

/** One user or group with every attribute that rules look at, `extra` ones among them; null when the account does not see it. Members are not read. */
export async function readAccount(directory: Directory, { guid, dn }: { readonly guid: string | null; readonly dn: string }, cancel: Cancel, extra: readonly ExtraAttribute[] = []): Promise<FoundObject | null> {
  const attributes = requestedAttributes(extra);
  const base = guid !== null && directory.facts.activeDirectory ? `<GUID=${guid}>` : dn;
  try {
    return (await search(directory, FilterParser.parseString(accountsFilter), attributes, cancel, base, 'base', extra)).objects[0] ?? null;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export type MemberCounts = { readonly users: number; readonly groups: number; readonly others: number };

/**
 * Counts the transitive members of a group, each once, as the pilot group's scope does. Members are found by their
 * back link, page by page, so that no group is too large for one answer.
 */
export async function countMembers(directory: Directory, groupDn: string, pageSize: number, cancel: Cancel, progress: (done: number) => void): Promise<MemberCounts> {
  const reader = createObjectReader();
  const seen = new Set<string>();
  const counts = { users: 0, groups: 0, others: 0 };
  const open = [groupDn];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const request = { base: directory.baseDn, scope: 'sub', filter: new EqualityFilter({ attribute: 'memberOf', value: next }), attributes: ['objectGUID', 'entryUUID', 'objectClass'], pageSize, what: `the members of ${next}` } as const;
    const read = (entry: RawEntry): { readonly guid: string; readonly kind: string; readonly dn: string } | null => reader.draftOf(entry)?.object ?? null;
    for await (const page of readPages(directory, request, read, cancel)) {
      for (const { guid, kind, dn } of page.items) {
        if (seen.has(guid) || dn === groupDn) continue;
        seen.add(guid);
        if (kind === 'group') open.push(dn);
        counts[kind === 'user' ? 'users' : kind === 'group' ? 'groups' : 'others'] += 1;
      }
      progress(seen.size);
    }
  }
  return counts;
}
