import type { Limit, Profile } from '../../../shared/profile.ts';

/** Below this number of linked objects the percentage does not count (design, section 7). */
const smallest = 50;

/** Linked objects, or those that would be, by type; null when nothing was counted. */
export type LinkedObjects = { readonly users: number; readonly groups: number };

const number = (value: number): string => value.toLocaleString('en');

/** The most that is written without asking: whichever limit is reached first. */
export function freeUpTo({ count, percent }: Limit, linked: number): number {
  return Math.min(linked, count, linked > smallest ? Math.floor((linked * percent) / 100) : count);
}

function shares(limit: Limit, objects: LinkedObjects | null): string {
  const { count, percent } = limit;
  if (objects === null) return `Up to ${number(count)} objects, and not more than ${percent} % of the linked ones,`;
  const kinds = ([['users', objects.users], ['groups', objects.groups]] as const).filter(([, linked]) => linked > 0);
  if (kinds.length === 0) return `Up to ${number(count)} objects`;
  return kinds.map(([name, linked], index) => `${index === 0 ? 'Up to' : 'up to'} ${number(freeUpTo(limit, linked))} of ${number(linked)} ${name}`).join(' and ');
}

/** What the policy and the limits mean, a sentence each. */
export function protectionSentences(policies: Pick<Profile['policies'], 'delete' | 'deleteAfterDays'>, protection: Profile['protection'], objects: LinkedObjects | null): readonly string[] {
  const { deletes } = protection;
  const disables = protection.disables ?? deletes;
  const removals = protection.memberRemovals ?? deletes;
  const held = 'more is held, with everything that follows from it, until you release exactly that set.';
  const leaving: Readonly<Record<typeof policies.delete, readonly string[]>> = {
    delete: [`${shares(deletes, objects)} are deleted in one run without asking; ${held}`],
    disableThenDelete: [
      policies.deleteAfterDays === 0 ? 'An account that leaves is disabled, and deleted by the next run.' : `An account that leaves is disabled at once, and deleted ${policies.deleteAfterDays === 1 ? 'a day' : `${number(policies.deleteAfterDays)} days`} later, unless it comes back.`,
      `${shares(deletes, objects)} are deleted in one run without asking; ${held}`,
    ],
    disable: ['An account that leaves is disabled and never deleted.'],
    ignore: ['An account that leaves stays in Entra as it is; nothing is disabled or deleted.'],
  };
  return [
    ...leaving[policies.delete],
    `${shares(disables, objects === null ? null : { users: objects.users, groups: 0 })} are disabled in one run without asking, those that Active Directory disabled included; ${held}`,
    `Up to ${number(removals.count)} members, and not more than ${removals.percent} % of a group that has more than 20, are taken out of one group without asking; ${held}`,
    'Creates and updates go on meanwhile. A run that finds Active Directory empty where it was not never deletes anything.',
  ];
}
