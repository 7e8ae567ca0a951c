import { dnKey, parentOf } from './names.ts';
import { memberList, putMembers, referenceOf } from './source-members.ts';
import type { SourceStatements } from './source-statements.ts';

/** An object whose DN changed within one page. */
export type Rename = { readonly from: string; readonly to: string; readonly container: boolean };

/**
 * Makes `id` the holder of a DN. The newest news wins: with `newest` the holder so far loses its name (it was recreated,
 * or moves later in the same import), without it a holder that this import delivered keeps it.
 */
export function claimKey(statements: SourceStatements, id: number, key: string, newest: boolean): void {
  const holder = statements.holderOf.get(key);
  if (holder !== undefined && holder.id !== id) {
    if (!newest && holder.delivered === 1) {
      statements.setKey.run(null, id);
      return;
    }
    statements.setKey.run(null, holder.id);
  }
  statements.setKey.run(key, id);
}

/**
 * Carries the renames of one page to what hangs on the old names and was not met by this import itself: everything
 * below a renamed container (AD reports only the container), and references that are known by DN only. All renames
 * take effect at once, so that objects and containers may swap names.
 */
export function followRenames(statements: SourceStatements, renames: readonly Rename[]): boolean {
  const containers = new Map(renames.filter((rename) => rename.container).map((rename) => [dnKey(rename.from), rename]));
  const exact = new Map(renames.map((rename) => [dnKey(rename.from), rename.to]));
  const moved = containers.size === 0 ? false : renameBelow(statements, containers);

  const newName = (dn: string): string | null => exact.get(dnKey(dn)) ?? nameBelow(dn, containers);
  const oldNames = [...exact.keys()];
  const managers = renameManagers(statements, containers.size > 0 ? null : oldNames, newName);
  const members = renameMembers(statements, containers.size > 0 ? null : oldNames, newName);
  return moved || managers || members;
}

/** The new DN of something below the nearest renamed container, or null when it is below none. */
function nameBelow(dn: string, containers: ReadonlyMap<string, Rename>): string | null {
  for (let parent = parentOf(dn); parent !== null; parent = parentOf(parent)) {
    const rename = containers.get(dnKey(parent));
    if (rename !== undefined) return dn.slice(0, dn.length - parent.length) + rename.to;
  }
  return null;
}

function renameBelow(statements: SourceStatements, containers: ReadonlyMap<string, Rename>): boolean {
  const moves = statements.unseenNames.all().flatMap((row) => {
    const dn = nameBelow(row.dn, containers);
    return dn === null ? [] : [{ id: row.id, dn, named: row.dnKey !== null }];
  });
  for (const move of moves) statements.setKey.run(null, move.id);
  for (const move of moves) {
    statements.setDn.run(move.dn, move.id);
    if (move.named) claimKey(statements, move.id, dnKey(move.dn), false);
  }
  return moves.length > 0;
}

/** Managers known by name; `oldNames`: the only names that can have changed, null when any may have. */
function renameManagers(statements: SourceStatements, oldNames: readonly string[] | null, newName: (dn: string) => string | null): boolean {
  const candidates = oldNames === null ? statements.namedManagers.all() : statements.namedManagersOf.all(JSON.stringify(oldNames));
  let changed = false;
  for (const { owner, dn } of candidates) {
    const renamed = newName(dn);
    if (renamed === null) continue;
    statements.setManager.run(dnKey(renamed), 0, renamed, owner);
    changed = true;
  }
  return changed;
}

/** Members known by name, one group after the other. */
function renameMembers(statements: SourceStatements, oldNames: readonly string[] | null, newName: (dn: string) => string | null): boolean {
  const owners = oldNames === null ? statements.ownersByName.all() : statements.ownersOfNames.all(JSON.stringify(oldNames));
  let changed = false;
  for (const { owner } of owners) {
    const references = statements.membersOf.all(owner).map(referenceOf);
    const renamed = references.map((reference) => (reference.guid === null ? { guid: null, dn: newName(reference.dn) ?? reference.dn } : reference));
    if (renamed.every((reference, index) => reference.dn === references[index]?.dn)) continue;
    putMembers(statements, owner, memberList(renamed));
    changed = true;
  }
  return changed;
}
