import type { StagingStore } from '../store.ts';
import type { IsMember } from './scope-filter.ts';

/** What is needed to know who is in a group. */
export type MemberSource = Pick<StagingStore['source'], 'findByDn' | 'members'>;

export const nobody: IsMember = () => false;

/** Direct members as they are staged; each group is read once. A group that is not staged has none. */
export function membershipIn(source: MemberSource): IsMember {
  const groups = new Map<string, ReadonlySet<string>>();
  return (guid, groupDn) => {
    let members = groups.get(groupDn);
    if (members === undefined) {
      const group = source.findByDn(groupDn);
      members = new Set(group === null ? [] : source.members(group.guid).flatMap((member) => (member.guid === null ? [] : [member.guid])));
      groups.set(groupDn, members);
    }
    return members.has(guid);
  };
}
