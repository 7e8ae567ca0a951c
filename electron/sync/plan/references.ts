import type { PlanReference } from '../../../shared/plan.ts';
import type { SourceMember } from '../store.ts';
import type { Composition } from './context.ts';
import { isHeld, type Verdict } from './verdict.ts';

/**
 * Where a member or manager with this verdict stands: linked (it has a target id now), coming (it gets one in this plan), waiting (held
 * without a target: nothing is written and nothing is taken away), or outside (not synchronized).
 */
export type Standing = { readonly state: 'linked' | 'coming'; readonly reference: PlanReference } | { readonly state: 'waiting' | 'outside' };

const waiting: Standing = { state: 'waiting' };
const outside: Standing = { state: 'outside' };

export function standingOf(member: SourceMember, verdict: Verdict | undefined): Standing {
  if (verdict === undefined) return outside;
  const reference = { dn: member.dn, guid: member.guid, target: verdict.targetId };
  if (verdict.base === 'linked') return verdict.targetId === null ? waiting : { state: 'linked', reference };
  if (isHeld(verdict)) return waiting;
  if (verdict.base === 'create') return { state: 'coming', reference: { ...reference, target: null } };
  return verdict.base === 'none' ? waiting : { state: 'coming', reference };
}

/** The change that must be done before anything refers to this identity; null when it is there already. */
export function makingOf(verdict: Verdict, composition: Pick<Composition, 'book'>): string | null {
  const { type, anchor } = verdict.identity;
  if (verdict.base === 'create' || verdict.base === 'link' || verdict.base === 'restore') return composition.book.idOf(verdict.base, type, anchor);
  return null;
}
