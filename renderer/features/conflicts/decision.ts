import type { ConflictDecision, ConflictDetail } from '../../../shared/ipc/conflicts.ts';
import type { ResolutionKind } from '../../../shared/situation.ts';

/** What a decision still needs before it can be applied; null when it is complete. */
export type Missing = 'value' | 'attribute' | 'target' | 'confirm' | null;

/** The resolutions on offer, the recommended one first. */
export function offered({ conflict }: Pick<ConflictDetail, 'conflict'>): readonly ResolutionKind[] {
  const { resolutions, recommended } = conflict;
  return recommended === null ? resolutions : [recommended, ...resolutions.filter((kind) => kind !== recommended)];
}

function targetsOf({ conflict }: Pick<ConflictDetail, 'conflict'>) {
  return conflict.others.filter(({ side }) => side === 'target');
}

/** A decision with everything filled in that has only one answer. */
export function draftOf(detail: Pick<ConflictDetail, 'conflict'>, kind: ResolutionKind): ConflictDecision {
  const { conflict } = detail;
  const targets = targetsOf(detail);
  const [only] = targets;
  return {
    kind,
    attribute: kind === 'setValue' || kind === 'dropAttribute' ? conflict.attribute : null,
    value: null,
    object: kind === 'pickOwner' || kind === 'exclude' ? conflict.guid : null,
    target: (kind === 'link' || kind === 'pick') && targets.length === 1 && only !== undefined ? only.id : null,
    confirm: null,
  };
}

/** The roles whose holder a link would put under an AD account; null when the decision needs no confirmation. */
export function rolesToConfirm({ conflict }: Pick<ConflictDetail, 'conflict'>, kind: ResolutionKind): string | null {
  return kind === 'link' && conflict.situation === 'roleHolder' ? (conflict.facts['roles'] ?? 'unknown') : null;
}

export function missingIn(detail: Pick<ConflictDetail, 'conflict'>, decision: ConflictDecision): Missing {
  const { kind } = decision;
  if ((kind === 'setValue' || kind === 'dropAttribute') && (decision.attribute ?? '').trim() === '') return 'attribute';
  if (kind === 'setValue' && (decision.value ?? '').trim() === '') return 'value';
  if ((kind === 'link' || kind === 'pick') && decision.target === null) return 'target';
  if (rolesToConfirm(detail, kind) !== null && (decision.confirm ?? '').trim() === '') return 'confirm';
  return null;
}

/** Which AD objects may be chosen: to keep the value, or to be left alone. */
export function ownersOf({ cards }: Pick<ConflictDetail, 'cards'>) {
  return cards.filter(({ side, state }) => side === 'source' && state === 'present');
}

export function candidatesOf({ cards }: Pick<ConflictDetail, 'cards'>) {
  return cards.filter(({ side }) => side === 'target');
}

/** The conflict to look at after this one was decided: the next open one of the list, else the one before. */
export function nextOpen(ids: readonly { readonly id: string; readonly decided: unknown }[], id: string): string | null {
  const at = ids.findIndex((row) => row.id === id);
  const open = (row: { readonly id: string; readonly decided: unknown } | undefined): boolean => row !== undefined && row.decided === null && row.id !== id;
  return (ids.slice(at + 1).find(open) ?? ids.slice(0, Math.max(at, 0)).findLast(open))?.id ?? null;
}
