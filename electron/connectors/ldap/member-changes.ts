import type { MemberChanges } from '../../sync/ports.ts';
import type { RawEntry } from './message.ts';
import { valuesAsText } from './raw-values.ts';
import { referenceOf } from './source-object.ts';

/** With LDAP_DIRSYNC_INCREMENTAL_VALUES an answer holds the added and the removed values under these names, [MS-ADTS] 3.1.1.3.4.1.3. */
const addedName = 'member;range=1-1';
const removedName = 'member;range=0-0';
/** In every answer of DirSync, changed or not. */
const identifying = new Set(['objectguid', 'instancetype']);
/** In the answer for a new object, for one that came back, and for all objects when the server begins anew: then members that are not named may be gone. */
const whole = new Set(['objectclass', 'isdeleted']);

/** What DirSync said about a group: its changed members, and whether something else changed too. */
export type GroupChange = MemberChanges & { readonly otherwise: boolean };

/** What two entries of one answer say about one group. */
export function both(one: GroupChange | undefined, other: GroupChange): GroupChange {
  if (one === undefined) return other;
  return { added: [...one.added, ...other.added], removed: [...one.removed, ...other.removed], otherwise: one.otherwise || other.otherwise };
}

/**
 * What an answer of DirSync says about a group whose members are known. Null when it does not say enough, and the
 * members have to be read: values in another form than the incremental one, or without their objectGUID.
 */
export function groupChange(entry: RawEntry): GroupChange | null {
  const changes = { added: [] as MemberChanges['added'], removed: [] as MemberChanges['removed'], otherwise: false };
  for (const attribute of entry.attributes) {
    const name = attribute.name.toLowerCase();
    if (identifying.has(name)) continue;
    if (whole.has(name)) return null;
    if (name === addedName) changes.added = valuesAsText(entry, attribute).map(referenceOf);
    else if (name === removedName) changes.removed = valuesAsText(entry, attribute).map(referenceOf);
    else if (name === 'member' || name.startsWith('member;')) return null;
    else changes.otherwise = true;
  }
  return [...changes.added, ...changes.removed].every(({ guid }) => guid !== null) ? changes : null;
}
