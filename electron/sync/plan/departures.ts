import type { LinkIndex } from '../match/match.ts';
import type { LinkEntry } from '../store.ts';
import type { Verdict } from './verdict.ts';

/**
 * Links whose AD object is deleted or out of scope: the identities in situation sourceMissing. `keptGuids` are AD objects
 * that a resolution excluded: their target objects are left alone, as are those that another AD object takes over. By
 * anchor, so that the plan does not depend on order.
 */
export function departures(verdicts: readonly (Pick<Verdict, 'identity'> & Partial<Pick<Verdict, 'base' | 'targetId'>>)[], context: { readonly links: LinkIndex; readonly keptGuids: ReadonlySet<string> }): readonly LinkEntry[] {
  const guids = new Set<string>();
  const takenOver = new Set<string>();
  for (const { identity, base, targetId } of verdicts) {
    guids.add(identity.guid);
    if (base === 'link' && targetId !== null && targetId !== undefined) takenOver.add(targetId);
  }
  const gone = new Map<string, LinkEntry>();
  for (const link of context.links.all()) {
    if (link.state !== 'linked' && link.state !== 'disabled') continue;
    if (guids.has(link.guid) || context.keptGuids.has(link.guid) || takenOver.has(link.targetId)) continue;
    gone.set(`${link.type} ${link.anchor}`, link);
  }
  // The same identity may have come back as another AD object. Few links get here: no key is made for every identity.
  if (gone.size > 0) for (const { identity } of verdicts) gone.delete(`${identity.type} ${identity.anchor}`);
  return [...gone.values()].sort((left, right) => (left.anchor < right.anchor ? -1 : 1));
}
