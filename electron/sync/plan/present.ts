import type { ChangeInput } from './book.ts';
import { composeMain } from './compose.ts';
import type { Composition } from './context.ts';
import { composeManager } from './managers.ts';
import { composeMembership } from './memberships.ts';
import type { ProtectedCount } from './protection.ts';
import type { Entangling } from './release.ts';

/** Changes that are not placed yet: they hand values over, or protection may hold them. */
export type Unplaced = { readonly entangling: readonly Entangling[]; readonly disables: readonly ChangeInput[] };

const counted = { create: true, link: true, restore: true, update: true, disable: true } as const;

/** Streams the staged directory a second time and plans each identity's own change and its manager. */
export function composeIdentities(composition: Composition, entangled: ReadonlySet<string>, step: (done: number) => void): Unplaced {
  const entangling: Entangling[] = [];
  const disables: ChangeInput[] = [];
  let done = 0;
  for (const row of composition.store.source.scan(['user', 'group'])) {
    const verdict = composition.verdicts.get(row.guid);
    if (verdict === undefined) continue;
    done += 1;
    if (done % 1000 === 0) step(done);
    const target = verdict.targetId === null ? null : composition.store.target.get(verdict.targetId);
    const input = composeMain(row, verdict, target, composition);
    if (input !== null) {
      if (input.action in counted) composition.book.counts(input.type)[input.action as keyof typeof counted] += 1;
      if (entangled.has(row.guid)) entangling.push({ key: row.guid, verdict, input });
      else if (input.action === 'disable') disables.push(input);
      else composition.book.add(input);
    }
    if (row.kind === 'user') composeManager(row, verdict, target, composition);
  }
  return { entangling, disables };
}

/** A planned removal of members, for the protection to hold. */
export type Removal = { readonly changeId: string; readonly count: ProtectedCount; readonly digest: string };

/** Plans the memberships of every group. */
export function composeMemberships(composition: Composition): readonly Removal[] {
  const removals: Removal[] = [];
  for (const row of composition.store.source.iterate(['group'])) {
    const verdict = composition.verdicts.get(row.guid);
    const removal = verdict === undefined ? null : composeMembership(row, verdict, composition);
    if (removal !== null) removals.push(removal);
  }
  return removals;
}
