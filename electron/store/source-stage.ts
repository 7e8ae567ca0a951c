import { hash } from 'node:crypto';
import type { SourceObject, SourceReference } from '../sync/directory.ts';
import type { SourcePage } from '../sync/ports.ts';
import { parseStored, sameValues, sortedJson } from './json.ts';
import { dnKey, termsOf } from './names.ts';
import { claimKey, followRenames } from './source-renames.ts';
import type { Rename } from './source-renames.ts';
import type { ReferenceAttribute, SourceStatements, StagedSource } from './source-statements.ts';

/**
 * Writes one page into the source space and answers whether it brought any difference. What is staged already is
 * compared, not written again. Names first (objects may swap theirs), then what hung on the old names, then references.
 */
export function stagePage(statements: SourceStatements, page: SourcePage, file: string): boolean {
  let changed = false;
  const renames: Rename[] = [];
  // By row id: when a page delivers an object twice, the later one counts.
  const staged = new Map<number, { readonly object: SourceObject; readonly before: StagedSource | undefined }>();

  for (const object of page.objects) {
    const before = statements.find.get(object.guid);
    const result = before === undefined ? insertObject(statements, object) : updateObject(statements, object, before, file);
    changed = result.changed || changed;
    if (before !== undefined && dnKey(before.dn) !== dnKey(object.dn)) renames.push({ from: before.dn, to: object.dn, container: object.kind === 'container' });
    statements.see.run(result.id, 1);
    const earlier = staged.get(result.id);
    staged.set(result.id, { object, before: earlier === undefined ? before : earlier.before });
  }
  if (renames.length > 0) changed = followRenames(statements, renames) || changed;
  for (const [id, { object, before }] of staged) {
    changed = stageMembers(statements, id, object, before) || changed;
    changed = stageManager(statements, id, object, before) || changed;
  }
  for (const guid of page.deleted) changed = stageTombstone(statements, guid) || changed;
  return changed;
}

function insertObject(statements: SourceStatements, object: SourceObject): { readonly id: number; readonly changed: boolean } {
  const key = dnKey(object.dn);
  const holder = statements.holderOf.get(key);
  // The newest object wins a name, see claimKey.
  if (holder !== undefined) statements.setKey.run(null, holder.id);
  const { id } = statements.insert.run(object.guid, object.kind, object.dn, key);
  statements.insertAttributes.run(id, sortedJson(object.attributes));
  statements.putTerms.run(id, termsOf(object.guid, object.attributes));
  return { id, changed: true };
}

function updateObject(statements: SourceStatements, object: SourceObject, before: StagedSource, file: string): { readonly id: number; readonly changed: boolean } {
  const { id } = before;
  const json = sortedJson(object.attributes);
  // Directories may answer the values of one attribute in another order each time: that is no difference.
  const attributesDiffer = json !== before.json && !sameValues(parseStored(before.json, file), object.attributes);
  const key = dnKey(object.dn);
  const keyDiffers = before.dnKey !== key;
  const rowDiffers = before.dn !== object.dn || before.kind !== object.kind || before.state !== 'present';
  if (attributesDiffer) {
    statements.updateAttributes.run(json, id);
    statements.putTerms.run(id, termsOf(object.guid, object.attributes));
  }
  if (rowDiffers) statements.update.run(object.kind, object.dn, id);
  if (keyDiffers) claimKey(statements, id, key, true);
  return { id, changed: attributesDiffer || rowDiffers || keyDiffers };
}

/** The key of a reference: the GUID when the server gave it, else the name. */
export function referenceKey(reference: SourceReference): string {
  return reference.guid === null ? dnKey(reference.dn) : reference.guid.toLowerCase();
}

function stageMembers(statements: SourceStatements, id: number, object: SourceObject, before: StagedSource | undefined): boolean {
  if (object.members.length === 0 && (before === undefined || (before.memberCount === 0 && before.membersDigest === ''))) return false;
  // In the order of their keys: the digest asks for it, and rows appended in order are the cheapest.
  const wanted = new Map(object.members.map((reference) => [referenceKey(reference), reference] as const).sort(([left], [right]) => (left < right ? -1 : left === right ? 0 : 1)));
  const digest = wanted.size === 0 ? '' : hash('sha256', [...wanted.keys()].join('\n'));
  // A digest is only kept while the rows are what it was computed from; a rename of one of them empties it.
  const current = before === undefined ? '' : (statements.find.get(object.guid)?.membersDigest ?? '');
  if (digest !== '' && digest === current) return false;
  const changed = replaceReferences(statements, id, 'member', wanted, before === undefined);
  statements.setMembers.run(wanted.size, digest, id);
  return changed;
}

function stageManager(statements: SourceStatements, id: number, object: SourceObject, before: StagedSource | undefined): boolean {
  const wanted = new Map(object.manager === null ? [] : [[referenceKey(object.manager), object.manager]]);
  return replaceReferences(statements, id, 'manager', wanted, before === undefined);
}

/** Writes the difference between the staged references and the wanted ones. */
function replaceReferences(statements: SourceStatements, owner: number, attribute: ReferenceAttribute, wanted: ReadonlyMap<string, SourceReference>, isNew: boolean): boolean {
  const surplus = new Set(isNew ? [] : statements.references.all(owner, attribute).map((row) => row.key));
  let changed = false;
  for (const [key, reference] of wanted) {
    if (surplus.delete(key)) continue;
    statements.insertReference.run(owner, attribute, key, reference.guid === null ? 0 : 1, reference.dn);
    changed = true;
  }
  for (const key of surplus) statements.deleteReference.run(owner, attribute, key);
  return changed || surplus.size > 0;
}

function stageTombstone(statements: SourceStatements, guid: string): boolean {
  const row = statements.tombstone.get(guid);
  if (row === undefined || row.state === 'gone') return false;
  statements.setState.run('gone', row.id);
  statements.see.run(row.id, 0);
  return true;
}
