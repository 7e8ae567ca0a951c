import type { PlanReference } from '../../../shared/plan.ts';
import { conflictOf } from '../review/book.ts';
import type { SourceRow, TargetRow } from '../store.ts';
import type { Composition } from './context.ts';
import { makingOf, standingOf } from './references.ts';
import { refusedDraft } from './refused.ts';
import { isHeld, type Verdict } from './verdict.ts';

/** The manager a user should have: a reference, nobody, or no change because it waits. */
function wantedManager(row: SourceRow, composition: Composition): PlanReference | 'nobody' | 'unchanged' {
  if (row.managerDn === null) return 'nobody';
  if (row.managerGuid === row.guid) {
    composition.note({ dn: row.dn, attribute: 'manager', text: 'is its own manager in Active Directory; that is left out' });
    return 'nobody';
  }
  const verdict = row.managerGuid === null ? undefined : composition.verdicts.get(row.managerGuid);
  if (verdict?.identity.type !== 'user') return 'nobody';
  const standing = standingOf({ guid: row.managerGuid, dn: row.managerDn }, verdict);
  if (standing.state === 'linked' || standing.state === 'coming') return standing.reference;
  return standing.state === 'waiting' ? 'unchanged' : 'nobody';
}

/** Plans the manager link of one user that is not held. `target`: the object of the verdict's `targetId`. */
export function composeManager(row: SourceRow, verdict: Verdict, target: TargetRow | null, composition: Composition): void {
  if (isHeld(verdict) || verdict.base === 'none') return;
  const wanted = wantedManager(row, composition);
  if (wanted === 'unchanged') return;
  const staged = target?.managerId ?? null;
  const current = staged !== null && composition.index.get(staged) !== undefined ? staged : null;
  const { type, anchor, guid } = verdict.identity;
  const making = makingOf(verdict, composition);
  const common = { type, anchor, guid, dn: row.dn, target: verdict.targetId, reason: verdict.base === 'linked' ? ('changed' as const) : verdict.situation, dependsOn: making === null ? [] : [making] };
  const input =
    wanted === 'nobody'
      ? current === null || composition.leaving.has(current)
        ? null
        : { ...common, action: 'clearManager' as const }
      : wanted.target !== null && wanted.target === current
        ? null
        : { ...common, action: 'setManager' as const, references: [wanted] };
  if (input === null) return;
  const refused = refusedDraft(input, verdict.identity, composition);
  if (refused !== null) {
    const conflict = conflictOf([refused], row.dn, composition.resolutions, composition.store, composition.digest);
    if (conflict !== null) composition.conflict(conflict);
    return;
  }
  if (input.action === 'setManager') composition.book.managers.set += 1;
  else composition.book.managers.clear += 1;
  composition.book.add(input);
}
