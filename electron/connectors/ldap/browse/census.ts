import { bytesOfBase64 } from '../../../sync/names/guid.ts';
import { normalizeDn, parentDn } from '../../../sync/names/dn.ts';
import type { Cancel } from '../../../sync/ports.ts';
import type { RawEntry } from '../message.ts';
import { accountsFilter, kindOf } from '../object-classes.ts';
import { readPages } from '../pager.ts';
import type { Directory } from '../session.ts';
import { createObjectReader, referenceOf } from '../source-object.ts';

export type ObjectCounts = { readonly users: number; readonly groups: number; readonly contacts: number };

/** Which attribute the source anchor comes from, in objects. `ignored`: mS-DS-ConsistencyGuid holds something else than 16 bytes. */
export type AnchorCounts = { readonly consistencyGuid: number; readonly objectGuid: number; readonly ignored: number };

export type Census = {
  /** Objects directly in a container, by the container's normalized DN. */
  readonly byContainer: ReadonlyMap<string, ObjectCounts>;
  readonly total: ObjectCounts;
  readonly anchors: { readonly users: AnchorCounts; readonly groups: AnchorCounts };
};

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const kindNames = { user: 'users', group: 'groups', contact: 'contacts' } as const;
const consistencyGuid = 'mS-DS-ConsistencyGuid';

function source(values: readonly string[] | undefined): keyof AnchorCounts {
  const value = values?.[0];
  if (value === undefined || value === '') return 'objectGuid';
  return bytesOfBase64(value)?.length === 16 ? 'consistencyGuid' : 'ignored';
}

/**
 * Counts users, groups and contacts per container, and where their source anchors come from, in one paged read of the
 * whole base: a count per container would be one search each.
 */
export async function takeCensus(directory: Directory, pageSize: number, cancel: Cancel, progress: (done: number) => void): Promise<Census> {
  const reader = createObjectReader();
  const byContainer = new Map<string, Mutable<ObjectCounts>>();
  const total = { users: 0, groups: 0, contacts: 0 };
  const anchors = { users: { consistencyGuid: 0, objectGuid: 0, ignored: 0 }, groups: { consistencyGuid: 0, objectGuid: 0, ignored: 0 } };
  const count = (entry: RawEntry): true | null => {
    let classes: readonly string[] = [];
    let guid: readonly string[] | undefined;
    for (const attribute of entry.attributes) {
      const found = reader.valuesOf(entry, attribute);
      if (found?.meaning.name === 'objectClass') classes = found.values;
      else if (found?.meaning.name === consistencyGuid) guid = found.values;
    }
    const kind = kindOf(classes);
    if (kind !== 'user' && kind !== 'group' && kind !== 'contact') return null;
    const name = kindNames[kind];
    const parent = normalizeDn(parentDn(referenceOf(entry.dn).dn));
    const here = byContainer.get(parent) ?? { users: 0, groups: 0, contacts: 0 };
    byContainer.set(parent, here);
    here[name] += 1;
    total[name] += 1;
    if (name !== 'contacts') anchors[name][source(guid)] += 1;
    return true;
  };
  const search = { base: directory.baseDn, scope: 'sub', filter: accountsFilter, attributes: ['objectClass', consistencyGuid], pageSize, what: directory.baseDn } as const;
  let done = 0;
  for await (const page of readPages(directory, search, count, cancel)) {
    done += page.items.length;
    progress(done);
  }
  return { byContainer, total, anchors };
}

export function addCounts(left: ObjectCounts, right: ObjectCounts): ObjectCounts {
  return { users: left.users + right.users, groups: left.groups + right.groups, contacts: left.contacts + right.contacts };
}

export const noObjects: ObjectCounts = { users: 0, groups: 0, contacts: 0 };
