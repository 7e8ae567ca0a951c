import { Problem } from '../../../shared/errors.ts';
import { guidKey } from '../names/guid.ts';
import type { SourceSettings } from '../settings.ts';
import type { StagingStore } from '../store.ts';

/** Answers whether an object is a transitive member of the pilot group. */
export type PilotFilter = (guid: string) => boolean;

/** Unlike Entra Connect's group filter, nested groups count, and so do the groups themselves. The pilot group itself does not. */
export function pilotFilter(pilotGroup: SourceSettings['pilotGroup'], source: StagingStore['source']): PilotFilter {
  if (pilotGroup === null) return () => true;
  const { guid, dn } = typeof pilotGroup === 'string' ? { guid: pilotGroup, dn: pilotGroup } : pilotGroup;
  const group = (guid === undefined ? null : source.get(guidKey(guid))) ?? (dn === undefined ? null : source.findByDn(dn));
  if (group?.kind !== 'group' || group.state === 'gone') {
    throw new Problem('usage', `The pilot group ${dn ?? guid ?? ''} is not in Active Directory, or the account may not read it.`, 'Correct source.pilotGroup in the profile, or set it to null to synchronize everything in the selected containers.');
  }
  const reached = new Set<string>();
  const open = [group.guid];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const member of source.members(next)) {
      if (member.guid === null || reached.has(member.guid)) continue;
      reached.add(member.guid);
      open.push(member.guid);
    }
  }
  return (candidate) => reached.has(candidate);
}
