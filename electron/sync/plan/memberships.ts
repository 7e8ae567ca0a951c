import type { PlanReference } from '../../../shared/plan.ts';
import type { SourceRow } from '../store.ts';
import type { Composition } from './context.ts';
import type { Removal } from './present.ts';
import { refusedDraft } from './refused.ts';
import { obstacleOf } from './microsoft-365.ts';
import { makingOf, standingOf } from './references.ts';
import { isHeld, type Verdict } from './verdict.ts';
import { conflictOf } from '../review/book.ts';

type Membership = { readonly add: readonly PlanReference[]; readonly remove: readonly PlanReference[]; readonly current: number; readonly foreign: readonly string[] };

function describeTarget(id: string, composition: Composition): PlanReference {
  const link = composition.links.byTarget(id);
  const source = link === undefined ? null : composition.store.source.get(link.guid);
  const name = composition.store.target.get(id)?.attributes['userPrincipalName'] ?? composition.store.target.get(id)?.attributes['displayName'];
  return { dn: source?.dn ?? (typeof name === 'string' ? name : id), guid: link?.guid ?? null, target: id };
}

/**
 * Direct members: AD's that are in scope and linked, against those of the target group. What only leaves because its own
 * object is deleted belongs to that deletion. When a group is linked first, members that AD lacks stay as foreign.
 */
export function membershipOf(row: SourceRow, verdict: Verdict, composition: Composition): Membership {
  const { store, index, links } = composition;
  const wanted = new Map<string, PlanReference>();
  const coming: PlanReference[] = [];
  const waiting = new Set<string>();
  for (const member of store.source.members(row.guid)) {
    if (member.guid === row.guid) {
      composition.note({ dn: row.dn, attribute: 'member', text: 'is a member of itself in Active Directory; Entra does not take that, so it is left out' });
      continue;
    }
    const own = member.guid === null ? undefined : composition.verdicts.get(member.guid);
    const obstacle = obstacleOf(member, own, verdict, composition);
    if (obstacle !== null) {
      composition.note({ dn: row.dn, attribute: 'member', text: obstacle });
      continue;
    }
    const standing = standingOf(member, own);
    if (standing.state === 'linked' || (standing.state === 'coming' && standing.reference.target !== null)) wanted.set(standing.reference.target ?? '', standing.reference);
    else if (standing.state === 'coming') coming.push(standing.reference);
    else if (standing.state === 'waiting') waiting.add(own?.targetId ?? '');
  }
  const staged = verdict.targetId === null ? [] : store.target.members(verdict.targetId);
  const returning = new Set([...wanted].filter(([, reference]) => reference.guid !== null && composition.verdicts.get(reference.guid)?.base === 'restore').map(([id]) => id));
  const current = new Set(staged.filter((id) => index.get(id) !== undefined || returning.has(id)));
  const known = links.byAnchor('group', verdict.identity.anchor);
  const foreign = new Set(known === undefined ? [] : (store.links.get(known.anchor)?.foreignMembers ?? []));
  const add = [...[...wanted].filter(([id]) => !current.has(id)).map(([, reference]) => reference), ...coming];
  const surplus = [...current].filter((id) => !wanted.has(id) && !waiting.has(id) && !composition.leaving.has(id));
  if (verdict.base === 'link') return { add, remove: [], current: current.size, foreign: surplus.filter((id) => links.byTarget(id) === undefined) };
  const keepCloud = composition.settings.policies.drift === 'keep';
  const remove = surplus.filter((id) => !foreign.has(id) && !(keepCloud && links.byTarget(id) === undefined));
  return { add, remove: remove.map((id) => describeTarget(id, composition)), current: current.size, foreign: [] };
}

function byDn(left: PlanReference, right: PlanReference): number {
  return left.dn < right.dn ? -1 : left.dn > right.dn ? 1 : 0;
}

/** Plans additions and removals of one group; answers what counts for the protection and the id of the removal. */
export function composeMembership(row: SourceRow, verdict: Verdict, composition: Composition): Removal | null {
  if (isHeld(verdict)) return null;
  const { book, index } = composition;
  if (verdict.targetId !== null && index.get(verdict.targetId)?.group?.dynamic === true) {
    composition.losses.add('dynamicGroup');
    return null;
  }
  const { add, remove, current } = membershipOf(row, verdict, composition);
  const { type, anchor, guid } = verdict.identity;
  const making = makingOf(verdict, composition);
  const common = { type, anchor, guid, dn: row.dn, target: verdict.targetId, reason: verdict.base === 'linked' ? ('changed' as const) : verdict.situation, dependsOn: making === null ? [] : [making] };
  if (add.length > 0 && !isRefused({ ...common, action: 'addMembers', references: [...add].sort(byDn) }, row, verdict, composition)) {
    book.members.add += add.length;
    book.add({ ...common, action: 'addMembers', references: [...add].sort(byDn) });
  }
  if (remove.length === 0 || isRefused({ ...common, action: 'removeMembers', references: [...remove].sort(byDn) }, row, verdict, composition)) return null;
  book.members.remove += remove.length;
  const change = book.add({ ...common, action: 'removeMembers', references: [...remove].sort(byDn) });
  return { count: { kind: 'memberRemove', what: `of ${current} members of ${row.dn}`, count: remove.length, population: current }, changeId: change.id, digest: composition.digest(remove.map((reference) => reference.target ?? '').sort().join(' ')) };
}

function isRefused(input: Parameters<typeof refusedDraft>[0], row: SourceRow, verdict: Verdict, composition: Composition): boolean {
  const draft = refusedDraft(input, verdict.identity, composition);
  if (draft === null) return false;
  const conflict = conflictOf([draft], row.dn, composition.resolutions, composition.store, composition.digest);
  if (conflict !== null) composition.conflict(conflict);
  return true;
}
