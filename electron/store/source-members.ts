import { hash } from 'node:crypto';
import type { SourceReference, StagedMembers } from '../sync/directory.ts';
import type { MemberChanges } from '../sync/ports.ts';
import { dnKey } from './names.ts';
import type { SourceStatements } from './source-statements.ts';

/** The key of a reference: the GUID when the server gave it, else the name. A GUID holds no `=`, a name always does. */
export function referenceKey(reference: SourceReference): string {
  return reference.guid === null ? dnKey(reference.dn) : reference.guid.toLowerCase();
}

/** The members of one group as they are staged: see StagedMembers. */
export type MemberList = Omit<StagedMembers, 'names'> & { readonly names: string | Uint8Array };

/** The list of a group without members. */
export const noMembers: MemberList = { count: 0, byName: 0, digest: '', names: '{}' };

/** Sorted by key, so that equal members give an equal digest whatever the order in which they came. */
export function memberList(members: readonly SourceReference[]): MemberList {
  if (members.length === 0) return noMembers;
  const dnOf = new Map<string, string>();
  for (const reference of members) dnOf.set(referenceKey(reference), reference.dn);
  const keys = [...dnOf.keys()].sort();
  let byName = 0;
  for (const key of keys) if (isName(key)) byName += 1;
  return { count: keys.length, byName, digest: hash('sha256', keys.join('\n')), names: JSON.stringify(Object.fromEntries(dnOf)) };
}

/** A staged row as the reference it was. */
export function referenceOf({ key, dn }: { readonly key: string; readonly dn: string }): SourceReference {
  return { guid: isName(key) ? null : key, dn };
}

/** Adds and removes staged members; answers whether that made a difference. The members that stay are not written again. */
export function changeMembers(statements: SourceStatements, owner: number, { added, removed }: MemberChanges): boolean {
  let rows = 0;
  if (removed.length > 0) rows += statements.dropMembers.run(owner, JSON.stringify(removed.map(referenceKey))).changes;
  if (added.length > 0) rows += statements.addMembers.run(owner, memberList(added).names).changes;
  if (rows === 0) return false;
  const { count, byName, digest } = memberList(statements.membersOf.all(owner).map(referenceOf));
  statements.describeMembers.run(count, byName, digest, owner);
  return true;
}

function isName(key: string): boolean {
  return key.includes('=');
}

/** Makes the staged members of a group these: only rows that differ are touched, however large the group is. */
export function putMembers(statements: SourceStatements, owner: number, members: MemberList): void {
  statements.keepMembers.run(owner, members.names);
  if (members.count > 0) statements.addMembers.run(owner, members.names);
  statements.describeMembers.run(members.count, members.byName, members.digest, owner);
}
