import type { MatchExpectation } from '../../../../../shared/ipc/configuration.ts';
import type { Situation } from '../../../../../shared/situation.ts';
import type { StagingStore } from '../../../../sync/store.ts';

/** Situations of objects that were in the tenant already. */
const aboutMatching: readonly Situation[] = ['found', 'ambiguousMatch', 'managedElsewhere', 'anchorMismatch', 'typeMismatch', 'roleHolder', 'takenInTarget'];

/** What the newest plan means for objects that were in the tenant already: a link that writes the anchor is a soft match. */
export function matchExpectation(store: StagingStore): MatchExpectation | null {
  const latest = store.plans.latest();
  if (latest === null) return null;
  let hard = 0;
  let soft = 0;
  let groupLinks = 0;
  for (const { action, type, attributes } of store.plans.changes(latest.summary.id)) {
    if (action !== 'link') continue;
    if (type === 'group') groupLinks += 1;
    else if (attributes.some(({ name }) => name === 'onPremisesImmutableId')) soft += 1;
    else hard += 1;
  }
  const held = new Map<Situation, number>();
  for (const { situation } of store.conflicts.all()) if (aboutMatching.includes(situation)) held.set(situation, (held.get(situation) ?? 0) + 1);
  return {
    at: latest.createdAt,
    users: { hard, soft, create: latest.summary.users.create },
    groups: { link: groupLinks, create: latest.summary.groups.create },
    held: [...held].map(([situation, count]) => ({ situation, count })).sort((left, right) => right.count - left.count),
  };
}
