import type { LinkEntry, LinkIndex } from '../match/match.ts';
import type { Verdict } from './verdict.ts';

/**
 * Links whose AD object is deleted or out of scope: the identities in situation sourceMissing. `keptGuids` are AD objects
 * that a resolution excluded: their target objects are left alone, as are those that another AD object takes over. By
 * anchor, so that the plan does not depend on order.
 */
export function departures(verdicts: readonly (Pick<Verdict, 'identity'> & Partial<Pick<Verdict, 'base' | 'targetId'>>)[], context: { readonly links: LinkIndex; readonly keptGuids: ReadonlySet<string> }): readonly LinkEntry[] {
  const anchors = new Set<string>();
  const guids = new Set<string>();
  const takenOver = new Set<string>();
  for (const { identity, base, targetId } of verdicts) {
    if (base === 'link' && targetId !== null && targetId !== undefined) takenOver.add(targetId);
    anchors.add(`${identity.type} ${identity.anchor}`);
    guids.add(identity.guid);
  }
  const gone: LinkEntry[] = [];
  for (const link of context.links.all()) {
    if (link.state !== 'linked' && link.state !== 'disabled') continue;
    if (anchors.has(`${link.type} ${link.anchor}`) || guids.has(link.guid) || context.keptGuids.has(link.guid) || takenOver.has(link.targetId)) continue;
    gone.push(link);
  }
  return gone.sort((left, right) => (left.anchor < right.anchor ? -1 : 1));
}
