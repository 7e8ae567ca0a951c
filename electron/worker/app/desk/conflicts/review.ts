import type { Conflict, Resolution } from '../../../../../shared/conflict.ts';
import type { ConflictFilter, ConflictRow, ConflictSummary } from '../../../../../shared/ipc/conflicts.ts';
import { situations, type ResolutionKind } from '../../../../../shared/situation.ts';
import { commonNameOf, parentDn } from '../../../../sync/names/dn.ts';
import type { StagingStore } from '../../../../sync/store.ts';
import { pathOf } from '../plan/plan-index.ts';

export type OpenConflict = Conflict & { readonly firstSeen: string };

/** The conflicts of the newest plan with what was decided since; read once for many questions. */
export type Review = {
  readonly conflicts: readonly OpenConflict[];
  readonly rows: readonly ConflictRow[];
  readonly resolutions: ReadonlyMap<string, Resolution>;
};

function decidedKind(conflict: Conflict, resolutions: ReadonlyMap<string, Resolution>, refused: ReadonlySet<string>): ResolutionKind | null {
  const resolution = resolutions.get(conflict.id);
  if (resolution !== undefined) return resolution.kind;
  // A retry leaves no resolution: it forgets the refusal.
  return conflict.situation === 'refused' && !refused.has(conflict.anchor) ? 'retry' : null;
}

function rowOf(conflict: Conflict, decided: ResolutionKind | null): ConflictRow {
  const { id, situation, type, dn, attribute, value, other, reopened } = conflict;
  return { id, situation, type, name: commonNameOf(dn), dn, container: pathOf(parentDn(dn)), attribute, value, other: other?.name ?? null, reopened: reopened !== null, decided };
}

export function readReview(store: StagingStore): Review {
  const conflicts = store.conflicts.all();
  const resolutions = new Map(store.resolutions.all().map((resolution) => [resolution.conflictId, resolution]));
  const refused = new Set(store.refusals.all().map(({ anchor }) => anchor));
  const rows = conflicts.map((conflict) => rowOf(conflict, decidedKind(conflict, resolutions, refused)));
  return { conflicts, resolutions, rows: rows.sort((left, right) => Number(left.decided !== null) - Number(right.decided !== null) || left.name.localeCompare(right.name, 'en') || (left.id < right.id ? -1 : 1)) };
}

/** Conflicts that nobody has decided yet. */
export function openCount(store: StagingStore): number {
  return readReview(store).rows.filter(({ decided }) => decided === null).length;
}

export function summaryOf({ rows, conflicts, resolutions }: Review): ConflictSummary {
  const counts = situations.flatMap((situation) => {
    const own = rows.filter((row) => row.situation === situation);
    const open = own.filter(({ decided }) => decided === null).length;
    return own.length === 0 ? [] : [{ situation, open, decided: own.length - open }];
  });
  const listed = new Set(conflicts.map(({ id }) => id));
  const open = counts.reduce((sum, each) => sum + each.open, 0);
  return { open, decided: rows.length - open, situations: counts, standing: [...resolutions.keys()].filter((id) => !listed.has(id)).length };
}

export function rowsOf({ rows }: Review, { situation, text }: ConflictFilter): readonly ConflictRow[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return rows.filter((row) => {
    if (situation !== null && row.situation !== situation) return false;
    if (words.length === 0) return true;
    const all = `${row.name} ${row.dn} ${row.attribute ?? ''} ${row.value ?? ''} ${row.other ?? ''}`.toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
