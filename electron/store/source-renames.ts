import { dnKey, parentOf } from './names.ts';
import type { SourceStatements, StagedReference } from './source-statements.ts';

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
  const candidates = containers.size > 0 ? statements.dnReferences.all() : [...exact.keys()].flatMap((key) => statements.dnReferencesTo.all(key));
  const referred = renameReferences(statements, candidates, newName);
  return moved || referred;
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

function renameReferences(statements: SourceStatements, candidates: readonly StagedReference[], newName: (dn: string) => string | null): boolean {
  const moves = candidates.flatMap((reference) => {
    const dn = newName(reference.dn);
    return dn === null ? [] : [{ ...reference, newDn: dn }];
  });
  for (const { owner, attribute, key } of moves) statements.deleteReference.run(owner, attribute, key);
  for (const { owner, attribute, newDn } of moves) statements.insertReference.run(owner, attribute, dnKey(newDn), 0, newDn);
  for (const owner of new Set(moves.map((move) => move.owner))) statements.recountMembers.run(owner);
  return moves.length > 0;
}
