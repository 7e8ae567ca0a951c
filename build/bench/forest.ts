import { generateForest, type ForestSize } from '../../electron/lab/company/generate.ts';

/** DNS name and mail domain of the generated forest; the tenant has to have verified the latter. */
export const forestDomain = 'corp.contoso.test';
export const mailDomain = 'contoso.example';
export const forestBase = 'DC=corp,DC=contoso,DC=test';

/** Members that Graph takes in one request. */
const membersPerWrite = 20;

/** A forest in the proportions of the target: a group for 20 users, five memberships for each. */
export function forestOf(users: number): ForestSize {
  return { users, groups: Math.ceil(users / 20), memberships: users * 5, domain: forestDomain, mailDomain };
}

export type Needed = { readonly users: number; readonly groups: number; readonly memberships: number; readonly memberWrites: number; readonly managers: number; readonly total: number };

/** How many requests it takes at least to write the whole forest into an empty tenant; counted from the forest, not from a plan. */
export function neededWrites(size: ForestSize): Needed {
  const count = { users: 0, groups: 0, memberships: 0, memberWrites: 0, managers: 0 };
  for (const { attributes } of generateForest(size)) {
    if (attributes['objectClass'] === 'user') count.users += 1;
    if (attributes['objectClass'] === 'group') count.groups += 1;
    if (attributes['manager'] !== undefined) count.managers += 1;
    const { member } = attributes;
    const members = Array.isArray(member) ? member.length : 0;
    count.memberships += members;
    count.memberWrites += Math.ceil(members / membersPerWrite);
  }
  return { ...count, total: count.users + count.groups + count.memberWrites + count.managers };
}
