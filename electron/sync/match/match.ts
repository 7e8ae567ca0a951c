import type { DeletedObject, TenantFacts } from '../directory.ts';
import { addressKey } from '../flow/address.ts';
import type { Identity } from '../plan/identity.ts';
import { uniqueNameOf } from '../names/anchor.ts';
import type { Settings } from '../settings.ts';
import type { LinkEntry, StagingStore } from '../store.ts';
import type { RuleJoins } from './rule-joins.ts';
import { addressesOf, primaryAddressesOf, type TargetEntry, type TargetIndex } from './target-index.ts';

export type LinkIndex = { byAnchor(type: 'user' | 'group', anchor: string): LinkEntry | undefined; byGuid(guid: string): LinkEntry | undefined; byTarget(id: string): LinkEntry | undefined; all(): Iterable<LinkEntry> };

function isLive({ state }: Pick<LinkEntry, 'state'>): boolean {
  return state === 'linked' || state === 'disabled';
}

/** Keeps every link; identifiers that `target` keeps already are those texts, not more of the same. */
export function indexLinks(links: StagingStore['links'], target: Pick<TargetIndex, 'get'>): LinkIndex {
  const anchors = new Map<string, LinkEntry>();
  const guids = new Map<string, LinkEntry>();
  const targets = new Map<string, LinkEntry>();
  for (const link of links.iterate()) {
    const object = target.get(link.targetId);
    const targetId = object?.id ?? link.targetId;
    const anchor = object?.immutableId === link.anchor ? object.immutableId : link.anchor;
    const { guid, state } = link;
    const entry: LinkEntry = { ...link, anchor, targetId };
    anchors.set(anchor, entry);
    // An object may have left a link behind, of an account that is deleted or let go: the one that holds now counts.
    if (isLive(entry) || !guids.has(guid)) guids.set(guid, entry);
    if (state !== 'deleted') targets.set(targetId, entry);
  }
  return {
    byAnchor: (type, anchor) => {
      const entry = anchors.get(anchor);
      return entry?.type === type ? entry : undefined;
    },
    byGuid: (guid) => guids.get(guid),
    byTarget: (id) => targets.get(id),
    all: () => anchors.values(),
  };
}

/** How an identity relates to the target, before claims and roles are looked at (design, section 5). */
export type Match =
  | { readonly kind: 'linked'; readonly entry: TargetEntry; readonly link: LinkEntry }
  | { readonly kind: 'missing'; readonly link: LinkEntry | null; readonly targetId: string; readonly restorable: boolean }
  | { readonly kind: 'returned'; readonly link: LinkEntry; readonly targetId: string }
  | { readonly kind: 'anchorChanged'; readonly link: LinkEntry; readonly entry: TargetEntry | undefined }
  | { readonly kind: 'found'; readonly entry: TargetEntry; readonly by: 'anchor' | 'address' | 'principalName' | 'join' | 'uniqueName' | 'sid' | 'displayName' }
  /** `why` instead of the number of candidates; `exists`: creating a new object would reach one of them. */
  | { readonly kind: 'ambiguous'; readonly entries: readonly TargetEntry[]; readonly why?: string; readonly exists?: true }
  /** An address that is no more than a secondary one of the other object. */
  | { readonly kind: 'secondary'; readonly entry: TargetEntry; readonly attribute: 'mail' | 'userPrincipalName'; readonly value: string }
  | { readonly kind: 'none' };

const none: Match = { kind: 'none' };

/** The tenant's recycle bin by id and by the key that makes an object ours. */
export type DeletedIndex = { byId(id: string): DeletedObject | undefined; byKey(type: 'user' | 'group', key: string): DeletedObject | undefined };

export function indexDeleted(facts: TenantFacts): DeletedIndex {
  const ids = new Map(facts.deleted.map((object) => [object.id, object]));
  const keys = new Map<string, DeletedObject>();
  for (const object of facts.deleted) {
    const key = object.kind === 'user' ? object.onPremisesImmutableId : (object.uniqueName?.toLowerCase() ?? null);
    if (key !== null) keys.set(`${object.kind} ${key}`, object);
  }
  return { byId: (id) => ids.get(id), byKey: (type, key) => keys.get(`${type} ${key}`) };
}

export type MatchContext = {
  readonly target: StagingStore['target'];
  readonly index: TargetIndex;
  readonly links: LinkIndex;
  readonly deleted: DeletedIndex;
  readonly policies: Settings['policies'];
  /** What the joins of an admin's rules find. */
  readonly joins: RuleJoins;
};

function linkedMatch(identity: Identity, context: MatchContext): Match | null {
  const link = context.links.byAnchor(identity.type, identity.anchor);
  if (link !== undefined && link.state !== 'released') {
    const entry = context.index.get(link.targetId);
    if (entry !== undefined) return { kind: 'linked', entry, link };
    const restorable = context.deleted.byId(link.targetId) !== undefined;
    if (link.state !== 'deleted') return { kind: 'missing', link, targetId: link.targetId, restorable };
  }
  // Somebody who has an account and gets the anchor of a deleted one keeps what they have until an admin decides.
  const byGuid = context.links.byGuid(identity.guid);
  if (byGuid !== undefined && byGuid !== link && isLive(byGuid) && byGuid.type === identity.type && link?.state !== 'released') {
    return { kind: 'anchorChanged', link: byGuid, entry: context.index.get(byGuid.targetId) };
  }
  return link?.state === 'deleted' && context.deleted.byId(link.targetId) !== undefined ? { kind: 'returned', link, targetId: link.targetId } : null;
}

/**
 * Groups that Entra Connect or Cloud Sync made of this AD group: they carry its objectSid, also after synchronization was
 * switched off in the tenant (Microsoft, "Turn off directory synchronization", names the properties that are cleared).
 */
