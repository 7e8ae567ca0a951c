import { addEntry, deleteEntry, deleteTree, modifyEntry, moveEntry, restoreEntry, type EntryInput, type Modification } from './changes.ts';
import { sightOf, type Context, type Rights } from './context.ts';
import type { RequestControls } from './controls.ts';
import { dnOf, type Entry, type Value } from './entry.ts';
import { refusals, resultCode } from './failure.ts';
import type { Request, WireModification } from './messages.ts';
import { attributeValues } from './reading.ts';
import { attributeSchema } from './schema.ts';
import { parseDn } from './names.ts';
import { entryOfDn, resolveName } from './tree.ts';

export type WriteRequest = Extract<Request, { readonly kind: 'add' | 'modify' | 'delete' | 'rename' | 'compare' }>;

/** Changes over LDAP, for administrators only; the same rules as for the direct ones, and unique UPNs. */
export function applyWrite(context: Context, rights: Rights, request: WriteRequest, controls: RequestControls): number {
  if (!rights.read) throw refusals.notBound();
  const { tree } = context;
  if (request.kind === 'compare') return compare(target(context, rights, request.dn, controls), request.name, request.value);
  if (!rights.write) throw refusals.noRights();
  switch (request.kind) {
    case 'add':
      addEntry(tree, request.dn, inputOf(request.attributes), { uniquePrincipalNames: true });
      break;
    case 'modify': {
      const entry = target(context, rights, request.dn, controls);
      const newName = request.modifications.find(({ name, operation }) => name.toLowerCase() === 'distinguishedname' && operation === 'replace');
      if (entry.deleted && newName !== undefined && request.modifications.some(({ name }) => name.toLowerCase() === 'isdeleted')) {
        restoreEntry(tree, entry, newName.values[0]?.toString('utf8'));
        break;
      }
      if (entry.deleted) throw refusals.systemObject();
      modifyEntry(tree, entry, request.modifications.map(modificationOf), { uniquePrincipalNames: true, permissive: controls.permissive });
      break;
    }
    case 'delete': {
      const entry = target(context, rights, request.dn, controls);
      if (entry.deleted) throw refusals.systemObject();
      if (controls.treeDelete) deleteTree(tree, entry);
      else deleteEntry(tree, entry);
      break;
    }
    case 'rename': {
      const entry = target(context, rights, request.dn, controls);
      const rdn = parseDn(request.newRdn)?.[0];
      const parent = request.newParent === null ? entry.parent : entryOfDn(tree, request.newParent).entry;
      if (rdn === undefined || entry.deleted) throw refusals.badName(request.newRdn);
      if (parent === null || parent === undefined) throw refusals.noSuchObject('');
      moveEntry(tree, entry, { rdn, parent });
      break;
    }
  }
  return resultCode.success;
}

function target(context: Context, rights: Rights, dn: string, controls: RequestControls): Entry {
  const entry = resolveName(context.tree, dn);
  if (entry === undefined) throw refusals.noSuchObject(dn.startsWith('<') ? '' : entryOfDn(context.tree, dn).bestMatch);
  const sees = sightOf(context, rights, { deleted: controls.showDeleted, recycled: controls.showRecycled });
  if (!sees(entry)) throw refusals.noSuchObject(entry.parent === null ? '' : dnOf(entry.parent));
  return entry;
}

function compare(entry: Entry, name: string, value: Buffer): number {
  if (attributeSchema(name) === undefined) throw refusals.noSuchAttribute(name);
  const equal = attributeValues(entry, name.toLowerCase()).some((held) =>
    Buffer.isBuffer(held) ? held.equals(value) : held.toLowerCase() === value.toString('utf8').toLowerCase());
  return equal ? resultCode.compareTrue : resultCode.compareFalse;
}

/** New accounts over LDAP start disabled and without a password (userAccountControl 546), as in AD. */
function inputOf(attributes: readonly { readonly name: string; readonly values: readonly Buffer[] }[]): EntryInput {
  const input: Record<string, readonly Value[]> = {};
  for (const { name, values } of attributes) {
    if (attributeSchema(name)?.system === true) throw refusals.systemOnly();
    input[name] = valuesFor(name, values);
  }
  const has = (wanted: string): boolean => Object.keys(input).some((name) => name.toLowerCase() === wanted.toLowerCase());
  const classNames = Object.entries(input).find(([name]) => name.toLowerCase() === 'objectclass')?.[1].map((value) => String(value).toLowerCase()) ?? [];
  const isUser = classNames.includes('user') && !classNames.includes('computer');
  return isUser && !has('userAccountControl') ? { ...input, userAccountControl: '546' } : input;
}

function modificationOf(change: WireModification): Modification {
  return { operation: change.operation, name: change.name, values: valuesFor(change.name, change.values) };
}

function valuesFor(name: string, values: readonly Buffer[]): readonly Value[] {
  const keepBytes = attributeSchema(name)?.syntax === 'binary' || name.toLowerCase() === 'unicodepwd';
  return keepBytes ? values : values.map((value) => value.toString('utf8'));
}
