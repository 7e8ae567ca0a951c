import type { SourceObject } from '../sync/directory.ts';
import type { LargeGroupChange, SourcePage } from '../sync/ports.ts';
import { parseStored, sameValues, sortedJson, textOf } from './json.ts';
import { dnKey } from './names.ts';
import { changeMembers, memberList, noMembers, putMembers, referenceKey } from './source-members.ts';
import type { MemberList } from './source-members.ts';
import { claimKey, followRenames } from './source-renames.ts';
import type { Rename } from './source-renames.ts';
import type { SourceStatements, StagedSource } from './source-statements.ts';

/**
 * Writes one page of a source into the source space and answers whether it brought any difference. What is staged already is
 * compared, not written again. First the objects (they may swap names), then what hung on the old names.
 */
export function stagePage(statements: SourceStatements, source: string, page: SourcePage, file: string): boolean {
  let changed = false;
  const renames: Rename[] = [];
  const delivered: number[] = [];
  // An object is most likely as new as the one before it: then it is inserted without looking for it first.
  let likelyNew: boolean = false;
  for (const object of page.objects) {
    const inserted: number | null = likelyNew ? insertObject(statements, source, object) : null;
    const before: StagedSource | undefined = inserted === null ? statements.find.get(object.guid) : undefined;
    likelyNew = before === undefined;
    if (before === undefined) {
      delivered.push(inserted ?? insertNamed(statements, source, object));
      changed = true;
      continue;
    }
    changed = updateObject(statements, source, object, before, file) || changed;
    if (dnKey(before.dn) !== dnKey(object.dn)) renames.push({ from: before.dn, to: object.dn, container: object.kind === 'container' });
    delivered.push(before.id);
  }
  for (const group of page.largeGroups ?? []) {
    const before = statements.find.get(group.guid);
    if (before === undefined) throw new Error(`the changes of group ${group.guid} cannot be staged: it is not there`);
    changed = updateLargeGroup(statements, source, group, before, file) || changed;
    if (group.object !== null && dnKey(before.dn) !== dnKey(group.object.dn)) renames.push({ from: before.dn, to: group.object.dn, container: false });
    delivered.push(before.id);
  }
  statements.seeDelivered.run(JSON.stringify(delivered));
  if (renames.length > 0) changed = followRenames(statements, renames) || changed;
  for (const guid of page.deleted) changed = stageTombstone(statements, source, guid) || changed;
  return changed;
}

/** Inserts an object and answers its id; null, and nothing is written, when it is staged or another object has its name. */
function insertObject(statements: SourceStatements, source: string, object: SourceObject): number | null {
  const { guid, kind, dn, manager } = object;
  const members = membersOf(object);
  const { id, changes } = statements.insert.run(guid, source, kind, dn, dnKey(dn), members.count, members.byName, members.digest, manager === null ? null : referenceKey(manager), isByGuid(manager), manager?.dn ?? null);
  if (changes === 0) return null;
  statements.insertAttributes.run(id, object.staged?.attributes ?? sortedJson(object.attributes));
  if (members.count > 0) statements.addMembers.run(id, members.names);
  return id;
}

/** Inserts an object that is not staged. The newest object wins a name, see claimKey. */
function insertNamed(statements: SourceStatements, source: string, object: SourceObject): number {
  const id = insertObject(statements, source, object);
  if (id !== null) return id;
  const holder = statements.holderOf.get(dnKey(object.dn));
  if (holder !== undefined) statements.setKey.run(null, holder.id);
  const named = insertObject(statements, source, object);
  if (named === null) throw new Error(`${object.dn} cannot be staged`);
  return named;
}

function updateObject(statements: SourceStatements, source: string, object: SourceObject, before: StagedSource, file: string): boolean {
  const differs = updateExceptMembers(statements, source, object, before, file);
  return updateMembers(statements, object, before) || differs;
}

function updateLargeGroup(statements: SourceStatements, source: string, group: LargeGroupChange, before: StagedSource, file: string): boolean {
  const differs = group.object !== null && updateExceptMembers(statements, source, group.object, before, file);
  return changeMembers(statements, before.id, group) || differs;
}

function updateExceptMembers(statements: SourceStatements, source: string, object: Omit<SourceObject, 'members'>, before: StagedSource, file: string): boolean {
  const { id } = before;
  const json = attributesOf(object);
  // Directories may answer the values of one attribute in another order each time: that is no difference.
  const attributesDiffer = json !== before.json && !sameValues(parseStored(before.json, file), object.attributes);
  const key = dnKey(object.dn);
  const keyDiffers = before.dnKey !== key;
  const rowDiffers = before.dn !== object.dn || before.kind !== object.kind || before.source !== source || before.state !== 'present';
  if (attributesDiffer) statements.updateAttributes.run(json, id);
  if (rowDiffers) statements.update.run(source, object.kind, object.dn, id);
  if (keyDiffers) claimKey(statements, id, key, true);
  const managerDiffers = updateManager(statements, object, before);
  return attributesDiffer || rowDiffers || keyDiffers || managerDiffers;
}

function updateMembers(statements: SourceStatements, object: SourceObject, before: StagedSource): boolean {
  const members = membersOf(object);
  // A member that only changed its name is the same member: its own object tells the name.
  if (members.digest === before.membersDigest) return false;
  putMembers(statements, before.id, members);
  return true;
}

function updateManager(statements: SourceStatements, { manager }: Pick<SourceObject, 'manager'>, before: StagedSource): boolean {
  const key = manager === null ? null : referenceKey(manager);
  if (key === before.managerKey) return false;
  statements.setManager.run(key, isByGuid(manager), manager?.dn ?? null, before.id);
  return true;
}

function isByGuid(reference: SourceObject['manager']): number {
  return reference === null || reference.guid === null ? 0 : 1;
}

/** An object that moved to another source was met there: the tombstone that it left behind says nothing about it. */
function stageTombstone(statements: SourceStatements, source: string, guid: string): boolean {
  const row = statements.tombstone.get(guid, source);
  if (row === undefined || row.state === 'gone') return false;
  statements.setState.run('gone', row.id);
  statements.see.run(row.id, 0);
  return true;
}

function attributesOf(object: Pick<SourceObject, 'attributes' | 'staged'>): string {
  return object.staged === undefined ? sortedJson(object.attributes) : textOf(object.staged.attributes);
}

function membersOf(object: SourceObject): MemberList {
  return object.staged === undefined ? memberList(object.members) : (object.staged.members ?? noMembers);
}
