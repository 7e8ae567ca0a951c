import type { PlanChange, PlanReference } from '../../../shared/plan.ts';
import type { LinkEntry, Links } from '../store.ts';

/** Target ids of what a plan refers to, at this moment. */
export type TargetIds = {
  /** The object of a change itself. */
  own(change: PlanChange): string | null;
  reference(reference: PlanReference): string | null;
  /** Tells that a link was made or changed. */
  follow(link: Pick<LinkEntry, 'guid' | 'state' | 'targetId'> | null): void;
};

/**
 * Resolves references at the time of sending: objects created earlier in the same export are known by then.
 * One map of about 100 bytes for each linked object; objects in the recycle bin are not in it.
 */
export function createTargetIds(links: Links): TargetIds {
  const byGuid = new Map<string, string>();
  const follow: TargetIds['follow'] = (link) => {
    if (link === null) return;
    if (link.state === 'deleted') byGuid.delete(link.guid);
    else byGuid.set(link.guid, link.targetId);
  };
  for (const link of links.iterate()) follow(link);
  return {
    own: (change) => change.target ?? links.get(change.anchor)?.targetId ?? null,
    reference: (reference) => reference.target ?? (reference.guid === null ? null : (byGuid.get(reference.guid) ?? null)),
    follow,
  };
}