function sidCandidates({ sid }: Identity, { index }: MatchContext): readonly TargetEntry[] {
  return sid === null ? [] : index.bySid(sid);
}

function groupMatch(identity: Identity, context: MatchContext): Match {
  const uniqueName = uniqueNameOf(identity.anchor);
  const entry = context.index.byUniqueName(uniqueName);
  const [bySid, ...more] = sidCandidates(identity, context);
  if (entry !== undefined) {
    const others = [bySid, ...more].filter((candidate) => candidate !== undefined && candidate !== entry) as readonly TargetEntry[];
    if (others.length === 0 || context.links.byTarget(entry.id)?.anchor === identity.anchor) return { kind: 'found', entry, by: 'uniqueName' };
    return { kind: 'ambiguous', entries: [entry, ...others], why: 'uniqueName and onPremisesSecurityIdentifier point to different groups', exists: true };
  }
  const deleted = context.deleted.byKey('group', uniqueName);
  if (deleted !== undefined) return { kind: 'missing', link: null, targetId: deleted.id, restorable: true };
  if (bySid !== undefined) return more.length === 0 ? { kind: 'found', entry: bySid, by: 'sid' } : { kind: 'ambiguous', entries: [bySid, ...more], why: 'all of them carry its security identifier' };
  if (!context.policies.matchGroupsByName || identity.displayName === null) return none;
  const named = context.index.byDisplayName(identity.displayName).filter((candidate) => (identity.unified ? candidate.group?.unified : candidate.group?.plainSecurity) === true && candidate.synced !== true && context.links.byTarget(candidate.id) === undefined);
  const [only] = named;
  if (only === undefined) return none;
  return named.length === 1 ? { kind: 'found', entry: only, by: 'displayName' } : { kind: 'ambiguous', entries: named };
}

function hitsOn(address: string | null, context: MatchContext, primaryOnly: boolean): readonly TargetEntry[] {
  if (address === null) return [];
  const key = addressKey(address);
  return context.index.holders(address).filter((entry) => {
    const row = context.target.get(entry.id);
    if (row === null) return false;
    if (entry.kind !== 'user') return addressesOf(row).includes(key);
    return primaryAddressesOf(row).includes(key) === primaryOnly && (primaryOnly || entry.principalName === null || addressKey(entry.principalName) !== key);
  });
}

/** Linked objects are no candidates: their values are taken, unless they let go of them in this plan (taken.ts). */
function isFree(entry: TargetEntry, context: MatchContext): boolean {
  const link = context.links.byTarget(entry.id);
  return link === undefined || link.state === 'released';
}

/** Primary SMTP address, then UPN; both must point at the same one object. */
function softMatch(identity: Identity, context: MatchContext): Match {
  const byAddress = hitsOn(identity.primaryAddress, context, true).filter((entry) => isFree(entry, context));
  const principalName = identity.principalNameComputed ? null : identity.principalName;
  const byName = principalName === null ? [] : context.index.holders(principalName).filter((entry) => entry.principalName !== null && addressKey(entry.principalName) === addressKey(principalName) && isFree(entry, context));
  const candidates = [...new Set([...byAddress, ...byName])];
  const [only] = candidates;
  if (candidates.length > 1) return { kind: 'ambiguous', entries: candidates };
  if (only !== undefined) {
    const others = [...hitsOn(identity.primaryAddress, context, false), ...hitsOn(principalName, context, false)].filter((entry) => entry.id !== only.id && entry.kind === 'user' && isFree(entry, context));
    if (others.length > 0) return { kind: 'ambiguous', entries: [...new Set([only, ...others])] };
    return { kind: 'found', entry: only, by: byAddress.length > 0 ? 'address' : 'principalName' };
  }
  const [secondary] = hitsOn(identity.primaryAddress, context, false).filter((entry) => isFree(entry, context));
  if (secondary !== undefined && identity.primaryAddress !== null) return { kind: 'secondary', entry: secondary, attribute: 'mail', value: identity.primaryAddress };
  return none;
}

/**
 * What the rules' joins add to the soft match. They find whom it does not; where both find somebody, they have to agree:
 * a join never turns a match into another one.
 */
function withJoins(soft: Match, identity: Identity, context: MatchContext): Match {
  const joined = context.joins(identity.guid, (id) => {
    const entry = context.index.get(id);
    return entry !== undefined && isFree(entry, context);
  }).flatMap((id) => context.index.get(id) ?? []);
  const [only] = joined;
  if (only === undefined) return soft;
  const others = soft.kind === 'found' || soft.kind === 'secondary' ? [soft.entry] : soft.kind === 'ambiguous' ? soft.entries : [];
  const candidates = [...new Set([...joined, ...others])];
  if (candidates.length > 1) return { kind: 'ambiguous', entries: candidates };
  return soft.kind === 'found' ? soft : { kind: 'found', entry: only, by: 'join' };
}

/** The relation of one AD user or group to the target, in the order of design section 5. */
export function matchOf(identity: Identity, context: MatchContext): Match {
  const linked = linkedMatch(identity, context);
  if (linked !== null) return linked;
  if (identity.type === 'group') return groupMatch(identity, context);
  const hard = context.index.byImmutableId(identity.anchor);
  if (hard !== undefined) return { kind: 'found', entry: hard, by: 'anchor' };
  const deleted = context.deleted.byKey('user', identity.anchor);
  if (deleted !== undefined) return { kind: 'missing', link: null, targetId: deleted.id, restorable: true };
  return context.policies.softMatch === 'off' ? none : withJoins(softMatch(identity, context), identity, context);
}
