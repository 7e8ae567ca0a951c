import type { SourceReference } from '../sync/directory.ts';
import { parseStored } from './json.ts';
import { dnKey } from './names.ts';

/** The key of a reference: the GUID when the server gave it, else the name. A GUID holds no `=`, a name always does. */
export function referenceKey(reference: SourceReference): string {
  return reference.guid === null ? dnKey(reference.dn) : reference.guid.toLowerCase();
}

/** The members of one group as they are staged: JSON arrays in the same order, each key once. */
export type MemberList = { readonly count: number; readonly keys: string; readonly dns: string; readonly byName: number };

/** Sorted by key, so that equal members give equal text whatever the order in which they came. */
export function memberList(members: readonly SourceReference[]): MemberList {
  const dnOf = new Map<string, string>();
  let byName = 0;
  for (const reference of members) dnOf.set(referenceKey(reference), reference.dn);
  const keys = [...dnOf.keys()].sort();
  const dns = keys.map((key) => dnOf.get(key));
  for (const key of keys) if (isName(key)) byName += 1;
  return { count: keys.length, keys: JSON.stringify(keys), dns: JSON.stringify(dns), byName };
}

/** The references of a staged list. */
export function referencesOf(staged: { readonly keys: string; readonly dns: string }, file: string): SourceReference[] {
  const dns = parseStored<readonly string[]>(staged.dns, file);
  return parseStored<readonly string[]>(staged.keys, file).map((key, index) => ({ guid: isName(key) ? null : key, dn: dns[index] ?? '' }));
}

function isName(key: string): boolean {
  return key.includes('=');
}
