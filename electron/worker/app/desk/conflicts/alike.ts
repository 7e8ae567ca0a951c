import type { Conflict } from '../../../../../shared/conflict.ts';
import type { ResolutionKind } from '../../../../../shared/situation.ts';
import type { Review } from './review.ts';

/** Decisions that mean something else for every object: a value, an owner, a candidate of its own. */
const personal: readonly ResolutionKind[] = ['setValue', 'pickOwner', 'pick'];

function fits(conflict: Conflict, kind: ResolutionKind): boolean {
  if (!conflict.resolutions.includes(kind)) return false;
  return kind !== 'link' || (conflict.situation !== 'roleHolder' && conflict.others.filter(({ side }) => side === 'target').length === 1);
}

/** Open conflicts of the same situation and property that the same decision fits as it is; only the conflict itself when it does not carry over. */
export function alikeOf({ conflicts, rows }: Review, like: Conflict, kind: ResolutionKind): readonly string[] {
  if (personal.includes(kind) || !fits(like, kind)) return [like.id];
  const open = new Set(rows.filter(({ decided }) => decided === null).map(({ id }) => id));
  return [like.id, ...conflicts.filter((each) => each.id !== like.id && open.has(each.id) && each.situation === like.situation && each.attribute === like.attribute && fits(each, kind)).map(({ id }) => id)];
}
